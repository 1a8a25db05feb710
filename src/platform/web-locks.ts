import { AppError } from '../core/errors.ts';
import { PATIENCE_MS } from '../core/patience.ts';

/**
 * Runs `work` under the named Web Lock, which the browser frees by itself when the worker dies.
 * @throws {AppError} `busy` when another window held it for 20 seconds
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await navigator.locks.request(name, { signal: patience.signal }, () => {
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    throw patience.signal.aborted ? new AppError('busy', { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}
