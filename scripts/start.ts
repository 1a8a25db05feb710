/** `npm start`: Stint in a real Chromium beside an STS of its own, ready for a first session. */
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { StintBrowser } from '../e2e/launch.ts';
import type { LocalUser } from '../e2e/local-sts/accounts.ts';
import { codeLine, demoLines, seedDemo } from '../e2e/local-sts/demo.ts';
import { type LocalSts, startLocalSts } from '../e2e/local-sts/local-sts.ts';
import { addProfile, createVault, typeCode } from '../e2e/steps.ts';
import { buildPackage } from './build-package.ts';

const PICTURES = resolve(import.meta.dirname, '../demo-screenshots');

const say = (line: string) => console.log(line);

/** Whether a window can be shown. macOS and Windows always have a desktop; elsewhere one announces itself. */
function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function main(): Promise<void> {
  say('Building Stint.');
  await buildPackage('chrome');
  const sts = await startLocalSts();
  const user = seedDemo(sts);
  try {
    if (hasDisplay()) await showWindow(sts, user);
    else await walkThrough(sts, user);
  } finally {
    await sts.stop();
  }
}

/** The real thing in a window, until it is closed or Ctrl-C is pressed. */
async function showWindow(sts: LocalSts, user: LocalUser): Promise<void> {
  say('Opening Chromium with Stint in it; its set-up page comes to the front.');
  const stint = await StintBrowser.launch({ headed: true });
  await stint.openOptions();
  // The empty tab that a browser starts with.
  for (const page of stint.context.pages()) if (page.url() === 'about:blank') await page.close();
  say('');
  say('Choose a passphrase, then add a profile with these values:');
  for (const line of demoLines(sts, user)) say(`  ${line}`);
  say('');
  say('Then click the Stint icon in the toolbar and type the code below. Ctrl-C ends everything.');
  say('');
  const timer = setInterval(() => process.stdout.write(`\r\u001b[2K${codeLine(user, sts.clock.nowMs())}`), 1000);
  await new Promise<void>((done) => {
    stint.context.once('close', () => done());
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
  clearInterval(timer);
  process.stdout.write('\n');
  await stint.close();
}

/** The same path without a display: each step is taken in a headless Chromium, told, and photographed. */
async function walkThrough(sts: LocalSts, user: LocalUser): Promise<void> {
  say('There is no display, so Stint walks the path by itself in a headless Chromium.');
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  const stint = await StintBrowser.launch({ args: ['--window-size=1000,860'] });
  const interrupted = () => {
    void stint.close().then(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  let step = 0;
  const told = async (page: Page, name: string, line: string) => {
    step += 1;
    say(`  ${step}. ${line}`);
    await page.screenshot({ path: resolve(PICTURES, `${step}-${name}.png`) });
  };
  try {
    const options = await stint.openOptions();
    await options.getByRole('button', { name: 'Create vault' }).waitFor();
    await told(options, 'set-up', 'The set-up page opened by itself. Choosing a passphrase and creating the vault.');
    await createVault(options, 'four quiet words here');
    await addProfile(options, {
      name: 'demo',
      accessKeyId: user.accessKeyId,
      secretAccessKey: user.secretAccessKey,
      mfaSerial: user.mfaSerial,
      endpointUrl: sts.origin,
    });
    await options.getByText('demo is ready', { exact: false }).first().waitFor();
    await told(options, 'profile', `Added the profile "demo". STS says its keys belong to ${user.userArn}.`);
    const popup = await stint.openPopup();
    await popup.getByRole('textbox', { name: 'MFA code' }).waitFor();
    await told(popup, 'popup', 'Opened the toolbar popup: the code field has the focus.');
    say(`     ${codeLine(user, sts.clock.nowMs())}`);
    await typeCode(popup, user.currentCode());
    await popup.getByRole('timer', { name: 'Time left' }).waitFor();
    await told(popup, 'session', 'Typed the six digits. STS checked signature and code, and the session is live.');
    await popup.getByRole('button', { name: 'Copy', exact: true }).first().click();
    await popup
      .getByRole('status')
      .filter({ hasText: /clipboard/i })
      .waitFor();
    await told(popup, 'copied', 'Copied the credentials for bash to the clipboard.');
    say(`Done. The screenshots are in ${PICTURES}.`);
  } finally {
    process.off('SIGINT', interrupted);
    await stint.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
