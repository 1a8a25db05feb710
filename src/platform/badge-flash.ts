import { browser } from './browser.ts';

/** How long it stands, milliseconds. */
const FLASH_MS = 2000;

/** Shows `text` on the icon for two seconds, then what was there before. */
export async function flashBadge(text: string): Promise<void> {
  const before = await browser.action.getBadgeText({});
  await browser.action.setBadgeText({ text });
  await new Promise((resolve) => setTimeout(resolve, FLASH_MS));
  await browser.action.setBadgeText({ text: before === text ? '' : before });
}
