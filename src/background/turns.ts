import { AppError } from '../core/errors.ts';
import { PATIENCE_MS } from '../core/patience.ts';

/**
 * One at a time under each name, first come, first served, within this worker: there is never more than one. A lock of the browser's
 * would do the same for a millisecond each.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /**
   * Runs `work` when all that came before under `name` is over, whatever came of it.
   * @throws {AppError} `busy` when that took 20 seconds; what `work` throws
   */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    let over = () => {};
    const mine = new Promise<void>((resolve) => {
      over = resolve;
    });
    // Who gave up waiting still stands between those before and those after.
    const tail = before ? before.then(() => mine) : mine;
    this.last.set(name, tail);
    try {
      if (before) await inTime(before);
      return await work();
    } finally {
      over();
      if (this.last.get(name) === tail) this.last.delete(name);
    }
  }
}

async function inTime(before: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('busy')), PATIENCE_MS);
  });
  try {
    await Promise.race([before, late]);
  } finally {
    clearTimeout(timer);
  }
}
