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
