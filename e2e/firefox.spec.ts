import type { Page } from 'puppeteer-core';
import { findFirefox, StintInFirefox } from './firefox.ts';
import { expect, test } from './fixtures.ts';
import { words } from './texts.ts';

const firefox = findFirefox();

test.skip(firefox === undefined, 'There is no Firefox: set FIREFOX_PATH, or install firefox or firefox-esr.');

/** A field by its label: Firefox gives password fields no role. */
const byLabel = (page: Page, label: string) =>
  page.locator(`::-p-xpath(//input[@id = //label[normalize-space(.) = "${label}"]/@for])`);

/** An element by its accessible role and name, as assistive technology finds it. */
const byRole = (page: Page, role: string, name: string) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);

test('a real Firefox sets up, signs in and copies', async ({ sts, alice }) => {
  const stint = await StintInFirefox.launch(firefox ?? '');
  try {
    const options = await stint.open('src/options/index.html');
    await options.bringToFront();
    await byLabel(options, 'Passphrase').fill('four quiet words here');
    await byLabel(options, 'Repeat passphrase').fill('four quiet words here');
    await byRole(options, 'button', 'Create vault').click();

    await byLabel(options, 'Profile name').setTimeout(30_000).fill('dev');
    await byLabel(options, 'Endpoint URL').fill(sts.origin);
    await byLabel(options, 'Access key ID').fill(alice.accessKeyId);
    await byLabel(options, 'Secret access key').fill(alice.secretAccessKey);
    await byRole(options, 'button', 'Save profile').click();
    await options.waitForFunction(
      (text) => document.body.textContent?.includes(text),
      {},
      words('options_form_ready', 'dev'),
    );

    const popup = await stint.open('src/popup/index.html');
    await popup.bringToFront();
    const field = await byRole(popup, 'textbox', 'MFA code').waitHandle();
    await field.type(alice.currentCode());
    await byRole(popup, 'timer', 'Time left').wait();
    await byRole(popup, 'button', 'Copy').click();
    await popup.waitForFunction(() =>
      [...document.querySelectorAll('[role=status]')].some((status) => /clipboard/i.test(status.textContent ?? '')),
    );

    // The toolbar icon counts, too: the whole session is there, but for its first moments.
    const badge = () =>
      options.evaluate(() =>
        (
          globalThis as unknown as { browser: { action: { getBadgeText(of: object): Promise<string> } } }
        ).browser.action.getBadgeText({}),
      );
    await expect.poll(badge).toBe('11h');

    // Read back by pasting, which needs no permission.
    const name = byRole(options, 'button', 'Add profile');
    await options.bringToFront();
    await name.click();
    const target = await byLabel(options, 'Profile name').waitHandle();
    await target.focus();
    await options.keyboard.down('Control');
    await options.keyboard.press('v');
    await options.keyboard.up('Control');
    await options.waitForFunction(() => {
      const input = document.activeElement;
      return input instanceof HTMLInputElement && input.value !== '';
    });
    const pasted = await options.evaluate(() => (document.activeElement as HTMLInputElement).value);
    expect(pasted).toContain('AWS_SESSION_TOKEN');
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    expect(sts.requests.last?.outcome?.status).toBe(200);
  } finally {
    await stint.close();
  }
});
