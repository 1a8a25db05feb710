import { describe, expect, it } from 'vitest';
import { PassphraseBrake } from './passphrase-brake.ts';

class Wrong extends Error {}
const isWrong = (error: unknown) => error instanceof Wrong;
const wrong = async () => {
  throw new Wrong();
};

/** A page's storage and clock; a pause moves the clock. */
function world() {
  const items = new Map<string, string>();
  const pauses: number[] = [];
  const clock = { nowMs: 1_000_000 };
  const open = () =>
    new PassphraseBrake({
      storage: {
        getItem: (key) => items.get(key) ?? null,
        setItem: (key, value) => void items.set(key, value),
        removeItem: (key) => void items.delete(key),
      },
      nowMs: () => clock.nowMs,
      pause: async (ms) => {
        pauses.push(ms);
        clock.nowMs += ms;
      },
    });
  return { items, pauses, clock, open };
}

describe('PassphraseBrake', () => {
  it('lets three mistakes pass, then doubles the wait up to half a minute, in whatever page', async () => {
    const { pauses, open } = world();
    for (let times = 0; times < 12; times++) await expect(open().attempt(wrong, isWrong)).rejects.toThrow(Wrong);
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('counts the time that has passed meanwhile, and not a clock that was set back', async () => {
    const { pauses, clock, open } = world();
    for (let times = 0; times < 5; times++)
      await open()
        .attempt(wrong, isWrong)
        .catch(() => {});
    pauses.length = 0;
    clock.nowMs += 500;
    await open()
      .attempt(wrong, isWrong)
      .catch(() => {});
    expect(pauses).toEqual([1500]);
    clock.nowMs += 60_000;
    await open()
      .attempt(wrong, isWrong)
      .catch(() => {});
    expect(pauses).toEqual([1500]);
    clock.nowMs -= 86_400_000;
    await open()
      .attempt(wrong, isWrong)
      .catch(() => {});
    expect(pauses).toEqual([1500, 8000]);
  });

  it('forgets them with the right one, and does not count what is no wrong passphrase', async () => {
    const { items, pauses, open } = world();
    for (let times = 0; times < 3; times++)
      await open()
        .attempt(wrong, isWrong)
        .catch(() => {});
    for (let times = 0; times < 3; times++) {
      await expect(open().attempt(() => Promise.reject(new Error('disk')), isWrong)).rejects.toThrow('disk');
    }
    await expect(open().attempt(async () => 'open', isWrong)).resolves.toBe('open');
    expect(items.size).toBe(0);
    await open()
      .attempt(wrong, isWrong)
      .catch(() => {});
    await open().attempt(async () => 'open', isWrong);
    expect(pauses).toEqual([]);
  });

  it.each(['', 'garbage', '[]', '{"times":"9","atMs":0}', '{"times":9}', 'null'])(
    'takes %j for none',
    async (stored) => {
      const { items, pauses, open } = world();
      items.set('wrongPassphrases', stored);
      await open()
        .attempt(wrong, isWrong)
        .catch(() => {});
      expect(pauses).toEqual([]);
      expect(JSON.parse(items.get('wrongPassphrases') ?? '')).toMatchObject({ times: 1 });
    },
  );
});
