import { browser } from './browser.ts';

interface Context {
  readonly documentUrl?: string;
}

/** Where its pages are. */
const POPUP = '/src/popup/';

/** Whether the popup's page is open anywhere. Chromium tells of its pages; Firefox's background sees them. */
export async function isPopupOpen(): Promise<boolean> {
  const runtime = browser.runtime as { getContexts?: (filter: object) => Promise<Context[]> };
  const urls = runtime.getContexts
    ? (await runtime.getContexts({ contextTypes: ['POPUP', 'TAB'] })).map((context) => context.documentUrl)
    : browser.extension.getViews().map((view) => view.location.href);
  return urls.some((url) => url?.includes(POPUP));
}
