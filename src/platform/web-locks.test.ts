import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { withLock } from './web-locks.ts';

/** As much of the browser's lock manager as is used: one queue for each name; a waiting request can be aborted, a granted one not. */
class FakeLockManager {
  private readonly tails = new Map<string, Promise<unknown>>();

  request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown> {
    const before = this.tails.get(name) ?? Promise.resolve();
    const granted = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      void before.then(() => resolve());
    });
    const done = granted.then(work);
    this.tails.set(
      name,
      Promise.all([before, done]).catch(() => {}),
    );
    return done;
  }
}

const SECONDS = 1000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: new FakeLockManager() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Work that ends when it is told to. */
function held(name: string): { done: Promise<string>; end: () => void } {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done: withLock(name, () => ended.then(() => 'done')), end };
}

describe('withLock', () => {
  it('gives back what the work gives, and throws what it throws', async () => {
    await expect(withLock('vault', async () => 7)).resolves.toBe(7);
    const error = new AppError('vault-locked');
    await expect(withLock('vault', () => Promise.reject(error))).rejects.toBe(error);
    // And frees the lock either way.
    await expect(withLock('vault', async () => 8)).resolves.toBe(8);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('runs what bears one name one after the other, and what does not at once', async () => {
    const order: string[] = [];
    const first = held('vault');
    const second = withLock('vault', async () => order.push('second'));
    await withLock('settings', async () => order.push('settings'));
    expect(order).toEqual(['settings']);
    first.end();
    await second;
    expect(order).toEqual(['settings', 'second']);
  });

  it('waits 20 seconds and no longer', async () => {
    const first = held('vault');
    let ran = false;
    const waiting = withLock('vault', async () => {
      ran = true;
    });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'busy' });
    let isOver = false;
    void waiting.catch(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(20 * SECONDS - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await refused;
    first.end();
    await first.done;
    // What was given up does not run later after all.
    expect(ran).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets work that has begun take as long as it needs', async () => {
    const first = held('vault');
    await vi.advanceTimersByTimeAsync(60 * SECONDS);
    first.end();
    await expect(first.done).resolves.toBe('done');
  });

  it('waits for each request anew', async () => {
    const first = held('vault');
    await vi.advanceTimersByTimeAsync(19 * SECONDS);
    const second = withLock('vault', async () => 'second');
    await vi.advanceTimersByTimeAsync(19 * SECONDS);
    first.end();
    await expect(second).resolves.toBe('second');
  });
});
