import { browser } from './browser.ts';

/** Sets the named alarm, in place of an older one of that name. `atMs` is milliseconds since the epoch by this computer's clock. */
export async function setAlarm(name: string, atMs: number): Promise<void> {
  await browser.alarms.create(name, { when: atMs });
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}

export function onAlarm(listener: (name: string) => void): void {
  browser.alarms.onAlarm.addListener((alarm) => listener(alarm.name));
}
