import { browser } from './browser.ts';

/** One entry of the context menu. */
export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly parentId?: string;
}

/** Shows these entries on every page, and no others. */
export async function showMenu(entries: readonly MenuEntry[]): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const entry of entries)
    browser.contextMenus.create({ ...entry, contexts: ['page', 'editable', 'selection', 'frame'] });
}

/** Calls `listener` with the id of each entry that is chosen. */
export function onMenu(listener: (id: string) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId }) => listener(String(menuItemId)));
}
