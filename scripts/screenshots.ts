/** Makes the pictures in docs/screenshots: every main state of popup and options tab, light and dark, from the built package. */
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { FakeConsole } from '../e2e/console/fake-console.ts';
import { StintBrowser } from '../e2e/launch.ts';
import { startLocalSts } from '../e2e/local-sts/local-sts.ts';
import { addProfile, createVault, typeCode } from '../e2e/steps.ts';
import { words } from '../e2e/texts.ts';
import { buildPackage } from './build-package.ts';
import { chipPictures } from './chip-pictures.ts';

const OUT = resolve(import.meta.dirname, '../docs/screenshots');
const PASSPHRASE = 'four quiet words here';
const TEMPLATE = `variables:
  AWS_ACCESS_KEY_ID: {{access_key_id|json}}
  AWS_SECRET_ACCESS_KEY: {{secret_access_key|json}}
  AWS_SESSION_TOKEN: {{session_token|json}}
`;
const ACCOUNT = '123456789012';

async function picture(page: Page, theme: string, name: string): Promise<void> {
  // Nothing is pointed at. In the corner there is nothing to point at.
  await page.mouse.move(0, 0);
  // What is on its way (a tick, a ring) is let finish, so that two runs look alike.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  await page.screenshot({ path: resolve(OUT, `${name}-${theme}.png`), fullPage: name.startsWith('options') });
}

async function walk(theme: 'light' | 'dark'): Promise<void> {
  const sts = await startLocalSts();
  const web = await FakeConsole.start();
  const alice = sts.addUser({ userName: 'alice', accountId: ACCOUNT });
  const stint = await StintBrowser.launch({
    colorScheme: theme,
    // A popup may be as tall as the screen leaves it room: on the usual 800 × 600 of a headless browser, a long one is cut.
    args: [
      '--screen-info={1600x1200}',
      '--window-size=1000,720',
      ...bothHosts(sts.chromiumArguments(), web.chromiumArguments()),
    ],
  });
  try {
    const options = await stint.openOptions();
    await options.getByRole('button', { name: 'Create vault' }).waitFor();
    await picture(options, theme, 'options-set-up');
    let popup = await stint.openPopup();
    await picture(popup, theme, 'popup-no-vault');
    await popup.close();

    await createVault(options, PASSPHRASE);
    await options.getByRole('textbox', { name: 'Profile name' }).waitFor();
    popup = await stint.openPopup();
    await popup.getByRole('button', { name: 'Add profile' }).waitFor();
    await picture(popup, theme, 'popup-no-profile');
    await popup.close();
    await options.getByRole('textbox', { name: 'Profile name' }).fill('dev');
    await options.getByRole('combobox', { name: 'Region' }).selectOption('eu-central-1');
    await options.getByRole('textbox', { name: 'Access key ID' }).fill(alice.accessKeyId);
    await options.getByRole('textbox', { name: 'Secret access key' }).fill(alice.secretAccessKey);
    await options.getByText('These keys belong to alice', { exact: false }).waitFor();
    await picture(options, theme, 'options-profile');
    await options.getByRole('button', { name: 'Save profile' }).click();
    await options.getByRole('button', { name: 'Add profile' }).waitFor();
    const codes = new Map<string, () => string>();
    for (const name of ['prod-admin', 'data-readonly', 'prod-audit']) {
      const { accessKeyId, secretAccessKey, device } = sts.addUser({ userName: name, accountId: ACCOUNT });
      codes.set(name, () => device.freshCode());
      await addProfile(options, { name, accessKeyId, secretAccessKey });
      await options.getByRole('button', { name: 'Add profile' }).waitFor();
    }
    await picture(options, theme, 'options-profiles');
    await options.goto(stint.url('src/options/index.html#security'));
    await options.getByRole('heading', { name: words('options_clipboard') }).waitFor();
    await picture(options, theme, 'options-security');
    await optionsPictures(options, theme);

    popup = await stint.openPopup();
    await choose(popup, 'dev');
    await earlyInTheWindow(popup);
    await popup.getByRole('textbox', { name: 'MFA code' }).pressSequentially('492');
    await picture(popup, theme, 'popup-ready');
    await popup.getByRole('textbox', { name: 'MFA code' }).fill('');
    await typeCode(popup, '000000');
    await popup.getByRole('alert').waitFor();
    await picture(popup, theme, 'popup-refused');
    sts.gate.close('before-reply');
    await typeCode(popup, alice.currentCode());
    await popup.getByText('Asking', { exact: false }).first().waitFor();
    await picture(popup, theme, 'popup-asking');
    sts.gate.open('before-reply');
    await popup.getByRole('timer', { name: 'Time left' }).waitFor();
    await picture(popup, theme, 'popup-live');
    await popup.getByRole('button', { name: 'Renew' }).click();
    await popup.getByRole('button', { name: words('popup_cancel') }).waitFor();
    await picture(popup, theme, 'popup-renewing');
    await popup.keyboard.press('Escape');
    await popup.getByRole('combobox', { name: 'Profile' }).click();
    await popup.keyboard.type('prod');
    await picture(popup, theme, 'popup-picker');
    await popup.keyboard.press('Escape');
    await popup.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await popup
      .getByRole('status')
      .filter({ hasText: /clipboard/i })
      .waitFor();
    await picture(popup, theme, 'popup-copied');
    await popup.close();
    await chipPictures(stint, web, theme, OUT);
    popup = await stint.openPopup();
    for (const [name, code] of codes) {
      await choose(popup, name);
      if (name === 'data-readonly') continue;
      await typeCode(popup, code());
      await popup.getByRole('timer', { name: 'Time left' }).waitFor();
    }
    await popup.getByRole('button', { name: 'End session' }).click();
    await popup.getByRole('textbox', { name: 'MFA code' }).waitFor();
    await choose(popup, 'data-readonly');
    await popup.getByText('ended 1 min ago').waitFor();
    await picture(popup, theme, 'popup-sessions');
    sts.gate.close('before-reply');
    await typeCode(popup, codes.get('data-readonly')?.() ?? '');
    await popup.getByText('Asking', { exact: false }).first().waitFor();
    await stint.killWorker();
    await popup.getByRole('alert').waitFor();
    await picture(popup, theme, 'popup-unknown');
    sts.gate.open('before-reply');
    await popup.getByRole('button', { name: 'Lock' }).click();
    await popup.getByRole('textbox', { name: 'Passphrase' }).waitFor();
    await picture(popup, theme, 'popup-locked');
    await popup.close();
    await options.goto(stint.url('src/options/index.html#profiles'));
    await options.getByRole('textbox', { name: 'Passphrase' }).waitFor();
    await picture(options, theme, 'options-locked');
  } finally {
    await stint.close();
    await sts.stop();
    await web.stop();
  }
}

