import { hydrate } from 'preact';
import { roughSettings } from '../core/settings.ts';
import { lookupText } from '../platform/runtime.ts';
import { useTextsFrom } from '../ui/texts.ts';
import { loadPassphrasePort, pagePorts } from '../wiring/page-ports.ts';
import { App } from './App.tsx';
import { loadPart, type PartName } from './parts.ts';
import type { FirstView } from './view.ts';

const ports = pagePorts(roughSettings);
// Wakes the background while this page draws itself.
const woken = ports.send('page-opened', {});

useTextsFrom(lookupText);

/** What the view that stands in the page needs besides the code field. */
const PARTS: Readonly<Record<FirstView, PartName | undefined>> = {
  ready: undefined,
  locked: 'locked',
  live: 'live',
  empty: 'notice',
};

const first = (document.documentElement.dataset['view'] ?? 'ready') as FirstView;
const part = PARTS[first];

/** Notes the view for the next opening, where the browser keeps such notes. */
function note(view: FirstView): boolean {
  try {
    localStorage.setItem('view', view);
    return true;
  } catch {
    return false;
  }
}

/** Takes over the view that stands in the page: its field keeps the focus and what was typed into it. */
function takeOver(root: HTMLElement): void {
  hydrate(
    <App
      ports={ports}
      loadPassphrase={loadPassphrasePort}
      first={first}
      woken={woken}
      onView={note}
      close={() => window.close()}
    />,
    root,
  );
  // For what was clicked before there was anybody to hear it (see first-view.ts).
  dispatchEvent(new Event('taken-over'));
}

const root = document.querySelector<HTMLElement>('.root');
if (root) {
  const begin = () => takeOver(root);
  if (!part) begin();
  // A part that cannot be had now is asked for again, and missed aloud, by the app itself.
  else loadPart(part).then(begin, begin);
}
