import { AppError } from '../core/errors.ts';
import { browser } from './browser.ts';
import { isCalled, type Written } from './clipboard-document.ts';

/** Chromium's API for a page that nobody sees; the package's types do not know it. */
interface Offscreen {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
  closeDocument(): Promise<void>;
}

const DOCUMENT = 'src/offscreen/index.html';

/** One write at a time: there can be one such document only. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts text on the clipboard without a page having the focus: a background page does it itself (Firefox), a worker has it done by a
 * document that lives for this one write (Chromium).
 * @throws {AppError} `clipboard-refused`
 */
export function writeFromBackground(text: string): Promise<void> {
  const turn = last.then(async () => {
    try {
      const { offscreen } = browser as unknown as { offscreen?: Offscreen };
      await (offscreen ? writeThrough(offscreen, text) : navigator.clipboard.writeText(text));
    } catch (cause) {
      throw new AppError('clipboard-refused', { cause });
    }
  });
  last = turn.catch(() => {});
  return turn;
}

async function writeThrough(offscreen: Offscreen, text: string): Promise<void> {
  // One that a worker left behind when it ended is closed first.
  await offscreen.closeDocument().catch(() => {});
  await offscreen.createDocument({
    url: DOCUMENT,
    reasons: ['CLIPBOARD'],
    justification: 'Copies what the user asked for.',
  });
  try {
    const written: Written | undefined = await browser.runtime.sendMessage({ [isCalled]: text });
    if (written !== true) throw new Error('not written');
  } finally {
    await offscreen.closeDocument();
  }
}
