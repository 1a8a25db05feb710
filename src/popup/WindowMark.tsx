import { TOKEN_STEP_MS } from '../core/token-code.ts';
import { text } from '../ui/texts.ts';
import type { CodeEntry } from './view.ts';

const TOKEN_STEP_SECONDS = TOKEN_STEP_MS / 1000;

function wordsFor({ blocked, waiting }: CodeEntry) {
  if (blocked === 'server-busy') return 'popup_next_try';
  return waiting ? 'popup_next_code' : 'popup_this_code';
}

/** How long the code of this moment lasts, or when the next one comes. */
export function WindowMark({ entry }: { readonly entry: CodeEntry | undefined }) {
  return (
    <span class="window">
      <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle class="track" cx="8" cy="8" r="6" />
        <circle
          class="rest"
          cx="8"
          cy="8"
          r="6"
          // In whole numbers: the first fraction that becomes a text has the browser set up a cache of 48 KiB for more of them.
          pathLength={TOKEN_STEP_SECONDS}
          stroke-dasharray={`${entry?.secondsLeft ?? 0} ${TOKEN_STEP_SECONDS}`}
          transform="rotate(-90 8 8)"
        />
      </svg>
      <span>{entry && text(wordsFor(entry), entry.secondsLeft)}</span>
    </span>
  );
}
