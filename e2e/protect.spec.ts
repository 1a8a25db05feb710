/** A vault that this browser opens by itself gets a passphrase, and nothing else opens it from then on. */
import type { Page } from 'playwright';
import { expect, test } from './fixtures.ts';
import { unlock } from './steps.ts';
import { words } from './texts.ts';

const PASSPHRASE = 'four quiet words here';

/** The names of what lies in Stint's own database, without what is random in them. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const request = indexedDB.open('stint');
    const database = await new Promise<IDBDatabase>((opened, failed) => {
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(request.error ?? new Error('no database'));
    });
    const names = database.transaction('items').objectStore('items').getAllKeys();
    await new Promise<void>((done) => {
      names.onsuccess = () => done();
    });
    database.close();
    return names.result.map((name) => (typeof name === 'string' ? name.replace(/:.*/, '') : 'no text'));
  });
}

test('from then on only the passphrase opens it, and the key this browser kept is gone', async ({ stint, seeded }) => {
  const options = await stint.openOptions('#security');
  expect(await kept(options)).toEqual(['device-key', 'vault-replica']);
  await options.getByRole('button', { name: words('options_protect_open') }).click();
  await options.getByRole('textbox', { name: words('options_protect_new'), exact: true }).fill(PASSPHRASE);
  await options.getByRole('textbox', { name: words('options_passphrase_repeat') }).fill(PASSPHRASE);
  await options.getByRole('button', { name: words('options_protect') }).click();
  await expect(options.getByText(words('options_protect_done'))).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => kept(options)).toEqual(['vault-replica']);

  const again = await stint.restart();
  const popup = await again.openPopup();
  await unlock(popup, PASSPHRASE);
  await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue(seeded.profileName);
});
