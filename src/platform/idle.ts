import { browser } from './browser.ts';

/** Calls `listener` when the computer's screen is locked. */
export function onComputerLocked(listener: () => void): void {
  browser.idle.onStateChanged.addListener((state) => {
    if (state === 'locked') listener();
  });
}
