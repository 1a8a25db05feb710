import { expect, test } from './fixtures.ts';

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
