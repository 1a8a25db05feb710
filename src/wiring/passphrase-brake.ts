import { isNumber, isObject } from '../core/json-shape.ts';

const KEY = 'wrongPassphrases';
/** So many in a row may be mistyped for nothing. */
const FREE = 3;
const LONGEST_MS = 30_000;

interface Outside {
  /** The pages' own small storage: what it holds survives the page, not secret. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Slows down whoever tries passphrases by hand or by a program in the popup: from the fourth wrong one in a row each makes the next
 * wait, twice as long each time, up to 30 seconds, whichever page it is typed into. It cannot slow down one who has copied the vault:
 * what holds there is the cost of the derivation.
 */
export class PassphraseBrake {
  private readonly outside: Outside;

  constructor(outside: Outside) {
    this.outside = outside;
  }

  /**
   * Runs an attempt when it is its time.
   * @param isWrong tells from what it throws that the passphrase was wrong
   */
  async attempt<T>(work: () => Promise<T>, isWrong: (error: unknown) => boolean): Promise<T> {
    const { storage, nowMs, pause } = this.outside;
    const { times, atMs } = this.read();
    const passedMs = nowMs() - atMs;
    // A clock set back must not make the wait longer than it is.
    const waitMs = delayMs(times) - Math.max(passedMs, 0);
    if (waitMs > 0) await pause(waitMs);
    try {
      const result = await work();
      storage.removeItem(KEY);
      return result;
    } catch (error) {
      if (isWrong(error)) storage.setItem(KEY, JSON.stringify({ times: times + 1, atMs: nowMs() }));
      throw error;
    }
  }

  private read(): { readonly times: number; readonly atMs: number } {
    try {
      const value: unknown = JSON.parse(this.outside.storage.getItem(KEY) ?? '{}');
      if (isObject(value) && isNumber(value['times']) && isNumber(value['atMs'])) {
        return { times: value['times'], atMs: value['atMs'] };
      }
    } catch {
      // Not ours: as if there were none.
    }
    return { times: 0, atMs: 0 };
  }
}

/** How long to wait after `times` wrong ones in a row, milliseconds, 0 to 30,000. */
function delayMs(times: number): number {
  return times <= FREE ? 0 : Math.min(1000 * 2 ** (times - FREE - 1), LONGEST_MS);
}
