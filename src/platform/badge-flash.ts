import { browser } from './browser.ts';

/** How long it stands, milliseconds. */
const FLASH_MS = 2000;

/** Shows `text` on the icon and resolves two seconds later, when the caller is to show what should be there by then. */
export async function flashBadge(text: string): Promise<void> {
  await browser.action.setBadgeText({ text });
  await new Promise((resolve) => setTimeout(resolve, FLASH_MS));
}
