/** Whatever dies, and whenever: what was acknowledged is there, and nobody is told of a session that is not. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { ProfileSummary } from '../src/core/safe-index.ts';
import { overview, profileIndex, signIns } from '../src/storage/items.ts';
import { expect, test } from './fixtures.ts';
import type { StintBrowser } from './launch.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import type { GatePoint } from './local-sts/gate.ts';
import type { LocalSts } from './local-sts/local-sts.ts';
import { seedProfile } from './seed.ts';
import { alertSays, codeFieldWaits, copy, sessionIsLive, setUp, signIn, typeCode, unlock } from './steps.ts';
import { refusal, words } from './texts.ts';

const PASSPHRASE = 'seven slow lanterns drifting';

/** The id of the last request that brought a session. */
function lastIssued(sts: LocalSts): string | undefined {
  return sts.requests.of('GetSessionToken').findLast(({ outcome }) => outcome?.code === 'OK')?.requestId;
}

/** No sign-in is under way any more. */
async function settled(stint: StintBrowser): Promise<void> {
  await expect
    .poll(async () => Object.values(await stint.stored(signIns)).map(({ state }) => state))
    .not.toContain('asking');
}

/** The code that was sent does not leave again, and the next one works. */
async function onlyTheNextCodeWorks(popup: Page, sts: LocalSts, user: LocalUser, spent: string): Promise<void> {
  const sent = sts.requests.count('GetSessionToken');
  await typeCode(popup, spent);
  await popup.keyboard.press('Enter');
  // A popup that has sent it itself keeps it back; another one is told by the background.
  const keptBack = popup.getByRole('status').filter({ hasText: /the next one comes in/ });
  const told = popup.getByText(refusal('mfa-code-spent').cause);
  await expect(keptBack.or(told)).toBeVisible();
  await popup.getByRole('textbox', { name: 'MFA code' }).fill('');
  expect(sts.requests.count('GetSessionToken')).toBe(sent);
  sts.clock.advanceOneStep();
  sts.clock.advanceOneStep();
  await signIn(popup, user.device.freshCode());
}

test.describe('a popup that closes while STS is being asked', () => {
  test('finds the session when it opens again', async ({ stint, sts, alice, popup, clipboard }) => {
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.freshCode());
    await sts.gate.arrival('before-reply');
    await popup.close();
    sts.gate.openAll();
    await settled(stint);
    const again = await stint.openPopup();
    await sessionIsLive(again);
    await copy(again);
    expect(await clipboard.read()).toContain('AWS_SESSION_TOKEN');
    expect(sts.requests.count('GetSessionToken')).toBe(1);
  });

  test('finds the refusal when it opens again', async ({ stint, sts, alice, popup }) => {
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.wrongCode());
    await sts.gate.arrival('before-reply');
    await popup.close();
    sts.gate.openAll();
    await settled(stint);
    const again = await stint.openPopup();
    await alertSays(again, 'mfa-code-refused');
    await codeFieldWaits(again);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
  });

  test('shows that it still asks when it opens again before the answer', async ({ stint, sts, alice, popup }) => {
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.freshCode());
    await sts.gate.arrival('before-reply');
    await popup.close();
    const again = await stint.openPopup();
    await expect(again.getByRole('heading', { name: words('popup_asking') })).toBeVisible();
    await expect(again.getByRole('textbox', { name: 'MFA code' })).not.toBeEditable();
    sts.gate.openAll();
    await sessionIsLive(again);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
  });

  test('loses nothing when it closes with the sixth digit', async ({ stint, sts, alice, popup }) => {
    const code = alice.device.freshCode();
    await typeCode(popup, code.slice(0, 5));
    await popup.keyboard.down(code.slice(5));
    await popup.close();
    await expect.poll(() => sts.requests.of('GetSessionToken').map(({ outcome }) => outcome?.code)).toEqual(['OK']);
    await settled(stint);
    await sessionIsLive(await stint.openPopup());
  });
});

