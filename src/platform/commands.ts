import { browser } from './browser.ts';

/** Calls `listener` with the name of each shortcut of ours that is pressed; the browser itself opens the popup. */
export function onCommand(listener: (name: string) => void): void {
  browser.commands.onCommand.addListener(listener);
}
