/** What a user does, by the accessible names that are promised. */
import type { Page } from 'playwright';

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

/** Fills in the profile form, wherever the options tab is, and saves. */
export async function addProfile(options: Page, values: ProfileValues): Promise<void> {
  const name = options.getByRole('textbox', { name: 'Profile name' });
  const add = options.getByRole('button', { name: 'Add profile' });
  await name.or(add).first().waitFor();
  if (!(await name.isVisible())) await add.click();
  await name.fill(values.name);
  await options.getByRole('combobox', { name: 'Region' }).selectOption(values.region ?? 'eu-central-1');
  if (values.endpointUrl) await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(values.endpointUrl);
  await options.getByRole('textbox', { name: 'Access key ID' }).fill(values.accessKeyId);
  await options.getByRole('textbox', { name: 'Secret access key' }).fill(values.secretAccessKey);
  if (values.mfaSerial) await options.getByRole('textbox', { name: 'MFA device' }).fill(values.mfaSerial);
  await options.getByRole('button', { name: 'Save profile' }).click();
}

/** Types a code into the popup; the sixth digit sends it. */
export async function typeCode(popup: Page, code: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'MFA code' }).pressSequentially(code);
}

/** Unlocks with the passphrase, in the popup. */
export async function unlock(popup: Page, passphrase: string): Promise<void> {
  await popup.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await popup.getByRole('button', { name: 'Unlock' }).click();
}
