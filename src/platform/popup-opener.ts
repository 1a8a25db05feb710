import { browser } from './browser.ts';

/**
 * Opens the popup under its icon; where the browser wants a click on the icon for that (Firefox, older Chromium), its page in a small
 * window of its own.
 * @returns whether either opened
 */
export async function openPopup(): Promise<boolean> {
  try {
    await browser.action.openPopup();
    return true;
  } catch {
    return browser.windows
      .create({ type: 'popup', url: browser.runtime.getURL('src/popup/index.html'), width: 376, height: 620 })
      .then(
        () => true,
        () => false,
      );
  }
}
