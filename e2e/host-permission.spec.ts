import { expect, test } from './fixtures.ts';
import { alertSays, openProfileForm, signIn } from './steps.ts';

test('a server that lets no extension read its answers is reached once the user allows it', async ({
  stint,
  sts,
  alice,
}) => {
  sts.cors = false;
  const { host } = new URL(sts.origin);
  await stint.send('create-vault', { protection: 'this-browser' });
  const options = await stint.openOptions('#profiles/new');
  await openProfileForm(options);
  await options.getByRole('textbox', { name: 'Profile name' }).fill('dev');
  await options.getByRole('textbox', { name: 'Endpoint URL' }).fill(sts.origin);
  await options.getByRole('textbox', { name: 'Access key ID' }).fill(alice.accessKeyId);
  await options.getByRole('textbox', { name: 'Secret access key' }).fill(alice.secretAccessKey);
  await options.getByRole('textbox', { name: 'MFA device' }).focus();
  const allow = options.getByRole('button', { name: `Allow access to ${host}` });
  await expect(allow).toBeVisible();

  // The browser's own question cannot be answered without a window, so its answer is given before, where the browser keeps it.
  const settings = await stint.context.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate(
    (id) =>
      (
        globalThis as unknown as {
          chrome: { developerPrivate: { addHostPermission(id: string, pattern: string): Promise<void> } };
        }
      ).chrome.developerPrivate.addHostPermission(id, 'http://127.0.0.1/*'),
    stint.extensionId,
  );
  await settings.close();
  await options.bringToFront();
  await allow.click();
  await expect(options.getByText('These keys belong to alice', { exact: false })).toBeVisible();
  await options.getByRole('button', { name: 'Save profile' }).click();
  await expect(options.getByRole('button', { name: 'Add profile' })).toBeVisible();

  const popup = await stint.openPopup();
  await signIn(popup, alice.currentCode());
});

test('without it the refusal stands, and what was typed stays', async ({ stint, sts, alice, seeded }) => {
  expect(seeded.profileName).toBe('dev');
  sts.cors = false;
  const popup = await stint.openPopup();
  await popup.getByRole('textbox', { name: 'MFA code' }).pressSequentially(alice.currentCode());
  await alertSays(popup, 'unreachable', new URL(sts.origin).host);
});
