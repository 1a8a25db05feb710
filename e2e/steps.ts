/** What a user does and looks for, by the accessible names that are promised. */
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { ErrorCode } from '../src/core/errors.ts';
import type { SnippetFormatId } from '../src/core/snippets/ids.ts';
import { refusal, words } from './texts.ts';

export interface ProfileValues {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}

/** Creates the vault on the set-up page. */
export async function createVault(options: Page, passphrase: string): Promise<void> {
  await options.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await options.getByRole('textbox', { name: 'Repeat passphrase' }).fill(passphrase);
  await options.getByRole('button', { name: 'Create vault' }).click();
}

/** Creates the vault and waits for what comes next. The key derivation is made to take its time. */
export async function setUp(options: Page, passphrase: string): Promise<void> {
  await createVault(options, passphrase);
  await expect(options.getByRole('textbox', { name: 'Profile name' })).toBeVisible({ timeout: 30_000 });
}

/** Opens the empty profile form, wherever the options tab is. */
export async function openProfileForm(options: Page): Promise<void> {
  const name = options.getByRole('textbox', { name: 'Profile name' });
  const add = options.getByRole('button', { name: 'Add profile' });
  await name.or(add).first().waitFor();
  if (!(await name.isVisible())) await add.click();
}

/** Fills in the profile form and saves. */
export async function addProfile(options: Page, values: ProfileValues): Promise<void> {
  await openProfileForm(options);
  await options.getByRole('textbox', { name: 'Profile name' }).fill(values.name);
  await options.getByRole('combobox', { name: 'Region' }).selectOption(values.region ?? 'eu-central-1');
  if (values.endpointUrl) await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(values.endpointUrl);
  await options.getByRole('textbox', { name: 'Access key ID' }).fill(values.accessKeyId);
  await options.getByRole('textbox', { name: 'Secret access key' }).fill(values.secretAccessKey);
  const device = options.getByRole('textbox', { name: 'MFA device' });
  const { mfaSerial } = values;
  // The check of the keys fills the device in while nobody has, which may fall between the steps of this writing.
  if (mfaSerial) {
    await expect(async () => {
      await device.fill(mfaSerial);
      await expect(device).toHaveValue(mfaSerial, { timeout: 500 });
    }).toPass();
  }
  await options.getByRole('button', { name: 'Save profile' }).click();
}

/** Waits until the profile just saved is said to be ready. */
export async function profileIsReady(options: Page, name: string): Promise<void> {
  await expect(options.getByText(words('options_form_ready', name))).toBeVisible();
}

/** Types a code into the popup; the sixth digit sends it. */
export async function typeCode(popup: Page, code: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'MFA code' }).pressSequentially(code);
}

/** Waits for a live session. */
export async function sessionIsLive(popup: Page): Promise<void> {
  await expect(popup.getByRole('timer', { name: 'Time left' })).toBeVisible();
}

/** Types a code and waits for the session. */
export async function signIn(popup: Page, code: string): Promise<void> {
  await typeCode(popup, code);
  await sessionIsLive(popup);
}

/** Copies the snippet, in `format` when given, and waits until the popup says so. */
export async function copy(popup: Page, format?: SnippetFormatId): Promise<void> {
  if (format !== undefined) await popup.getByRole('combobox', { name: 'Format' }).selectOption(format);
  await popup.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(popup.getByRole('status').filter({ hasText: /clipboard/i })).toBeVisible();
}

/** Unlocks with the passphrase, in the popup. */
export async function unlock(popup: Page, passphrase: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await popup.getByRole('button', { name: 'Unlock' }).click();
}

/** One alert, with the sentence of cause and the one of remedy for `code`; `host` where they name the server. */
export async function alertSays(page: Page, code: ErrorCode, host?: string): Promise<void> {
  const { cause, remedy } = refusal(code, host);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(cause);
  await expect(alert).toContainText(remedy);
  await expect(alert).toHaveCount(1);
}

/** The code field, ready for the next try: empty, writable and focused. */
export async function codeFieldWaits(popup: Page): Promise<void> {
  const field = popup.getByRole('textbox', { name: 'MFA code' });
  await expect(field).toHaveValue('');
  await expect(field).toBeEditable();
  await expect(field).toBeFocused();
}

/** Clicks what takes the user elsewhere: the popup closes with it, and may do so while the click is still being made. */
export async function clickAway(popup: Page, name: string): Promise<void> {
  try {
    await popup.getByRole('button', { name }).click();
  } catch (error) {
    if (!popup.isClosed()) throw error;
  }
}
