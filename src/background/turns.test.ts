import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

/** Work that ends when it is told to. */
function work() {
  let finish = () => {};
  let fail = (_: Error) => {};
  const state = { begun: false };
  const run = () => {
    state.begun = true;
    return new Promise<string>((resolve, reject) => {
      finish = () => resolve('done');
      fail = reject;
    });
  };
  return { state, run, finish: () => finish(), fail: (error: Error) => fail(error) };
}

const breathe = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Turns', () => {
  it('lets one in at a time under a name, in the order they came, and others by', async () => {
    const turns = new Turns();
    const [first, second, third, other] = [work(), work(), work(), work()];
    const outcomes = [first, second, third].map(({ run }) => turns.take('vault', run));
    void turns.take('view', other.run);
    await breathe();
    expect([first, second, third, other].map(({ state }) => state.begun)).toEqual([true, false, false, true]);
    first.finish();
    await breathe();
    expect([second.state.begun, third.state.begun]).toEqual([true, false]);
    second.finish();
    await breathe();
    third.finish();
    await expect(Promise.all(outcomes)).resolves.toEqual(['done', 'done', 'done']);
  });

  it('goes on after work that failed, at once or later', async () => {
    const turns = new Turns();
    const failing = work();
    const first = turns.take('vault', failing.run);
    const second = turns.take('vault', () => {
      throw new Error('at once');
    });
    const third = turns.take('vault', async () => 'third');
    failing.fail(new Error('later'));
    await expect(first).rejects.toThrow('later');
    await expect(second).rejects.toThrow('at once');
    await expect(third).resolves.toBe('third');
  });

  it('gives up waiting after 20 seconds, without letting the next in before its time', async () => {
    const turns = new Turns();
    const [stuck, last] = [work(), work()];
    const first = turns.take('vault', stuck.run);
    const second = turns.take('vault', async () => 'never');
    const refused = expect(second).rejects.toMatchObject({ code: 'busy' });
    await vi.advanceTimersByTimeAsync(19_999);
    const third = turns.take('vault', last.run);
    await vi.advanceTimersByTimeAsync(1);
    await refused;
    expect(last.state.begun).toBe(false);
    stuck.finish();
    await breathe();
    expect(last.state.begun).toBe(true);
    last.finish();
    await expect(Promise.all([first, third])).resolves.toEqual(['done', 'done']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
