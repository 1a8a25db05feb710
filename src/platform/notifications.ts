import { browser } from './browser.ts';

export interface NotificationContent {
  readonly title: string;
  readonly message: string;
  /** At most two; dropped where the platform has none. */
  readonly buttons?: readonly string[];
  /** Whether it stays until the user acts, where the platform can do that. */
  readonly stays?: boolean;
}

/** Firefox takes neither buttons nor `requireInteraction`: it refuses the whole notification. */
const hasButtons = () => Boolean(browser.notifications.onButtonClicked);

/** The ids of the notifications that are there now. */
export async function shownNotifications(): Promise<string[]> {
  return Object.keys(await browser.notifications.getAll());
}

/** Shows a notification, in place of one of the same id. */
export async function showNotification(
  id: string,
  { title, message, buttons = [], stays = false }: NotificationContent,
): Promise<void> {
  await browser.notifications.create(id, {
    type: 'basic',
    iconUrl: '/icons/128.png',
    title,
    message,
    ...(hasButtons() && { buttons: buttons.map((text) => ({ title: text })), requireInteraction: stays }),
  });
}

export async function clearNotification(id: string): Promise<void> {
  await browser.notifications.clear(id);
}

/** Calls `listener` with the id, and with the index of the button when it was one. */
export function onNotificationClicked(listener: (id: string, button?: number) => void): void {
  // A browser may have none at all: badge and popup carry everything then, and the worker has to start.
  if (!('notifications' in browser)) return;
  browser.notifications.onClicked.addListener((id) => listener(id));
  if (hasButtons()) browser.notifications.onButtonClicked.addListener((id, button) => listener(id, button));
}

/** Whether the browser shows notifications of Stint at all, as far as it tells. */
export async function mayNotify(): Promise<boolean> {
  const api = browser.notifications as { getPermissionLevel?: () => Promise<string> };
  return (await api.getPermissionLevel?.()) !== 'denied';
}
