import type { ChipNews } from '../messages/chip.ts';
import { browser } from './browser.ts';

/** Says something to the chip in a tab. @returns whether there was one to hear it */
export async function tellTab(tabId: number, news: ChipNews): Promise<boolean> {
  return browser.tabs.sendMessage(tabId, { chip: news }, { frameId: 0 }).then(
    () => true,
    () => false,
  );
}

/** The open tabs at these hosts, which access to them names. */
export async function tabsAt(hosts: readonly string[]): Promise<{ id: number; url: string }[]> {
  if (hosts.length === 0) return [];
  const tabs = await browser.tabs.query({ url: [...hosts] });
  return tabs.flatMap(({ id, url }) => (id === undefined || url === undefined ? [] : [{ id, url }]));
}

/** The tab in front; with its address after a click on our icon, or with access to it. */
export async function tabInFront(): Promise<{ id: number; url?: string } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id === undefined ? undefined : { id: tab.id, ...(tab.url !== undefined && { url: tab.url }) };
}
