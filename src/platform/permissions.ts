import { browser } from './browser.ts';

/**
 * Asks the user for access to one origin, so that its answers can be read where it does not allow that by itself (no CORS). Works only
 * in a click. A pattern has no port: access is to the host, on every port.
 * @returns whether it was granted
 */
export function requestHost(origin: string): Promise<boolean> {
  const { protocol, hostname } = new URL(origin);
  return browser.permissions.request({ origins: [`${protocol}//${hostname}/*`] });
}

/** Asks the user for access to the hosts of these match patterns. Works only in a click. @returns whether it was granted */
export function requestHosts(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

/** Whether the user has allowed all of these hosts. */
export function mayReach(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] });
}

/** To clear the clipboard only while it holds what Stint copied. */
const READING = { permissions: ['clipboardRead' as const] };

/** Whether the user lets Stint read the clipboard. */
export function mayReadClipboard(): Promise<boolean> {
  return browser.permissions.contains(READING);
}

/** Asks the user to let Stint read the clipboard. Works only in a click. @returns whether it was granted */
export function requestClipboardReading(): Promise<boolean> {
  return browser.permissions.request(READING);
}

/** Gives the right to read the clipboard back. */
export async function dropClipboardReading(): Promise<void> {
  await browser.permissions.remove(READING);
}

/** Gives the access to these hosts back. */
export async function dropAccess(patterns: readonly string[]): Promise<void> {
  if (patterns.length > 0) await browser.permissions.remove({ origins: [...patterns] });
}

/** Calls `listener` when access was taken back, by us or in the browser's own settings. */
export function onAccessRemoved(listener: () => void): void {
  browser.permissions.onRemoved.addListener(listener);
}
