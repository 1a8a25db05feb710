import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import { seedProfile } from './seed.ts';
import { codeFieldWaits, sessionIsLive, setUp, signIn, unlock } from './steps.ts';

test('what is typed before any script of ours ran is kept: the field that was painted is the field that stays', async ({
  stint,
  seeded,
}) => {
  expect(seeded.profileName).toBe('dev');
  const page = await stint.context.newPage();
  // The parser has just made the field; the popup's own script comes later.
  await page.addInitScript(() => {
    const painted = new MutationObserver(() => {
      const field = document.querySelector<HTMLInputElement>('.root[data-first="ready"] .code-field');
      if (!field) return;
      painted.disconnect();
      field.value = '49';
      Object.assign(window, { painted: field });
    });
    painted.observe(document, { childList: true, subtree: true });
  });
  await page.goto(stint.url('src/popup/index.html'));
  // The profile's name is not in the HTML: with it, the script has taken over.
  await expect(page.getByRole('combobox', { name: 'Profile' })).toHaveValue('dev');
  const field = page.getByRole('textbox', { name: 'MFA code' });
  await expect(field).toHaveValue('49');
  await expect(field).toBeFocused();
  expect(await field.evaluate((element) => element === (window as { painted?: Element }).painted)).toBe(true);
});

test('what is clicked before the app has come is done when it has', async ({ stint, seeded }) => {
  expect(seeded.profileName).toBe('dev');
  const page = await stint.context.newPage();
  await page.addInitScript(() => {
    // After the page's own small script, before the app, which comes after the load event.
    document.addEventListener('DOMContentLoaded', () => {
      document.querySelector<HTMLButtonElement>('button[aria-label="Lock"]')?.click();
      document.querySelector('form')?.requestSubmit();
    });
  });
  await page.goto(stint.url('src/popup/index.html'));
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

const PASSPHRASE = 'seven slow lanterns drifting';

interface Actions {
  readonly chrome: { readonly action: { getPopup(details: object): Promise<string> } };
}

/** Closes what is open and opens the popup. @returns it, and the page it began with */
async function reopened(stint: StintBrowser, page: string) {
  // It is noted as the view is drawn, and a test closes quicker than anybody.
  const options = await stint.openOptions();
  const noted = () => options.evaluate(() => (globalThis as unknown as Actions).chrome.action.getPopup({}));
  await expect.poll(noted).toBe(stint.url(`src/popup/${page}.html`));
  for (const open of stint.context.pages()) if (open.url().includes('/src/popup/')) await open.close();
  const popup = await stint.openPopup();
  expect(new URL(popup.url()).pathname).toBe(`/src/popup/${page}.html`);
  return popup;
}

test('the popup begins with the view it had last, whatever that is', async ({ stint, sts, alice }) => {
  let popup = await stint.openPopup();
  await popup.getByRole('button', { name: 'Set up Stint' }).waitFor();
  await setUp(await stint.setUpPage(), PASSPHRASE);
  await seedProfile(stint, sts, alice);
  popup = await reopened(stint, 'empty');
  await codeFieldWaits(popup);
  popup = await reopened(stint, 'index');
  await codeFieldWaits(popup);
  await signIn(popup, alice.device.freshCode());
  popup = await reopened(stint, 'live');
  await sessionIsLive(popup);
  await popup.getByRole('button', { name: 'Lock' }).click();
  await expect(popup.getByRole('textbox', { name: 'Passphrase' })).toBeFocused();
  popup = await reopened(stint, 'locked');
  await expect(popup.getByRole('textbox', { name: 'Passphrase' })).toBeFocused();
  await unlock(popup, PASSPHRASE);
  await sessionIsLive(popup);
  popup = await reopened(stint, 'live');
  await popup.getByRole('button', { name: 'End session' }).click();
  await codeFieldWaits(popup);
  await reopened(stint, 'index');
});
