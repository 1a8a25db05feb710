/** What tells of a session's end in a real browser: the badge, its title, the notifications, and what survives of them. */
import { clockOffset, ended, overview } from '../src/storage/items.ts';
import { SESSIONS_KEY } from '../src/vault/copies.ts';
import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import { seedProfile } from './seed.ts';
import { sessionIsLive, setUp, unlock } from './steps.ts';
import { type Extension, told } from './told.ts';

const MINUTE = 60_000;
const PASSPHRASE = 'eleven pale windows at dusk';

interface LocalStorage {
  readonly chrome: {
    readonly storage: {
      readonly local: {
        get(keys: string[]): Promise<Record<string, unknown>>;
        set(items: Record<string, unknown>): Promise<void>;
      };
    };
  };
}

/** The ids of the sessions whose sealed credentials lie on disk. */
async function recordIds(stint: StintBrowser): Promise<string[]> {
  const page = await stint.openOptions();
  const table = await page.evaluate(
    async (key) => (await (globalThis as unknown as LocalStorage).chrome.storage.local.get([key]))[key],
    SESSIONS_KEY,
  );
  return Object.keys(table as object);
}

test('a session shows in the badge, which its end, a killed worker and lost alarms do not take in', async ({
  stint,
  alice,
  seeded,
}) => {
  const { profileId } = seeded;
  await stint.send('start-session', { profileId, tokenCode: alice.device.freshCode(), durationSeconds: 900 });
  await expect.poll(async () => (await told(stint)).label).toBe('14m');
  const first = await told(stint);
  expect(first.title).toMatch(/^Stint: dev ends \d\d:\d\d$/);
  expect(first.alarms.sort()).toEqual(['expiry', 'lock']);
  // No popup was open.
  expect(first.notifications).toEqual(['ready']);

  const page = await stint.openOptions();
  await page.evaluate(() => (globalThis as unknown as Extension).chrome.alarms.clearAll());
  await stint.killWorker();
  await stint.send('reconcile', {});
  expect((await told(stint)).alarms.sort()).toEqual(['expiry', 'lock']);

  const again = await stint.restart();
  await again.send('reconcile', {});
  await expect.poll(async () => (await told(again)).label).toBe('14m');
  expect((await told(again)).title).toMatch(/^Stint: dev ends \d\d:\d\d$/);

  await again.send('end-session', { profileId });
  await expect.poll(async () => (await told(again)).label).toBe('');
  expect(await told(again)).toMatchObject({ title: 'Stint', notifications: [], alarms: ['lock'] });
  await expect.poll(async () => (await again.stored(ended)).map(({ by }) => by)).toEqual(['user']);
});

test('a clock put right by minutes tells of what nears its end, and of what is over, each once', async ({
  stint,
  sts,
  alice,
  seeded,
}) => {
  const start = (profileId: string, tokenCode: string) =>
    stint.send('start-session', { profileId, tokenCode, durationSeconds: 900 });
  await start(seeded.profileId, alice.device.freshCode());
  const bob = sts.addUser({ userName: 'bob' });
  const other = await seedProfile(stint, sts, bob, { name: 'other' });

  // The server says that eleven minutes more have gone by: four are left of the first.
  sts.clock.offsetMs = 11 * MINUTE;
  await start(other.profileId, bob.device.freshCode());
  await expect.poll(async () => (await told(stint)).label).toBe('3m');
  await expect.poll(async () => (await told(stint)).notifications.sort()).toEqual(['notice.5.1', 'ready', 'ready']);

  // And now ten more: the first is over, which a restart in between does not hide, nor tell again.
  sts.clock.offsetMs = 21 * MINUTE;
  await start(other.profileId, bob.device.freshCode());
  await expect.poll(async () => (await told(stint)).label).toBe('!');
  expect((await told(stint)).title).toMatch(/^Stint: dev ended/);
  expect((await stint.stored(ended)).map(({ by }) => by)).toEqual(['expiry']);
  await expect(stint.send('render-snippet', { profileId: seeded.profileId, formatId: 'posix' })).rejects.toThrow(
    'session-missing',
  );
  const again = await stint.restart();
  await again.send('reconcile', {});
  await expect.poll(async () => (await told(again)).label).toBe('!');
  expect((await told(again)).notifications).toEqual([]);

  // Seen in the popup, it is over and done with; the other's time shows.
  await again.openPopup();
  await expect.poll(async () => (await again.stored(ended)).map(({ seen }) => seen)).toEqual([true]);
});

test('a session that ends while locked leaves its sealed credentials behind no longer than that', async ({
  stint,
  sts,
  alice,
}) => {
  await setUp(await stint.setUpPage(), PASSPHRASE);
  const dev = await seedProfile(stint, sts, alice);
  const bob = sts.addUser({ userName: 'bob' });
  const other = await seedProfile(stint, sts, bob, { name: 'other' });
  const start = (profileId: string, tokenCode: string, durationSeconds: number) =>
    stint.send('start-session', { profileId, tokenCode, durationSeconds });
  const short = await start(dev.profileId, alice.device.freshCode(), 900);
  const long = await start(other.profileId, bob.device.freshCode(), 43_200);
  await stint.send('lock-vault', {});
  await stint.send('reconcile', {});
  expect((await recordIds(stint)).sort()).toEqual([short.id, long.id].sort());

  // Sixteen minutes go by, as a new worker is told: the vault's key is nowhere.
  const page = await stint.openOptions();
  await page.evaluate((items) => (globalThis as unknown as LocalStorage).chrome.storage.local.set(items), {
    [clockOffset.key]: 16 * MINUTE,
  });
  await stint.killWorker();
  await stint.send('reconcile', {});
  expect((await stint.stored(overview))?.vault).toBe('locked');
  expect(await recordIds(stint)).toEqual([long.id]);
  expect(await stint.stored(ended)).toMatchObject([{ id: short.id, by: 'expiry' }]);
  expect((await told(stint)).notifications).toContain('notice.0.1');

  // The other one is whole, and what ended is told.
  const popup = await stint.openPopup();
  await unlock(popup, PASSPHRASE);
  await sessionIsLive(popup);
  await expect(popup.getByRole('listitem').filter({ hasText: 'dev' })).toContainText(/ended \d+ min ago/);
  expect((await stint.stored(overview))?.sessions.map(({ id }) => id)).toEqual([long.id]);
  expect(await recordIds(stint)).toEqual([long.id]);
});
