import { hydrate } from 'preact';
import { roughSettings } from '../core/settings.ts';
import { setPopupPage } from '../platform/popup-pages.ts';
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

const root = document.querySelector<HTMLElement>('.root');
const first = (root?.dataset['first'] ?? 'ready') as FirstView;
/** What the view that stands in the page needs besides the code field. */
const part: PartName | false = first !== 'ready' && (first === 'empty' ? 'notice' : first);

let next = first;

/** Lets the next opening begin with the page of that view. Only a hint: what storage holds decides a moment later. */
function beginWith(view: FirstView): void {
  if (view === next) return;
  next = view;
  // What cannot be noted costs the next opening a change of view, and nothing else.
  setPopupPage(view).catch(() => undefined);
}

/** Takes over the view that stands in the page: its field keeps the focus and what was typed into it. */
function takeOver(root: HTMLElement): void {
  hydrate(
    <App
      ports={ports}
      loadPassphrase={loadPassphrasePort}
      first={first}
      woken={woken}
      onView={beginWith}
      close={() => window.close()}
    />,
    root,
  );
  // For what was clicked before there was anybody to hear it (see first-view.ts).
  dispatchEvent(new Event('taken-over'));
}

if (root) {
  const begin = () => takeOver(root);
  if (!part) begin();
  // A part that cannot be had now is asked for again, and missed aloud, by the app itself.
  else loadPart(part).then(begin, begin);
}
