import { hydrate } from 'preact';
import { loadPassphrasePort, lookupText, pagePorts } from '../platform/page-ports.ts';
import { useTextsFrom } from '../ui/texts.ts';
import { App } from './App.tsx';
import type { FirstView } from './view.ts';

const ports = pagePorts();
// Wakes the background while this page draws itself.
const woken = ports.send('page-opened', {});

useTextsFrom(lookupText);

const first = (document.documentElement.dataset['view'] ?? 'ready') as FirstView;
for (const root of document.querySelectorAll<HTMLElement>('.root')) {
  if (root.dataset['first'] !== first) root.remove();
  else {
    // Takes over the view that stands in the page: the field keeps its focus and what was typed into it.
    hydrate(
      <App
        ports={ports}
        loadPassphrase={loadPassphrasePort}
        first={first}
        woken={woken}
        onView={(view) => localStorage.setItem('view', view)}
        close={() => window.close()}
      />,
      root,
    );
  }
}
