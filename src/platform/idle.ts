import { browser } from './browser.ts';

/** Calls the one when the computer's screen is locked, the other when somebody is at the computer again. */
export function onComputer(events: { readonly locked: () => void; readonly active: () => void }): void {
  browser.idle.onStateChanged.addListener((state) => {
    if (state !== 'idle') events[state]();
  });
}
