import { browser } from './browser.ts';

/** The popup's pages, one for each view it may begin with (see scripts/build/first-paint.ts). All are the same but for that. */
const FILES = { ready: 'index.html', live: 'live.html', locked: 'locked.html', empty: 'empty.html' };

/** Makes the next click on the icon open the popup with that view. */
export function setPopupPage(view: keyof typeof FILES): Promise<void> {
  return browser.action.setPopup({ popup: browser.runtime.getURL(`src/popup/${FILES[view]}`) });
}

/** The same from the state of a vault that is not open. Never fails: a popup that begins with another view changes it. */
export function beginPopupWith(vault: 'locked' | 'missing'): Promise<void> {
  return setPopupPage(vault === 'locked' ? 'locked' : 'empty').catch(() => undefined);
}
