import { browser } from './browser.ts';

/** The one registered script, and its file in the package. */
const CHIP_ID = 'chip';
const CHIP_FILE = 'content.js';

/** Has the chip run on the top page of every tab at `hosts`, from the next navigation on and over restarts, and nowhere else. */
export async function registerChip(hosts: readonly string[]): Promise<void> {
  const { scripting } = browser;
  const registered = await scripting.getRegisteredContentScripts({ ids: [CHIP_ID] });
  if (hosts.length === 0) {
    if (registered.length > 0) await scripting.unregisterContentScripts({ ids: [CHIP_ID] });
    return;
  }
  const script = { id: CHIP_ID, matches: [...hosts], js: [CHIP_FILE], runAt: 'document_idle' as const };
  if (registered.length > 0) await scripting.updateContentScripts([script]);
  else await scripting.registerContentScripts([{ ...script, persistAcrossSessions: true }]);
}

/** Runs the chip on a tab's page now. @returns whether the browser let it */
export async function runChip(tabId: number): Promise<boolean> {
  return browser.scripting.executeScript({ target: { tabId }, files: [CHIP_FILE] }).then(
    () => true,
    () => false,
  );
}
