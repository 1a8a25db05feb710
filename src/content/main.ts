/** The chip's one file: run on the pages the user chose, in a world of its own that the page cannot reach. */
import { chipText, isConnected, onNews, sendFromPage } from '../platform/content-runtime.ts';
import { type Chip, startChip } from './chip.ts';

// Of this world, which the page does not see: a second run in the same document finds the first.
const here = globalThis as { stintChip?: Chip };

if (window === window.top) {
  here.stintChip?.stop();
  here.stintChip = startChip({
    deliver: sendFromPage,
    isConnected,
    onNews,
    text: (key, ...substitutions) => chipText(key, substitutions.map(String)),
  });
}