test('two windows that submit at once make one request, and both show its session', async ({
  stint,
  sts,
  alice,
  seeded,
}) => {
  const one = await stint.openPopupInTab();
  const other = await stint.openPopupInTab();
  const code = alice.device.freshCode();
  sts.gate.close('before-reply');
  await Promise.all([one, other].map((page) => typeCode(page, code.slice(0, 5))));
  await Promise.all([one, other].map((page) => page.keyboard.press(code.slice(5))));
  await sts.gate.arrival('before-reply');
  sts.gate.openAll();
  await Promise.all([one, other].map(sessionIsLive));
  expect(sts.requests.count('GetSessionToken')).toBe(1);
  expect((await stint.stored(overview))?.sessions.map(({ profileId }) => profileId)).toEqual([seeded.profileId]);
});

test.describe('a worker that is killed while STS is being asked', () => {
  const POINTS: readonly (readonly [when: string, point: GatePoint])[] = [
    ['before STS has looked at the request', 'before-verification'],
    ['after the code was used and before the answer', 'before-reply'],
  ];
  for (const [when, point] of POINTS) {
    test(`${when}: the next popup says that the outcome is not known`, async ({ stint, sts, alice, popup, seeded }) => {
      const code = alice.device.freshCode();
      sts.gate.close(point);
      await typeCode(popup, code);
      await sts.gate.arrival(point);
      await stint.killWorker();
      sts.gate.openAll();
      await popup.close();

      const again = await stint.openPopup();
      await alertSays(again, 'outcome-unknown');
      const { sessions, profileCount } = (await stint.stored(overview)) ?? {};
      expect({ sessions, profileCount }).toEqual({ sessions: [], profileCount: 1 });
      await expect(stint.send('render-snippet', { profileId: seeded.profileId, formatId: 'posix' })).rejects.toThrow(
        'session-missing',
      );
      await onlyTheNextCodeWorks(again, sts, alice, code);
    });

    test(`${when}: an open popup says so, too`, async ({ stint, sts, alice, popup }) => {
      const code = alice.device.freshCode();
      sts.gate.close(point);
      await typeCode(popup, code);
      await sts.gate.arrival(point);
      await stint.killWorker();
      sts.gate.openAll();
      await alertSays(popup, 'outcome-unknown');
      await codeFieldWaits(popup);
      await onlyTheNextCodeWorks(popup, sts, alice, code);
    });
  }

  test('during a renewal: the running session stays, and the loss of the code is told', async ({
    stint,
    sts,
    alice,
    popup,
  }) => {
    await signIn(popup, alice.device.freshCode());
    const running = (await stint.stored(overview))?.sessions;
    await popup.getByRole('button', { name: 'Renew' }).click();
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.freshCode());
    await sts.gate.arrival('before-reply');
    await stint.killWorker();
    sts.gate.openAll();
    await popup.close();
    const again = await stint.openPopup();
    await sessionIsLive(again);
    await alertSays(again, 'outcome-unknown');
    expect((await stint.stored(overview))?.sessions).toEqual(running);
    await copy(again);
  });

  // Not at a gate but wherever it happens to be: each waits for another moment of the call.
  const MOMENTS: readonly (readonly [name: string, wait: (sts: LocalSts) => Promise<void>])[] = [
    ['with the sixth digit', async () => undefined],
    ['when the preflight has arrived', (sts) => arrived(sts, (all) => all.length > 0)],
    ['when the request has arrived', (sts) => arrived(sts, () => sts.requests.count('GetSessionToken') > 0)],
    ['when the answer has left', (sts) => arrived(sts, () => lastIssued(sts) !== undefined)],
  ];
  for (const [name, wait] of MOMENTS) {
    test(`${name}: the session is there, or the next code starts one`, async ({ stint, sts, alice, popup, seeded }) => {
      await typeCode(popup, alice.device.freshCode());
      await wait(sts);
      await stint.killWorker();
      await popup.close();
      const again = await stint.openPopup();
      // The popup paints what was last known; what became of the call stands once the worker has looked.
      await stint.send('reconcile', {});
      if ((await stint.stored(overview))?.sessions.length === 0) {
        await codeFieldWaits(again);
        sts.clock.advanceOneStep();
        sts.clock.advanceOneStep();
        await signIn(again, alice.device.freshCode());
      }
      await sessionIsLive(again);
      const { text } = await stint.send('render-snippet', { profileId: seeded.profileId, formatId: 'access-key-id' });
      expect(sts.accounts.findCaller(text)?.user).toBe(alice);
    });
  }
});

