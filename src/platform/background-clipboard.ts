import type { ClipboardMark } from '../core/clipboard-mark.ts';
import { AppError } from '../core/errors.ts';
import { browser } from './browser.ts';
import { type Asked, type Done, isCalled } from './clipboard-document.ts';
import { isMarked } from './clipboard-mark.ts';
import { mayReadClipboard } from './permissions.ts';

/** Chromium's API for a page that nobody sees; the package's types do not know it. */
interface Offscreen {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
  closeDocument(): Promise<void>;
}

const DOCUMENT = 'src/offscreen/index.html';

/** One at a time: there can be one such document only. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts text on the clipboard without a page having the focus: a background page does it itself (Firefox), a worker has it done by a
 * document that lives for this one write (Chromium).
 * @throws {AppError} `clipboard-refused`
 */
export function writeFromBackground(text: string): Promise<void> {
  return inTurn(text, () => navigator.clipboard.writeText(text));
}

/**
 * Empties the clipboard if it holds what `mark` is of; where Stint may not read it, whatever it holds.
 * @throws {AppError} `clipboard-refused`
 */
export async function clearFromBackground(mark: ClipboardMark): Promise<void> {
  const known = (await mayReadClipboard()) ? mark : null;
  await inTurn(known, async () => {
    const { clipboard } = navigator;
    if (!known || (await isMarked(known, await clipboard.readText()))) await clipboard.writeText('');
  });
}

function inTurn(asked: Asked, doIt: () => Promise<void>): Promise<void> {
  const turn = last.then(async () => {
    try {
      const { offscreen } = browser as unknown as { offscreen?: Offscreen };
      await (offscreen ? ask(offscreen, asked) : doIt());
    } catch (cause) {
      throw new AppError('clipboard-refused', { cause });
    }
  });
  last = turn.catch(() => {});
  return turn;
}

async function ask(offscreen: Offscreen, asked: Asked): Promise<void> {
  // One that a worker left behind when it ended is closed first.
  await offscreen.closeDocument().catch(() => {});
  await offscreen.createDocument({
    url: DOCUMENT,
    reasons: ['CLIPBOARD'],
    justification: 'Copies what the user asked for.',
  });
  try {
    const done: Done | undefined = await browser.runtime.sendMessage({ [isCalled]: asked });
    if (done !== true) throw new Error('not done');
  } finally {
    await offscreen.closeDocument();
  }
}
