/** Ends that come in numbers, unattended or unheard: many at once, behind a closed browser, past a killed worker, without notifications. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { ended, overview } from '../src/storage/items.ts';
import { expect, test } from './fixtures.ts';
import { CHROME_PACKAGE, StintBrowser } from './launch.ts';
import { seed, seedSessions } from './seed.ts';
import { badgeSeenFrom, told } from './told.ts';
import { changedCopy } from './unpacked.ts';

const MINUTE = 60_000;

const list = (popup: Page) => popup.locator('.others li');
const codeField = (popup: Page) => popup.getByRole('textbox', { name: 'MFA code' });
const ring = (popup: Page) => popup.getByRole('timer', { name: 'Time left' });

test('fifty sessions that end within one hour are told in one summary a time', async ({
  stint,
  sts,
  alice,
  seeded,
}) => {
  const user = sts.addUser({ userName: 'bob' });
  const seconds = [
    ...Array.from({ length: 5 }, (_, index) => 210 + index),
    ...Array.from({ length: 6 }, (_, index) => 600 + index),
    ...Array.from({ length: 9 }, (_, index) => 1200 + index),
    ...Array.from({ length: 30 }, (_, index) => (30 + index) * 60),
  ];
  expect(seconds).toHaveLength(50);
  await seedSessions(stint, sts, user, seconds);
  const first = await told(stint);
  expect(first.label).toMatch(/^[23]m$/);
  // Five have passed fifteen and five minutes, six fifteen: each is told once.
  expect(first.notifications).toEqual(['summary.5.11']);
  await stint.killWorker();
  await stint.send('reconcile', {});
  expect((await told(stint)).notifications).toEqual(['summary.5.11']);

  // Eleven minutes are gone at once: eleven sessions are over, and nine more come near.
  sts.clock.offsetMs = 11 * MINUTE;
  const { profileId } = seeded;
  await stint.send('start-session', { profileId, tokenCode: alice.device.freshCode(), durationSeconds: 43_200 });
  await expect.poll(async () => (await told(stint)).notifications).toEqual(['ready', 'summary.0.20']);
  expect((await told(stint)).label).toBe('!');
  expect((await stint.stored(ended)).filter(({ by }) => by === 'expiry')).toHaveLength(11);

  await stint.send('select-profile', { profileId });
  const popup = await stint.openPopup();
  await expect(ring(popup)).toBeVisible();
  await expect(list(popup)).toHaveCount(51);
  await expect(popup.locator('.others .over')).toHaveCount(11);
  await expect(popup.getByRole('button', { name: /^Copy team-/ })).toHaveCount(39);
});

test('an end behind a closed browser is told once when it opens, and nothing over is shown as live', async ({
  stint,
  sts,
  alice,
  seeded,
}) => {
  expect(seeded.profileName).toBe('dev');
  const [profileId = ''] = await seedSessions(stint, sts, alice, [5]);
  await stint.send('select-profile', { profileId });
  await expect.poll(async () => (await told(stint)).label).toBe('<1m');
  const shown = await stint.stored(overview);
  const endsAtMs = shown?.sessions[0]?.expiresAtMs ?? 0;
  await stint.context.close();
  expect(Date.now()).toBeLessThan(endsAtMs);
  await expect.poll(() => Date.now() > endsAtMs).toBe(true);

  const again = await stint.restart();
  await expect.poll(async () => (await told(again)).label).toBe('!');
  expect((await told(again)).notifications).toEqual(['notice.0.1']);
  const popup = await again.openPopup();
  await expect(codeField(popup)).toBeFocused();
  await expect(popup.getByText(/^Ended 1 min ago/)).toBeVisible();
  await expect(ring(popup)).toHaveCount(0);
  await expect(list(popup)).toHaveCount(0);
  // The icon has been looked behind, and a new worker has nothing new to tell.
  await expect.poll(() => badgeSeenFrom(popup)).toBe('');
  await popup.close();
  await again.killWorker();
  await again.send('reconcile', {});
  expect(await told(again)).toMatchObject({ label: '', notifications: ['notice.0.1'] });
});

test('each alarm wakes a worker that was killed before it', async ({ stint, sts, alice, seeded }) => {
  expect(seeded.profileName).toBe('dev');
  // What the two shorter ones have passed, fifteen minutes and five, is told at once.
  await seedSessions(stint, sts, alice, [15 * 60 + 8, 5 * 60 + 14, 20]);
  const before = (await told(stint)).notifications;
  expect(before).toEqual(['summary.5.2']);
  for (const [notice, label] of [
    ['notice.15.1', '<1m'],
    ['notice.5.1', '<1m'],
    ['notice.0.1', '!'],
  ] as const) {
    await stint.killWorker();
    await expect.poll(async () => (await told(stint)).notifications, { timeout: 30_000 }).toContain(notice);
    expect((await told(stint)).label).toBe(label);
  }
});

test('a click on a notice opens the popup on that profile, ready for the next code', async ({
  stint,
  sts,
  alice,
  seeded,
}) => {
  expect(seeded.profileName).toBe('dev');
  const [, profileId = ''] = await seedSessions(stint, sts, alice, [3000, 4 * 60]);
  await stint.send('select-profile', { profileId: seeded.profileId });
  const page = await stint.openOptions();
  const [id = ''] = await page.evaluate(async () =>
    Object.keys(
      await (
        globalThis as unknown as { chrome: { notifications: { getAll(): Promise<object> } } }
      ).chrome.notifications.getAll(),
    ),
  );
  expect(id).toMatch(/^notice\./);
  // No driver reaches what the desktop shows: the browser's own event is fired in the worker, as a click does.
  const popup = await stint.duringPopup(async () => {
    const worker = stint.context.serviceWorkers().at(-1);
    await worker?.evaluate((clicked) => {
      const { notifications } = (
        globalThis as unknown as { chrome: { notifications: { onClicked: { dispatch(id: string): void } } } }
      ).chrome;
      notifications.onClicked.dispatch(clicked);
    }, id);
  });
  await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue('team-001');
  await expect(codeField(popup)).toBeFocused();
  expect((await told(stint)).notifications).toEqual([]);
  expect(profileId).not.toBe('');
});

test('without notifications the badge and the popup carry it all', async ({ sts, alice }) => {
  // The policy forbids a worker to import scripts: the refusal stands before Stint's own.
  const refusal = `
chrome.notifications.create = () => Promise.reject(new Error('The user has blocked notifications.'));
chrome.notifications.getPermissionLevel = () => Promise.resolve('denied');
`;
  const worker = await readFile(join(CHROME_PACKAGE, 'background.js'), 'utf8');
  const variant = await changedCopy(CHROME_PACKAGE, {}, { 'background.js': refusal + worker });
  const stint = await StintBrowser.launch({ extension: variant.folder });
  try {
    await stint.setUpPage();
    await seed(stint, sts, alice);
    const [, over = ''] = await seedSessions(stint, sts, alice, [4 * 60, 6]);
    await stint.send('select-profile', { profileId: over });
    await expect.poll(async () => (await told(stint)).label, { timeout: 20_000 }).toBe('!');
    expect((await told(stint)).notifications).toEqual([]);
    const popup = await stint.openPopup();
    await expect(codeField(popup)).toBeFocused();
    await expect(popup.getByText(/^Ended 1 min ago/)).toBeVisible();
    await expect(list(popup)).toHaveText([/^team-000[34] min/]);
    await expect.poll(() => badgeSeenFrom(popup)).toMatch(/^[23]m$/);
  } finally {
    await stint.close();
    await variant.remove();
  }
});