/** The pages that no session is needed for, from Snippets on; Sites is with the chip's pictures. */
async function optionsPictures(options: Page, theme: string): Promise<void> {
  const goTo = (name: string) => options.getByRole('link', { name }).click();
  await goTo('Snippets');
  await options.getByRole('button', { name: words('options_templates_new') }).click();
  await options.getByRole('textbox', { name: words('options_template_name') }).fill('Build variables');
  await options.getByRole('textbox', { name: words('options_template_text') }).fill(TEMPLATE);
  await picture(options, theme, 'options-template');
  await options.getByRole('button', { name: words('options_template_save') }).click();
  await options.getByRole('button', { name: 'Build variables' }).waitFor();
  await picture(options, theme, 'options-snippets');
  await goTo('Notifications');
  const which = options.getByRole('combobox', { name: words('options_notices_profile') });
  await which.selectOption('prod-admin');
  // It stands once it is stored.
  await options.getByRole('checkbox', { name: words('options_notices_own') }).click();
  await options.getByRole('checkbox', { name: words('options_notices_own'), checked: true }).waitFor();
  await picture(options, theme, 'options-notifications');
  await goTo('About');
  await options.getByRole('heading', { name: words('options_about_title') }).waitFor();
  await picture(options, theme, 'options-about');
}

/** Chromium takes each of these arguments once: their values are joined. */
function bothHosts(one: readonly string[], other: readonly string[]): string[] {
  return one.map((argument, index) => `${argument},${(other[index] ?? '').replace(/^[^=]*=/, '')}`);
}

/** A picture of a code's last second would look as if it were over. */
async function earlyInTheWindow(page: Page): Promise<void> {
  const pastMs = Date.now() % 30_000;
  if (pastMs > 15_000) await page.waitForTimeout(30_000 - pastMs);
}

async function choose(popup: Page, profile: string): Promise<void> {
  await popup.getByRole('combobox', { name: 'Profile' }).click();
  await popup.keyboard.type(profile);
  await popup.getByRole('option', { name: profile }).waitFor();
  await popup.keyboard.press('Enter');
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await buildPackage('chrome');
for (const theme of ['light', 'dark'] as const) await walk(theme);
console.log(`Wrote the pictures to ${OUT}.`);
