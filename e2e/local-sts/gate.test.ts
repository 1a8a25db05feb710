import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';

/** Whether `promise` has settled by the time all work already queued is done. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  return done;
}

describe('Gate', () => {
  it('lets pass what comes while it is open', async () => {
    await expect(new Gate().pass('before-reply')).resolves.toBeUndefined();
  });

  it('holds what comes while it is closed, until it opens', async () => {
    const gate = new Gate();
    gate.close('before-reply');
    const held = [gate.pass('before-reply'), gate.pass('before-reply')];
    expect(gate.held('before-reply')).toBe(2);
    expect(await settled(Promise.race(held))).toBe(false);
    gate.open('before-reply');
    await Promise.all(held);
    expect(gate.held('before-reply')).toBe(0);
    await expect(gate.pass('before-reply')).resolves.toBeUndefined();
  });

  it('keeps its points apart', async () => {
    const gate = new Gate();
    gate.close('before-verification');
    await expect(gate.pass('before-reply')).resolves.toBeUndefined();
    const held = gate.pass('before-verification');
    gate.open('before-reply');
    expect(await settled(held)).toBe(false);
    gate.openAll();
    await held;
  });

  it('releases one at a time, oldest first, and stays closed', async () => {
    const gate = new Gate();
    gate.close('before-reply');
    const [one, two] = [gate.pass('before-reply'), gate.pass('before-reply')];
    expect(gate.releaseOne('before-reply')).toBe(true);
    await one;
    expect(await settled(two)).toBe(false);
    expect(gate.releaseOne('before-reply')).toBe(true);
    await two;
    expect(gate.releaseOne('before-reply')).toBe(false);
    expect(await settled(gate.pass('before-reply'))).toBe(false);
  });

  it('tells of arrivals, past and coming', async () => {
    const gate = new Gate();
    gate.close('before-reply');
    const two = gate.arrival('before-reply', 2);
    void gate.pass('before-reply');
    expect(await settled(two)).toBe(false);
    void gate.pass('before-reply');
    await two;
    await gate.arrival('before-reply');
  });
});
