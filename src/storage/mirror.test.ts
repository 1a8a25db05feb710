import { describe, expect, it } from 'vitest';
import type { StorageArea } from './item.ts';
import { mirrored } from './mirror.ts';

/** An area whose calls are counted, and take effect when the test lets them. */
function area(items: Record<string, unknown>) {
  const stored = new Map(Object.entries(items));
  const calls: string[] = [];
  /** What waits to be let through, in the order the browser takes it. */
  const waiting: (() => void)[] = [];
  let held = false;
  let broken = false;
  const step = <T>(name: string, effect: () => T): Promise<T> => {
    calls.push(name);
    if (broken) return Promise.reject(new Error('broken'));
    if (!held) return Promise.resolve().then(effect);
    return new Promise((resolve) => waiting.push(() => resolve(effect())));
  };
  const native: StorageArea = {
    get: (keys) =>
      step(`get ${keys.join()}`, () =>
        Object.fromEntries(keys.filter((key) => stored.has(key)).map((key) => [key, stored.get(key)])),
      ),
    set: (given) =>
      step(`set ${Object.keys(given).join()}`, () => {
        for (const [key, value] of Object.entries(given)) stored.set(key, value);
      }),
    remove: (keys) =>
      step(`remove ${keys.join()}`, () => {
        for (const key of keys) stored.delete(key);
      }),
    watch: () => () => {},
  };
  return {
    native,
    calls,
    stored,
    hold: () => {
      held = true;
    },
    breakDown: (now: boolean) => {
      broken = now;
    },
    letThrough: async () => {
      held = false;
      for (const go of waiting.splice(0)) go();
      await new Promise(setImmediate);
    },
  };
}

describe('mirrored', () => {
  it('reads its keys once, all together, however many ask', async () => {
    const { native, calls } = area({ a: 1, b: 2 });
    const mirror = mirrored(native, ['a', 'b', 'c']);
    await expect(Promise.all([mirror.get(['a']), mirror.get(['b', 'c'])])).resolves.toEqual([{ a: 1 }, { b: 2 }]);
    await expect(mirror.get([])).resolves.toEqual({});
    expect(calls).toEqual(['get a,b,c']);
  });

  it('hands every other key to the area, also beside one of its own', async () => {
    const { native, calls } = area({ a: 1, z: 26 });
    const mirror = mirrored(native, ['a']);
    await expect(mirror.get(['a', 'z'])).resolves.toEqual({ a: 1, z: 26 });
    await expect(mirror.get(['z'])).resolves.toEqual({ z: 26 });
    expect(calls).toEqual(['get a,z', 'get z']);
  });

  it('writes and removes through, and knows it without reading', async () => {
    const { native, calls, stored } = area({ a: 1, b: 2 });
    const mirror = mirrored(native, ['a', 'b']);
    await mirror.get(['a']);
    await mirror.set({ a: 3, z: 26 });
    await mirror.remove(['b', 'z']);
    await expect(mirror.get(['a', 'b'])).resolves.toEqual({ a: 3 });
    expect(Object.fromEntries(stored)).toEqual({ a: 3 });
    expect(calls).toEqual(['get a,b', 'set a,z', 'remove b,z']);
  });

  it('does not take what was read before a write for what is there after it', async () => {
    const { native, hold, letThrough } = area({ a: 1 });
    const mirror = mirrored(native, ['a']);
    hold();
    const before = mirror.get(['a']);
    const written = mirror.set({ a: 2 });
    await letThrough();
    await Promise.all([before, written]);
    await expect(mirror.get(['a'])).resolves.toEqual({ a: 2 });
  });

  it.each(['set', 'remove'] as const)('reads again after a failed %s, for nobody knows what is there', async (kind) => {
    const { native, calls, breakDown, stored } = area({ a: 1 });
    const mirror = mirrored(native, ['a']);
    await mirror.get(['a']);
    breakDown(true);
    await expect(kind === 'set' ? mirror.set({ a: 2 }) : mirror.remove(['a'])).rejects.toThrow('broken');
    breakDown(false);
    stored.set('a', 'as it is');
    await expect(mirror.get(['a'])).resolves.toEqual({ a: 'as it is' });
    expect(calls.at(-1)).toBe('get a');
  });

  it('reads again after a failed reading', async () => {
    const { native, breakDown } = area({ a: 1 });
    const mirror = mirrored(native, ['a']);
    breakDown(true);
    await expect(mirror.get(['a'])).rejects.toThrow('broken');
    breakDown(false);
    await expect(mirror.get(['a'])).resolves.toEqual({ a: 1 });
  });
});
