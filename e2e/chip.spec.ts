/** The chip on pages where people paste: what it shows, what it copies, and how it stays out of the way. */
import { expect, openWithChip, test } from './console/console-fixtures.ts';

test('click the chip, paste into a real terminal: its shell has the credentials', async ({
  stint,
  web,
  offered,
  clipboard,
  sts,
}) => {
  expect(offered.profileId).not.toBe('');
  await clipboard.write('something else');
  const { page, chip } = await openWithChip(stint, web.terminal);
  const screen = () => page.evaluate(() => (globalThis as unknown as { screenText(): string }).screenText());
  await expect.poll(screen).toContain('$ ');
  expect(await chip.label()).toMatch(/^Copy AWS credentials of dev as .*bash.*, (1 h|\d+ min) left$/);
  await chip.click();
  await chip.says('Copied');

  // The cursor is still in the terminal.
  await page.keyboard.press('Control+Shift+V');
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  await page.keyboard.type('clear; env | grep ^AWS_ | sort | cut -c1-60; echo do"ne"\n');
  await expect.poll(screen).toContain('done');
  const shown = await screen();
  for (const name of ['AWS_ACCESS_KEY_ID=ASIA', 'AWS_SECRET_ACCESS_KEY=', 'AWS_SESSION_TOKEN=']) {
    expect(shown).toContain(name);
  }
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});
