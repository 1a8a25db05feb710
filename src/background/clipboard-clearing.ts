import { clipboardHash } from '../core/clipboard-mark.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { clipboardMark, settings } from '../storage/items.ts';
import type { Outside } from './outside.ts';

/**
 * Clears the clipboard some time after a copy, if the user chose so. A copy is noted before its text leaves, so that none goes unnoted; a
 * lock or the end of the session changes nothing.
 */
export function createClipboardClearing({ areas, alarms, crypto, lock, now, web }: Outside) {
  const look = async () => {
    const mark = await readItem(areas, clipboardMark);
    if (!mark) return;
    const seconds = (await readItem(areas, settings)).clearClipboardSeconds;
    const atMs = mark.copiedAtMs + seconds * 1000;
    if (now() < atMs) return alarms.set('clipboard', atMs);
    if (seconds) await web.clearClipboard(mark);
    await areas.session.remove([clipboardMark.key]);
  };
  return {
    /** Notes that `text` is about to be copied, in the place of what was copied before. @throws {AppError} storage errors */
    note: (text: string): Promise<void> =>
      lock('clipboard', async () => {
        if (!(await readItem(areas, settings)).clearClipboardSeconds) return;
        const salt = crypto.randomUUID();
        const hash = await clipboardHash(crypto, salt, text);
        await writeItem(areas, clipboardMark, { salt, hash, copiedAtMs: now() });
        await look();
      }),

    /** Clears what is due, else sees to it that somebody will. What fails is tried again at the next call. @throws {AppError} `clipboard-refused` */
    clearDue: (): Promise<void> => lock('clipboard', look),
  };
}
