import { browser } from './browser.ts';

/** The toolbar icon's badge. */
interface ShownBadge {
  readonly label: string;
  readonly title: string;
}

/** How long a word stands there, milliseconds. */
const FLASH_MS = 2000;

/** How many words stand there, each over the one before. */
let flashes = 0;

/** What the toolbar icon says at this moment. */
export async function shownBadge(): Promise<ShownBadge> {
  const [label, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { label, title };
}

/**
 * Puts a label in white on the toolbar icon, none when it is empty, and the title that a pointer over it brings up. A word that
 * {@link flashBadge} has put there is not cut short.
 */
export async function showBadge(badge: ShownBadge & { readonly colour: string }): Promise<void> {
  const { action } = browser;
  await Promise.all([
    action.setBadgeBackgroundColor({ color: badge.colour }),
    action.setBadgeTextColor({ color: '#fff' }),
    flashes || action.setBadgeText({ text: badge.label }),
    action.setTitle({ title: badge.title }),
  ]);
}

/** Shows `text` on the icon and resolves two seconds later, when the caller is to show what should be there by then. */
export async function flashBadge(text: string): Promise<void> {
  flashes += 1;
  try {
    await browser.action.setBadgeText({ text });
    await new Promise((resolve) => setTimeout(resolve, FLASH_MS));
  } finally {
    flashes -= 1;
  }
}
