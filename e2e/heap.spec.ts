/** Locked means locked: what was in the memory of Stint's pages and of its worker while it was open is not there any more. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright';
import { unlockedKey } from '../src/storage/key-items.ts';
import { expect, test } from './fixtures.ts';
import { type Heap, heapsOf, WHOLE_STRINGS } from './heap.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import { type Canary, countCodeIn, scanBytes } from './profile-scan.ts';
import { copy, openProfileForm, profileIsReady, sessionIsLive, typeCode } from './steps.ts';
import { words } from './texts.ts';

/** How long what is about to end may hold on to it. */
const GONE_WITHIN_MS = 60_000;

const WORKER = 'service_worker /background.js';
const OPTIONS = 'page /src/options/index.html';

/** What is found, by context; `code` beside the canaries, as it is too short for one. */
function found(heaps: readonly Heap[], canaries: readonly Canary[], code?: string): Record<string, string[]> {
  return Object.fromEntries(
    heaps.map(({ context, strings }) => {
      const codes = code === undefined ? 0 : countCodeIn(strings, code);
      return [context, [...scanBytes(strings, canaries), ...(codes > 0 ? [`the code, ${codes} times`] : [])]];
    }),
  );
}

/** Typed, as people do: what a test puts in by script would be in memory for the test's sake. */
async function typeProfile(options: Page, user: LocalUser, endpointUrl: string): Promise<void> {
  await openProfileForm(options);
  await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(endpointUrl);
  await options.getByRole('textbox', { name: 'Profile name' }).fill('dev');
  await options.getByRole('textbox', { name: 'MFA device' }).fill(user.mfaSerial);
  await options.getByRole('textbox', { name: 'Access key ID' }).pressSequentially(user.accessKeyId);
  await options.getByRole('textbox', { name: 'Secret access key' }).pressSequentially(user.secretAccessKey);
}

test.use({ chromiumArgs: [WHOLE_STRINGS] });

test('after locking, no page and no worker has a secret in its memory', async ({ stint, sts, alice, clipboard }) => {
  test.setTimeout(180_000);
  const passphrase = { name: 'passphrase', value: randomBytes(24).toString('base64url') };
  const accessSecret = { name: 'secret access key', value: alice.secretAccessKey };

  // While they are there, they are found: in a page that is being typed into, in one that shows a snippet, in the worker.
  const options = await stint.setUpPage();
  await options.getByRole('textbox', { name: 'Passphrase', exact: true }).pressSequentially(passphrase.value);
  await options.getByRole('textbox', { name: 'Repeat passphrase' }).pressSequentially(passphrase.value);
  expect(found(await heapsOf(stint), [passphrase])).toMatchObject({ [OPTIONS]: ['passphrase utf-8'] });
  await options.getByRole('button', { name: 'Create vault' }).click();
  await typeProfile(options, alice, sts.origin);
  expect(found(await heapsOf(stint), [accessSecret])).toMatchObject({ [OPTIONS]: ['secret access key utf-8'] });
  await options.getByRole('button', { name: 'Save profile' }).click();
  await profileIsReady(options, 'dev');
  const dataKey = { name: 'data key', value: (await stint.stored(unlockedKey))?.dataKey ?? 'The vault is not open.' };

  const popup = await stint.openPopup();
  const popupPage = `page ${new URL(popup.url()).pathname}`;
  const code = alice.currentCode();
  await typeCode(popup, code);
  await sessionIsLive(popup);
  await copy(popup, 'credential-process');
  const given = JSON.parse(await clipboard.read()) as { SecretAccessKey: string; SessionToken: string };
  const session: readonly Canary[] = [
    { name: 'session secret', value: given.SecretAccessKey },
    { name: 'session token', value: given.SessionToken },
  ];
  await popup.getByRole('button', { name: words('popup_hold_to_show') }).hover();
  await popup.mouse.down();
  await popup.locator('pre.revealed').waitFor();
  expect(found(await heapsOf(stint), [dataKey, ...session])).toMatchObject({
    [popupPage]: ['session secret utf-8', 'session token utf-8'],
    [WORKER]: ['data key utf-8'],
  });
  await popup.mouse.up();

  await popup.getByRole('button', { name: 'Lock' }).click();
  await popup.getByRole('textbox', { name: 'Passphrase' }).waitFor();
  await expect
    .poll(async () => found(await heapsOf(stint), [passphrase, accessSecret, dataKey, ...session], code), {
      timeout: GONE_WITHIN_MS,
    })
    .toEqual({ [WORKER]: [], [OPTIONS]: [], [popupPage]: [] });
});
