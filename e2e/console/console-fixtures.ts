/** The fixtures of the chip's specs: a fake console, a browser that finds it, and sites the user allowed. */
import type { Page } from 'playwright';
import type { Site } from '../../src/core/sites.ts';
import { test as base } from '../fixtures.ts';
import type { StintBrowser } from '../launch.ts';
import { ChipProbe } from './chip-probe.ts';
import { CONSOLE_HOST, FakeConsole } from './fake-console.ts';

interface ConsoleFixtures {
  readonly web: FakeConsole;
  /** The seeded profile has a live session, and the console is a site the user added. */
  readonly offered: { readonly profileId: string };
}

export const test = base.extend<ConsoleFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  web: async ({}, use) => {
    const web = await FakeConsole.start();
    await use(web);
    await web.stop();
  },
  chromiumArgs: async ({ web }, use) => use(web.chromiumArguments()),
  offered: async ({ stint, seeded, alice }, use) => {
    await startSession(stint, seeded.profileId, alice.device.freshCode());
    await addSite(stint, `https://${CONSOLE_HOST}/*`);
    await use(seeded);
  },
});

/** A session of a profile, by the message the popup sends. */
export async function startSession(stint: StintBrowser, profileId: string, tokenCode: string): Promise<void> {
  await stint.send('start-session', { profileId, tokenCode, durationSeconds: 3600 });
}

/**
 * Gives Stint the access that the browser would ask for. Its question cannot be answered without a window, so the answer is put before
 * where the browser keeps it.
 */
export async function allowHost(stint: StintBrowser, pattern: string): Promise<void> {
  const settings = await stint.context.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate(
    ([id, host]) =>
      (
        globalThis as unknown as {
          chrome: { developerPrivate: { addHostPermission(id: string, pattern: string): Promise<void> } };
        }
      ).chrome.developerPrivate.addHostPermission(id ?? '', host ?? ''),
    [stint.extensionId, pattern],
  );
  await settings.close();
}

/** Adds a site as the settings do, with the click that the browser wants for it. */
export async function addSite(stint: StintBrowser, pattern: string, more: Partial<Site> = {}): Promise<void> {
  await allowHost(stint, pattern);
  const options = await stint.openOptions('#sites');
  const session = await stint.context.newCDPSession(options);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `chrome.permissions.request({ origins: [${JSON.stringify(pattern)}] })`,
    userGesture: true,
    awaitPromise: true,
  });
  if (result.value !== true) throw new Error(`Access to ${pattern} was not given.`);
  await session.detach();
  await stint.send('save-site', { site: { id: pattern, patterns: [pattern], ...more } });
}

/** Opens a page of the console with a chip on it. */
export async function openWithChip(stint: StintBrowser, address: string): Promise<{ page: Page; chip: ChipProbe }> {
  const page = await stint.context.newPage();
  await page.goto(address);
  const chip = await ChipProbe.on(page);
  await chip.comes();
  return { page, chip };
}

export { expect } from 'playwright/test';
