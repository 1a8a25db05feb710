import { type ClipboardMark, clipboardHash } from '../core/clipboard-mark.ts';

/** Whether `text` is what `mark` is of. */
export async function isMarked({ salt, hash }: ClipboardMark, text: string): Promise<boolean> {
  return (await clipboardHash(crypto, salt, text)) === hash;
}
