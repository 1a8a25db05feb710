import type { Page } from 'playwright';
import type { StintBrowser } from './launch.ts';

export interface Told {
  readonly label: string;
  readonly title: string;
  readonly notifications: string[];
  readonly alarms: string[];
}

/** The extension API as a page of ours has it; no more of it than is used here. */
export interface Extension {
  readonly chrome: {
    readonly action: { getBadgeText(of: object): Promise<string>; getTitle(of: object): Promise<string> };
    readonly notifications: { getAll(): Promise<object> };
    readonly alarms: { getAll(): Promise<{ name: string }[]>; clearAll(): Promise<boolean> };
  };
}

/** What the icon's badge says, asked in a popup: {@link told} brings another page to the front, which closes it. */
export function badgeSeenFrom(popup: Page): Promise<string> {
  return popup.evaluate(() => (globalThis as unknown as Extension).chrome.action.getBadgeText({}));
}

/** What the browser shows of Stint, as a page of ours is told. */
export async function told(stint: StintBrowser): Promise<Told> {
  const page = await stint.openOptions();
  return page.evaluate(async () => {
    const { action, alarms, notifications } = (globalThis as unknown as Extension).chrome;
    return {
      label: await action.getBadgeText({}),
      title: await action.getTitle({}),
      notifications: Object.keys(await notifications.getAll()).map((id) => id.replace(/\.[0-9a-f-]{36}/, '')),
      alarms: (await alarms.getAll()).map(({ name }) => name),
    };
  });
}