/** Resolves when `done` is true of the requests so far. */
async function arrived(sts: LocalSts, done: (all: readonly unknown[]) => boolean): Promise<void> {
  await expect.poll(() => done(sts.requests.all), { intervals: [1] }).toBe(true);
}

test('the worker may end between any two steps', async ({ stint, sts, alice, clipboard }) => {
  await stint.killWorker();
  await stint.send('create-vault', { protection: 'this-browser' });
  await stint.killWorker();
  await seedProfile(stint, sts, alice);
  await stint.killWorker();
  const popup = await stint.openPopup();
  await codeFieldWaits(popup);
  const code = alice.device.freshCode();
  await typeCode(popup, code.slice(0, 5));
  await stint.killWorker();
  await popup.keyboard.press(code.slice(5));
  await sessionIsLive(popup);
  await stint.killWorker();
  await copy(popup, 'fish');
  expect(await clipboard.read()).toContain('set -gx AWS_SESSION_TOKEN');
  await stint.killWorker();
  await popup.getByRole('button', { name: 'Lock' }).click();
  await popup.getByRole('button', { name: 'Unlock' }).waitFor();
  await stint.killWorker();
  await popup.getByRole('button', { name: 'Unlock' }).click();
  await sessionIsLive(popup);
  await stint.killWorker();
  await popup.getByRole('button', { name: 'End session' }).click();
  await codeFieldWaits(popup);
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('locking while STS is being asked locks at once and still keeps the session', async ({
  stint,
  sts,
  alice,
  popup,
  seeded,
}) => {
  sts.gate.close('before-reply');
  await typeCode(popup, alice.device.freshCode());
  await sts.gate.arrival('before-reply');
  await popup.getByRole('button', { name: 'Lock' }).click();
  const button = popup.getByRole('button', { name: 'Unlock' });
  await expect(button).toBeVisible();
  sts.gate.openAll();
  await settled(stint);
  await expect(button).toBeVisible();
  await expect(stint.send('render-snippet', { profileId: seeded.profileId, formatId: 'posix' })).rejects.toThrow(
    'vault-locked',
  );
  await button.click();
  await sessionIsLive(popup);
  await copy(popup);
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test.describe('a browser that is closed and opened again', () => {
  test('is locked and names nobody; the session comes back with the passphrase', async ({
    stint,
    sts,
    alice,
    clipboard,
  }) => {
    await setUp(await stint.setUpPage(), PASSPHRASE);
    const { profileId } = await seedProfile(stint, sts, alice);
    const popup = await stint.openPopup();
    await signIn(popup, alice.device.freshCode());
    await copy(popup, 'posix');
    const before = await clipboard.read();

    const restarted = await stint.restart();
    await restarted.send('reconcile', {});
    const locked = await restarted.openPopup();
    expect(locked.url()).toBe(restarted.url('src/popup/locked.html'));
    await expect(locked.getByText(words('popup_a_session'))).toBeVisible();
    await expect(locked.getByRole('textbox', { name: 'Passphrase' })).toBeFocused();
    const shown = (await locked.locator('body').textContent()) ?? '';
    for (const name of ['dev', 'alice', alice.accountId.slice(0, 4)]) expect(shown).not.toContain(name);
    await expect(restarted.send('render-snippet', { profileId, formatId: 'posix' })).rejects.toThrow('vault-locked');

    await unlock(locked, PASSPHRASE);
    await sessionIsLive(locked);
    expect(await restarted.send('render-snippet', { profileId, formatId: 'posix' })).toEqual({ text: before });
    expect(sts.requests.count('GetSessionToken')).toBe(1);
  });

  test('opens by itself where this browser keeps the key, and has its alarms again', async ({
    stint,
    sts,
    alice,
    popup,
  }) => {
    await signIn(popup, alice.device.freshCode());
    const endsAtMs = (await stint.stored(overview))?.sessions[0]?.expiresAtMs ?? 0;
    const restarted = await stint.restart();
    const again = await restarted.openPopup();
    await sessionIsLive(again);
    await copy(again);
    expect(sts.requests.count('GetSessionToken')).toBe(1);
    const alarms = await again.evaluate(() =>
      (globalThis as unknown as { chrome: { alarms: { getAll(): Promise<Alarm[]> } } }).chrome.alarms.getAll(),
    );
    // The badge says whole hours: its next change is a whole number of hours before the end.
    const next = alarms.find(({ name }) => name === 'expiry');
    const beforeEndMs = endsAtMs - (next?.scheduledTime ?? Number.NaN);
    expect(beforeEndMs).toBeGreaterThan(0);
    // The way from the server's clock to this one's loses a millisecond or two.
    expect(Math.abs(beforeEndMs - Math.round(beforeEndMs / HOUR_MS) * HOUR_MS)).toBeLessThan(1000);
  });
});

const HOUR_MS = 3_600_000;

interface Alarm {
  readonly name: string;
  readonly scheduledTime: number;
}

test.describe('a browser that is killed', () => {
  // How many of the writes on the way are acknowledged before the browser dies: each round dies at another moment.
  for (const survivors of [0, 1, 2, 3]) {
    test(`right after write ${survivors + 1} of 4 has every profile that was acknowledged`, async ({
      stint,
      sts,
      alice,
    }) => {
      await stint.send('create-vault', { protection: 'this-browser' });
      const acknowledged: string[] = [];
      const add = async (name: string) => {
        await seedProfile(stint, sts, alice, { name });
        acknowledged.push(name);
      };
      await add('kept');
      const onTheWay = ['late-1', 'late-2', 'late-3'].map((name) => add(name).catch(() => undefined));
      await Promise.all(onTheWay.slice(0, survivors));
      await stint.killBrowser();
      await Promise.all(onTheWay);
      const restarted = await stint.restart();
      expect(await profileNames(restarted)).toEqual(expect.arrayContaining(acknowledged));
      // What is there works.
      await signIn(await restarted.openPopup(), alice.device.freshCode());
    });
  }

  test('right after a sign-in has the session, sealed, behind the passphrase', async ({ stint, sts, alice }) => {
    await setUp(await stint.setUpPage(), PASSPHRASE);
    const { profileId } = await seedProfile(stint, sts, alice);
    await signIn(await stint.openPopup(), alice.device.freshCode());
    const before = await stint.send('render-snippet', { profileId, formatId: 'posix' });
    await stint.killBrowser();
    const restarted = await stint.restart();
    const popup = await restarted.openPopup();
    await unlock(popup, PASSPHRASE);
    await sessionIsLive(popup);
    expect(await restarted.send('render-snippet', { profileId, formatId: 'posix' })).toEqual(before);
  });

  test('while STS is being asked does not know the outcome, and says nothing that is not so', async ({
    stint,
    sts,
    alice,
    popup,
  }) => {
    sts.gate.close('before-reply');
    await typeCode(popup, alice.device.freshCode());
    await sts.gate.arrival('before-reply');
    await stint.killBrowser();
    sts.gate.openAll();
    const restarted = await stint.restart();
    const again = await restarted.openPopup();
    await codeFieldWaits(again);
    expect((await restarted.stored(overview))?.sessions).toEqual([]);
    sts.clock.advanceOneStep();
    sts.clock.advanceOneStep();
    await signIn(again, alice.device.freshCode());
  });
});

test.describe('a passphrase that is being changed when the browser is killed', () => {
  const NEXT = 'another six quiet harbours';
  const startChange = async (stint: StintBrowser) => {
    await setUp(await stint.setUpPage(), PASSPHRASE);
    const options = await stint.openOptions('#security');
    await options.getByRole('button', { name: words('options_change_open') }).click();
    await options.getByRole('textbox', { name: words('options_change_current') }).fill(PASSPHRASE);
    await options.getByRole('textbox', { name: words('options_change_new'), exact: true }).fill(NEXT);
    await options.getByRole('textbox', { name: words('options_passphrase_repeat') }).fill(NEXT);
    await options.getByRole('button', { name: words('options_change') }).click();
    return options;
  };
  const field = (popup: Page) => popup.getByRole('textbox', { name: 'Passphrase' });
  const open = (popup: Page) => popup.getByRole('heading', { name: words('popup_no_profile') });

  test('once it was said to be changed, the new one opens and the old one does not', async ({ stint }) => {
    const options = await startChange(stint);
    await expect(options.getByText(words('options_change_done'))).toBeVisible({ timeout: 30_000 });
    await stint.killBrowser();
    const popup = await (await stint.restart()).openPopup();
    await unlock(popup, PASSPHRASE);
    await alertSays(popup, 'wrong-passphrase');
    await unlock(popup, NEXT);
    await expect(open(popup)).toBeVisible();
  });

  test('before that, one of the two opens', async ({ stint }) => {
    await startChange(stint);
    await stint.killBrowser();
    const popup = await (await stint.restart()).openPopup();
    await unlock(popup, PASSPHRASE);
    await expect(open(popup).or(popup.getByRole('alert'))).toBeVisible();
    if (await field(popup).isVisible()) await unlock(popup, NEXT);
    await expect(open(popup)).toBeVisible();
  });
});

test.describe('a database of the browser that is lost', () => {
  const LOST: readonly (readonly [what: string, folder: (stint: StintBrowser) => string])[] = [
    [
      'the IndexedDB of the extension',
      ({ extensionId }) => `IndexedDB/chrome-extension_${extensionId}_0.indexeddb.leveldb`,
    ],
    ['the local storage of the extension', ({ extensionId }) => `Local Extension Settings/${extensionId}`],
  ];
  for (const [what, folder] of LOST) {
    test(`${what}: the vault opens from its other copy`, async ({ stint, sts, alice }) => {
      await setUp(await stint.setUpPage(), PASSPHRASE);
      await seedProfile(stint, sts, alice);
      await stint.close({ keepProfile: true });
      const path = join(stint.profileDir, 'Default', folder(stint));
      expect((await readdir(path)).length).toBeGreaterThan(0);
      await rm(path, { recursive: true });

      const restarted = await stint.restart();
      const popup = await restarted.openPopup();
      await unlock(popup, PASSPHRASE);
      await signIn(popup, alice.device.freshCode());
      expect(await profileNames(restarted)).toEqual(['dev']);
    });
  }

  test('all copies damaged: said plainly, and every byte left where it is', async ({ stint, seeded }) => {
    const options = await stint.openOptions();
    const damage = { 'vault.0': `damaged ${seeded.profileId}`, 'vault.1': { format: 'damaged' } };
    await options.evaluate(async (items) => {
      const { storage } = (
        globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }
      ).chrome;
      await storage.local.set(items);
      await new Promise<void>((done, failed) => {
        const opening = indexedDB.open('stint');
        opening.onerror = () => failed(new Error('no database'));
        opening.onsuccess = () => {
          const change = opening.result.transaction('items', 'readwrite');
          change.objectStore('items').put('damaged, too', 'vault-replica');
          change.oncomplete = () => done();
        };
      });
    }, damage);
    const restarted = await stint.restart();
    const popup = await restarted.openPopup();
    await expect(popup.getByRole('heading', { name: words('popup_vault_unreadable') })).toBeVisible();
    const page = await restarted.openOptions();
    await expect(page.getByRole('heading', { name: words('options_damaged_title') })).toBeVisible();
    const left = await page.evaluate(() => {
      const { storage } = (
        globalThis as unknown as { chrome: { storage: { local: { get(keys: string[]): Promise<object> } } } }
      ).chrome;
      return storage.local.get(['vault.0', 'vault.1']);
    });
    expect(left).toEqual(damage);
  });
});

async function profileNames(stint: StintBrowser): Promise<string[]> {
  await stint.send('reconcile', {});
  const index = JSON.parse(await stint.stored(profileIndex)) as ProfileSummary[];
  return index.map(({ name }) => name);
}
