/** What the specs stand on: an STS, a browser with Stint in it, and a user with keys and a device, all their own in each test. */
import type { Page } from 'playwright';
import { test as base, expect } from 'playwright/test';
import { ClipboardReader } from './clipboard.ts';
import { StintBrowser } from './launch.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import { type LocalSts, startLocalSts } from './local-sts/local-sts.ts';
import { type Seeded, seed } from './seed.ts';

interface Options {
  /** More arguments for Chromium. */
  readonly chromiumArgs: readonly string[];
}

interface Fixtures {
  readonly sts: LocalSts;
  /** An IAM user `alice` with keys and one virtual device, known to {@link Fixtures.sts}. */
  readonly alice: LocalUser;
  readonly stint: StintBrowser;
  /** Stint with a vault that opens by itself and one profile `dev` of {@link Fixtures.alice}: for tests about what comes after. */
  readonly seeded: Seeded;
  readonly clipboard: ClipboardReader;
  /** The real toolbar popup, opened on the seeded profile. */
  readonly popup: Page;
}

export const test = base.extend<Fixtures & Options>({
  chromiumArgs: [[], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  sts: async ({}, use) => {
    const sts = await startLocalSts();
    await use(sts);
    await sts.stop();
  },
  alice: async ({ sts }, use) => {
    await use(sts.addUser({ userName: 'alice' }));
  },
  stint: async ({ chromiumArgs }, use) => {
    const stint = await StintBrowser.launch({ args: chromiumArgs });
    const uncaught: string[] = [];
    stint.context.on('weberror', (error) => uncaught.push(String(error.error().stack)));
    await stint.setUpPage();
    await use(stint);
    await stint.close();
    expect(uncaught, 'errors that a page of Stint let fall').toEqual([]);
  },
  seeded: async ({ stint, sts, alice }, use) => {
    await use(await seed(stint, sts, alice));
  },
  clipboard: async ({ stint }, use) => {
    const clipboard = await ClipboardReader.open(stint.context);
    await use(clipboard);
    clipboard.close();
  },
  popup: async ({ stint, seeded, clipboard }, use) => {
    // Something else is on the clipboard, so that a copy that did not happen shows. Its tab must come first: a new one closes the popup.
    await clipboard.write(`nothing of ${seeded.profileName}`);
    await use(await stint.openPopup());
  },
});

export { expect } from 'playwright/test';
