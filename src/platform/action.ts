import { browser } from './browser.ts';

/** The toolbar icon's badge. */
interface ShownBadge {
  readonly label: string;
  readonly title: string;
}

interface Context {
  readonly documentUrl?: string;
}

const POPUP = '/src/popup/index.html';

/** What the toolbar icon says at this moment. */
export async function shownBadge(): Promise<ShownBadge> {
  const [label, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { label, title };
}

/** Puts a label in white on the toolbar icon, none when it is empty, and the title that a pointer over it brings up. */
export async function showBadge(badge: ShownBadge & { readonly colour: string }): Promise<void> {
  const { action } = browser;
  await Promise.all([
    action.setBadgeBackgroundColor({ color: badge.colour }),
    action.setBadgeTextColor({ color: '#fff' }),
    action.setBadgeText({ text: badge.label }),
    action.setTitle({ title: badge.title }),
  ]);
}

/** Whether the popup's page is open anywhere. Chromium tells of its pages; Firefox's background sees them. */
export async function isPopupOpen(): Promise<boolean> {
  const runtime = browser.runtime as { getContexts?: (filter: object) => Promise<Context[]> };
  const urls = runtime.getContexts
    ? (await runtime.getContexts({ contextTypes: ['POPUP', 'TAB'] })).map((context) => context.documentUrl)
    : browser.extension.getViews().map((view) => view.location.href);
  return urls.some((url) => url?.includes(POPUP));
}
