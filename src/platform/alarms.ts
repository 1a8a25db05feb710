import { browser } from './browser.ts';

/** Chromium rings no alarm sooner than this. */
const SHORTEST_MS = 30_000;

/**
 * Sets the named alarm, in place of an older one of that name. `atMs` is milliseconds since the epoch by this computer's clock; one that
 * is too soon for the browser also calls `ring` at its time.
 */
export async function setAlarm(name: string, atMs: number, ring: () => void): Promise<void> {
  const waitMs = atMs - Date.now();
  // The worker that sets it lives about as long.
  if (waitMs < SHORTEST_MS) setTimeout(ring, Math.max(0, waitMs));
  await browser.alarms.create(name, { when: atMs });
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}

export function onAlarm(listener: () => void): void {
  browser.alarms.onAlarm.addListener(() => listener());
}
