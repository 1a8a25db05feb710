import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** libfaketime, which shifts the clock of every process it is loaded into; `undefined` where it is not installed. */
export function findFakeTime(): string | undefined {
  const own = process.env['FAKETIME_LIBRARY'];
  if (own) {
    if (!existsSync(own)) throw new Error(`FAKETIME_LIBRARY is ${own}, and there is no such file.`);
    return own;
  }
  if (process.platform !== 'linux') return undefined;
  const folders = ['faketime', ...readdirSync('/usr/lib').map((name) => join(name, 'faketime'))];
  return folders.map((folder) => join('/usr/lib', folder, 'libfaketimeMT.so.1')).find((path) => existsSync(path));
}

/**
 * The environment in which a whole browser lives at another time.
 * @param shift `+20m`, `-1d`
 */
export function atAnotherTime(library: string, shift: string): Record<string, string> {
  return {
    LD_PRELOAD: library,
    FAKETIME: shift,
    // Only the calendar is shifted: a browser that waits on a shifted monotonic clock waits for ever.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
  };
}
