import { describe, expect, it } from 'vitest';
import type { Overview, VaultReport } from '../core/safe-index.ts';
import { overview, profileIndex, schedule } from '../storage/items.ts';
import { unlockedKey } from '../storage/key-items.ts';
import { draftOf, openedProfile, passphraseVault } from '../testing/background-examples.ts';
import { FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import { createVaultKey } from '../vault/data-key.ts';
import { exchangeSlot } from '../vault/header.ts';
import { VaultStore } from '../vault/store.ts';
import { examplePassphraseSlot, rememberingCrypto } from '../vault/testing/examples.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STRANGE_KEY = toBase64(createVaultKey(crypto));

function overviewIn(browser: FakeBrowser): Overview {
  const stored = browser.read(overview);
  if (!stored) throw new Error('no overview is stored');
  return stored;
}

function sequenceOf(sealed: unknown): number {
  return (sealed as { sequence: number }).sequence;
}

/** Does `work` and locks at its `at`th call to the outside, from 0. @returns whether it made that many; then all is over and done */
async function isLockedDuring(
  worker: FakeWorker,
  at: number,
  lock: () => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<boolean> {
  let seen = 0;
  let locking: Promise<unknown> | undefined;
  worker.intercept = () => {
    if (!locking && seen++ === at) locking = lock();
  };
  await work();
  await locking;
  await worker.settle();
  worker.intercept = undefined;
  return locking !== undefined;
}

async function thisBrowserVault(): Promise<{ browser: FakeBrowser; worker: FakeWorker }> {
  const browser = new FakeBrowser();
  const worker = new FakeWorker(browser);
  await worker.send('create-vault', { protection: 'this-browser' });
  await worker.settle();
  return { browser, worker };
}

describe('creating a vault', () => {
  it('with a passphrase: it is open, empty, and says how it opens', async () => {
    const browser = new FakeBrowser();
    const worker = new FakeWorker(browser);
    await worker.send('create-vault', { protection: 'passphrase', ...(await passphraseVault()) });
    expect(overviewIn(browser)).toEqual({
      vault: 'unlocked',
      unlockMethods: ['passphrase'],
      profileCount: 0,
      profiles: [],
      sessions: [],
    });
    expect(browser.deviceKeys.size).toBe(0);
  });

  it('for this browser: the key cannot be taken out and the vault opens again by itself', async () => {
    const { browser } = await thisBrowserVault();
    const [key] = browser.deviceKeys.values();
    expect(key?.extractable).toBe(false);
    browser.restart();
    await new FakeWorker(browser).services.derive();
    expect(overviewIn(browser)).toMatchObject({ vault: 'unlocked', unlockMethods: ['this-browser'] });
  });

  it('where there is one: refused, with nothing changed and no key made', async () => {
    const { browser } = await openedProfile();
    const before = browser.dump();
    const worker = new FakeWorker(browser);
    const { header, dataKey } = await passphraseVault();
    for (const request of [{ protection: 'this-browser' }, { protection: 'passphrase', header, dataKey }] as const) {
      await expect(worker.send('create-vault', request)).rejects.toMatchObject({ code: 'vault-exists' });
    }
    expect(browser.dump()).toBe(before);
    expect(browser.deviceKeys.size).toBe(0);
  });

  it('of two at the same moment one is created', async () => {
    const browser = new FakeBrowser();
    const worker = new FakeWorker(browser);
    const request = { protection: 'passphrase', ...(await passphraseVault()) } as const;
    const [first, second] = await Promise.allSettled([
      worker.send('create-vault', request),
      worker.send('create-vault', { protection: 'this-browser' }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'vault-exists' } });
    expect(browser.deviceKeys.size).toBe(0);
  });

  it.each<[string, string]>([
    ['no base64', '!'],
    ['16 bytes', toBase64(new Uint8Array(16))],
    ['33 bytes', toBase64(new Uint8Array(33))],
    ['nothing', ''],
  ])('with a key of %s: refused', async (_, dataKey) => {
    const browser = new FakeBrowser();
    const { header } = await passphraseVault();
    const created = new FakeWorker(browser).send('create-vault', { protection: 'passphrase', header, dataKey });
    await expect(created).rejects.toMatchObject({ code: 'bad-request' });
    expect(browser.areas.local.size).toBe(0);
  });

  it('with a key that is not the header’s: refused', async () => {
    const browser = new FakeBrowser();
    const { header } = await passphraseVault();
    const request = { protection: 'passphrase', header, dataKey: STRANGE_KEY } as const;
    await expect(new FakeWorker(browser).send('create-vault', request)).rejects.toMatchObject({ code: 'vault-locked' });
    expect(browser.areas.local.size).toBe(0);
  });
});

describe('locking and unlocking', () => {
  it('locked: nothing can be read, names stay, the key is gone', async () => {
    const { browser, worker, id, dataKey } = await openedProfile();
    await worker.send('lock-vault', {});
    await worker.settle();
    expect(overviewIn(browser)).toMatchObject({ vault: 'locked', profileCount: 1, profiles: [{ name: 'prod' }] });
    expect(JSON.stringify([...browser.areas.session])).not.toContain(dataKey);
    for (const ask of [
      () => worker.send('read-profile', { profileId: id }),
      () => worker.send('save-profile', { draft: draftOf('other') }),
      () => worker.send('remove-profile', { profileId: id }),
      () => worker.send('end-session', { profileId: id }),
      () => worker.send('render-snippet', { profileId: id, formatId: 'posix' }),
      () => worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'vault-locked' });
    }
    expect(browser.sts.arrivals).toEqual([]);
  });

  it('the right key opens it, in a later worker too', async () => {
    const { browser, worker, id, dataKey } = await openedProfile();
    await worker.send('lock-vault', {});
    const later = new FakeWorker(browser);
    await later.send('unlock-vault', { dataKey });
    expect(overviewIn(browser).vault).toBe('unlocked');
    await expect(new FakeWorker(browser).send('read-profile', { profileId: id })).resolves.toMatchObject({
      name: 'prod',
    });
  });

  it.each<[string, string, string]>([
    ['another vault’s key', STRANGE_KEY, 'wrong-passphrase'],
    ['a key of zeros', toBase64(new Uint8Array(32)), 'wrong-passphrase'],
    ['half a key', toBase64(new Uint8Array(16)), 'bad-request'],
    ['no base64', 'correct horse', 'bad-request'],
  ])('%s opens nothing', async (_, dataKey, code) => {
    const { browser, worker } = await openedProfile();
    await worker.send('lock-vault', {});
    await worker.settle();
    const before = browser.dump();
    await expect(worker.send('unlock-vault', { dataKey })).rejects.toMatchObject({ code });
    expect(browser.dump()).toBe(before);
  });

  it('a wrong key does not close what is open', async () => {
    const { browser, worker } = await openedProfile();
    await expect(worker.send('unlock-vault', { dataKey: STRANGE_KEY })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    expect(overviewIn(browser).vault).toBe('unlocked');
  });

  it('after a browser restart a passphrase vault is locked and names nobody', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 });
    browser.restart();
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(overviewIn(browser)).toEqual({
      vault: 'locked',
      unlockMethods: ['passphrase'],
      profileCount: 0,
      profiles: [],
      sessions: [],
    });
    expect(browser.read(profileIndex)).toBe('[]');
    // What a locked browser may know: an end, of nobody.
    const left = browser.read(schedule);
    expect(left).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        profileId: id,
        startedAtMs: browser.nowMs,
        expiresAtMs: browser.nowMs + 900_000,
      },
    ]);
    expect(JSON.stringify([...browser.areas.local, ...browser.areas.session])).not.toMatch(/prod|1111|AKIA|ASIA|alice/);
  });

  it('a vault for this browser stays locked until asked, over the death of the worker', async () => {
    const { browser, worker } = await thisBrowserVault();
    await worker.send('lock-vault', {});
    await worker.settle();
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(overviewIn(browser).vault).toBe('locked');
    await expect(next.send('save-profile', { draft: draftOf('prod') })).rejects.toMatchObject({ code: 'vault-locked' });
    await next.send('unlock-with-this-browser', {});
    expect(overviewIn(browser).vault).toBe('unlocked');
  });

  it('a vault for this browser whose key is gone is locked, and says so when asked to open', async () => {
    const { browser, worker } = await thisBrowserVault();
    await worker.send('lock-vault', {});
    browser.deviceKeys.clear();
    browser.restart();
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(overviewIn(browser)).toMatchObject({ vault: 'locked', unlockMethods: ['this-browser'] });
    await expect(next.send('unlock-with-this-browser', {})).rejects.toMatchObject({ code: 'device-key-missing' });
  });

  it('a passphrase vault does not open with this browser', async () => {
    const { worker } = await openedProfile();
    await worker.send('lock-vault', {});
    await expect(worker.send('unlock-with-this-browser', {})).rejects.toMatchObject({ code: 'device-key-missing' });
  });

  it('a lock is never undone by what was under way, whichever call it falls on', async () => {
    // The note of use is what writes the key again; the lock falls on every call to the outside in turn.
    for (let at = 0; ; at++) {
      const { browser, id } = await openedProfile();
      const worker = new FakeWorker(browser);
      browser.nowMs += 2 * MINUTE;
      if (
        !(await isLockedDuring(
          worker,
          at,
          () => worker.send('lock-vault', {}),
          () => worker.outcome(() => worker.send('read-profile', { profileId: id })),
        ))
      ) {
        expect(at).toBeGreaterThan(5);
        return;
      }
      expect(browser.read(unlockedKey), `call ${at}`).toBeUndefined();
      expect(overviewIn(browser).vault, `call ${at}`).toBe('locked');
    }
  });

  it('nor does a vault for this browser open over it', async () => {
    for (let at = 0; ; at++) {
      const { browser } = await thisBrowserVault();
      browser.restart();
      const worker = new FakeWorker(browser);
      if (
        !(await isLockedDuring(
          worker,
          at,
          () => worker.send('lock-vault', {}),
          () => worker.services.derive(),
        ))
      ) {
        expect(at).toBeGreaterThan(5);
        return;
      }
      expect(browser.read(unlockedKey), `call ${at}`).toBeUndefined();
      expect(overviewIn(browser).vault, `call ${at}`).toBe('locked');
    }
  });
});

describe('what proved genuine before', () => {
  /** How often `work` derives the keys of a vault to read it, before it writes anything. */
  const derivedOver = async (worker: FakeWorker, work: () => Promise<unknown>) => {
    const before = worker.calls.length;
    await work();
    const calls = worker.calls.slice(before);
    const written = calls.findIndex((call) => call.includes('.set '));
    return calls.slice(0, written < 0 ? undefined : written).filter((call) => call === 'crypto.deriveBits').length;
  };

  it('is not proved again while the vault is open', async () => {
    const { worker, id } = await openedProfile();
    expect(await derivedOver(worker, () => worker.send('read-profile', { profileId: id }))).toBe(0);
  });

  it('is forgotten with the key', async () => {
    const { worker, dataKey } = await openedProfile();
    await worker.services.keeper.lock();
    expect(await derivedOver(worker, () => worker.services.keeper.unlock(dataKey))).toBeGreaterThan(0);
  });

  it('is forgotten with the key, whichever call of a reading the lock falls on', async () => {
    for (let at = 0; ; at++) {
      const { browser, id, dataKey } = await openedProfile();
      const worker = new FakeWorker(browser);
      if (
        !(await isLockedDuring(
          worker,
          at,
          () => worker.services.keeper.lock(),
          () => worker.outcome(() => worker.send('read-profile', { profileId: id })),
        ))
      ) {
        expect(at).toBeGreaterThan(5);
        return;
      }
      expect(await derivedOver(worker, () => worker.services.keeper.unlock(dataKey)), `call ${at}`).toBeGreaterThan(0);
    }
  });

  it('is forgotten after a wish that came while the vault was locked', async () => {
    const { worker, dataKey } = await openedProfile();
    const { header } = JSON.parse(worker.browser.areas.local.get('vault.0') ?? '{}') as { header: string };
    await worker.send('lock-vault', {});
    await expect(worker.send('replace-slots', { header, dataKey })).rejects.toMatchObject({ code: 'busy' });
    await worker.settle();
    expect(await derivedOver(worker, () => worker.services.keeper.unlock(dataKey))).toBeGreaterThan(0);
  });
});

describe('an older view', () => {
  it.each<[string, (worker: FakeWorker, id: string) => Promise<unknown>, object]>([
    [
      'a change of a profile',
      (worker, profileId) => {
        const { keys: _, ...draft } = draftOf('renamed');
        return worker.send('save-profile', { profileId, draft });
      },
      { vault: 'unlocked', profiles: [{ name: 'renamed' }] },
    ],
    ['a lock', (worker) => worker.services.keeper.lock(), { vault: 'locked' }],
  ])('is not written over %s', async (_, change, expected) => {
    const { browser, id } = await openedProfile();
    browser.crypto = rememberingCrypto();
    const worker = new FakeWorker(browser);
    worker.holdFirst('session.set overview.1');
    await Promise.all([worker.services.keeper.refresh(), change(worker, id)]);
    await worker.settle();
    expect(overviewIn(browser)).toMatchObject(expected);
  });
});

describe('locking by time', () => {
  it.each<[string, number, boolean]>([
    ['12 hours without use, less a moment', 12 * HOUR - 1, true],
    ['12 hours without use', 12 * HOUR, false],
    ['a month asleep', 30 * 24 * HOUR, false],
    ['a clock set back by two minutes', -2 * MINUTE, true],
    ['a clock set back further', -(2 * MINUTE + 1), false],
    ['a clock set back by years', -365 * 24 * HOUR, false],
  ])('%s', async (_, passedMs, staysOpen) => {
    const { browser, worker, id } = await openedProfile();
    browser.nowMs += passedMs;
    const read = worker.send('read-profile', { profileId: id });
    if (staysOpen) await expect(read).resolves.toMatchObject({ name: 'prod' });
    else await expect(read).rejects.toMatchObject({ code: 'vault-locked' });
    expect(overviewIn(browser).vault).toBe(staysOpen ? 'unlocked' : 'locked');
    expect(browser.read(unlockedKey) !== undefined).toBe(staysOpen);
  });

  it.each([15, 60, 240, 720] as const)('after %i minutes, as chosen', async (lockAfterMinutes) => {
    const { browser, worker } = await openedProfile();
    await worker.send('save-settings', { lockAfterMinutes });
    await worker.settle();
    expect(browser.alarms.get('lock')).toBe(browser.nowMs + lockAfterMinutes * MINUTE);
    browser.nowMs += lockAfterMinutes * MINUTE - 1;
    await worker.services.derive();
    expect(overviewIn(browser).vault).toBe('unlocked');
    browser.nowMs += 1;
    await worker.services.derive();
    expect(overviewIn(browser).vault).toBe('locked');
    expect(browser.alarms.has('lock')).toBe(false);
  });

  it('never, when so chosen', async () => {
    const { browser, worker } = await openedProfile();
    await worker.send('save-settings', { lockAfterMinutes: 0 });
    await worker.settle();
    expect(browser.alarms.has('lock')).toBe(false);
    browser.nowMs += 365 * 24 * HOUR;
    await worker.services.derive();
    expect(overviewIn(browser).vault).toBe('unlocked');
  });

  it('use puts it off; what happens by itself does not', async () => {
    const { browser, worker, id } = await openedProfile();
    const start = browser.nowMs;
    await worker.send('save-settings', { lockAfterMinutes: 60 });
    browser.nowMs = start + 50 * MINUTE;
    await worker.send('read-profile', { profileId: id });
    // Alarms, changes of idle state and starts of the worker.
    for (const minute of [60, 80, 100]) {
      browser.nowMs = start + minute * MINUTE;
      await new FakeWorker(browser).services.derive();
      expect(overviewIn(browser).vault).toBe('unlocked');
      expect(browser.alarms.get('lock')).toBe(start + 110 * MINUTE);
    }
    browser.nowMs = start + 110 * MINUTE;
    await new FakeWorker(browser).services.derive();
    expect(overviewIn(browser).vault).toBe('locked');
  });

  it('a page that opens is use', async () => {
    const { browser, worker } = await openedProfile();
    await worker.send('save-settings', { lockAfterMinutes: 15 });
    for (let times = 0; times < 4; times++) {
      browser.nowMs += 14 * MINUTE;
      await new FakeWorker(browser).send('reconcile', {});
    }
    expect(overviewIn(browser).vault).toBe('unlocked');
    browser.nowMs += 15 * MINUTE;
    await new FakeWorker(browser).send('reconcile', {});
    expect(overviewIn(browser).vault).toBe('locked');
  });

  it('a vault for this browser does not open again by itself', async () => {
    const { browser } = await thisBrowserVault();
    browser.nowMs += 12 * HOUR;
    await new FakeWorker(browser).services.derive();
    await new FakeWorker(browser).services.derive();
    expect(overviewIn(browser).vault).toBe('locked');
  });

  it('unlocking at the very moment of locking wins over a late look at the old key', async () => {
    const { browser, worker, dataKey } = await openedProfile();
    browser.nowMs += 12 * HOUR;
    const [, unlocked] = await Promise.allSettled([
      worker.services.derive(),
      worker.send('unlock-vault', { dataKey }),
      new Promise((resolve) => resolve(worker.services.derive())),
    ]);
    expect(unlocked.status).toBe('fulfilled');
    expect(overviewIn(browser).vault).toBe('unlocked');
  });
});

describe('what pages are told of a vault that cannot be read', () => {
  const garbled = (value: unknown) => ({ ...(value as object), body: 'AAAA' });

  function changeCopies(browser: FakeBrowser, change: (value: unknown) => unknown): void {
    for (const key of ['vault.0', 'vault.1']) browser.store('local', key, change(browser.stored('local', key)));
    browser.replica = JSON.stringify(change(JSON.parse(browser.replica ?? 'null')));
  }

  it.each<[string, (browser: FakeBrowser) => void, Overview['vault'], string]>([
    [
      'there is none',
      (browser) => {
        browser.areas.local.clear();
        browser.replica = undefined;
      },
      'missing',
      'vault-missing',
    ],
    ['no copy is a vault', (browser) => changeCopies(browser, () => 'garbage'), 'unreadable', 'vault-damaged'],
    ['no copy can be decrypted', (browser) => changeCopies(browser, garbled), 'unreadable', 'vault-damaged'],
    [
      'a later Stint wrote it',
      (browser) => changeCopies(browser, (value) => ({ ...(value as object), schema: 2 })),
      'newer',
      'vault-newer',
    ],
    [
      'a later Stint wrote one copy',
      (browser) => browser.store('local', 'vault.0', { ...(browser.stored('local', 'vault.0') as object), format: 9 }),
      'newer',
      'vault-newer',
    ],
  ])('%s', async (_, change, vault, code) => {
    const { browser, id } = await openedProfile();
    change(browser);
    const before = browser.dump();
    const worker = new FakeWorker(browser);
    await worker.send('reconcile', {});
    expect(overviewIn(browser)).toMatchObject({ vault, profileCount: 0, profiles: [], sessions: [] });
    await expect(worker.send('read-profile', { profileId: id })).rejects.toMatchObject({ code });
    // Kept byte for byte.
    expect([...browser.areas.local].filter(([key]) => key.startsWith('vault.')).sort()).toEqual(
      (JSON.parse(before) as [string, string][][])[1]?.filter(([key]) => key.startsWith('vault.')),
    );
  });

  it('copies are healed and the vault stays open when one of them is whole', async () => {
    const { browser } = await openedProfile();
    browser.store('local', 'vault.0', 'garbage');
    browser.store('local', 'vault.1', garbled(browser.stored('local', 'vault.1')));
    await new FakeWorker(browser).send('reconcile', {});
    expect(overviewIn(browser)).toMatchObject({ vault: 'unlocked', profiles: [{ name: 'prod' }] });
    browser.replica = undefined;
    await new FakeWorker(browser).send('reconcile', {});
    expect(overviewIn(browser)).toMatchObject({ vault: 'unlocked', profiles: [{ name: 'prod' }] });
  });

  it.each<[string, (browser: FakeBrowser) => void, VaultReport | undefined]>([
    ['all is whole', () => {}, undefined],
    [
      'the replica lags behind, as after a write cut short',
      (browser) => void Reflect.set(browser, 'replica', undefined),
      undefined,
    ],
    [
      "a session's record is garbage",
      (browser) => browser.store('local', 'vault.sessions', { garbage: {} }),
      'lost-session',
    ],
    ['a copy is garbage', (browser) => browser.store('local', 'vault.0', 'garbage'), 'damaged-copy'],
    [
      'both copies in storage are older than the replica',
      (browser) => {
        const [older] = ['vault.0', 'vault.1'].sort(
          (one, other) => sequenceOf(browser.stored('local', one)) - sequenceOf(browser.stored('local', other)),
        );
        browser.store('local', 'vault.0', browser.stored('local', String(older)));
        browser.store('local', 'vault.1', browser.stored('local', String(older)));
      },
      'older-copy',
    ],
  ])('%s: the user is told until they have read it', async (_, spoil, report) => {
    const { browser } = await openedProfile();
    spoil(browser);
    const worker = new FakeWorker(browser);
    await worker.send('reconcile', {});
    expect(overviewIn(browser).report).toBe(report);
    // The copies are whole again, and still it is told.
    await new FakeWorker(browser).send('reconcile', {});
    expect(overviewIn(browser)).toMatchObject({ vault: 'unlocked', ...(report && { report }) });
    await new FakeWorker(browser).send('dismiss-vault-report', {});
    await new FakeWorker(browser).send('reconcile', {});
    expect(overviewIn(browser).report).toBeUndefined();
  });

  it('a place that cannot be written is told of', async () => {
    const { browser, worker } = await openedProfile();
    browser.replica = undefined;
    const next = new FakeWorker(browser);
    next.intercept = (call) => {
      if (call === 'replica.write') throw new Error('no such database');
    };
    await next.send('reconcile', {});
    expect(overviewIn(browser).report).toBe('copy-unreachable');
    expect(worker.failures).toEqual([]);
  });

  it('a held key that is another vault’s counts as locked', async () => {
    const { browser, id } = await openedProfile();
    browser.store('session', unlockedKey.key, { dataKey: STRANGE_KEY, usedAtMs: browser.nowMs });
    const worker = new FakeWorker(browser);
    await worker.send('reconcile', {});
    expect(overviewIn(browser)).toMatchObject({ vault: 'locked', profiles: [{ name: 'prod' }] });
    await expect(worker.send('read-profile', { profileId: id })).rejects.toMatchObject({ code: 'vault-locked' });
  });
});

describe('what another version, or anything else, left in storage', () => {
  const KEYS = ['unlockedKey.1', 'keptLocked.1', 'overview.1', 'profileIndex.1', 'signIns.1', 'spentCodes.1'];
  const LOCAL_KEYS = ['settings.1', 'recentProfiles.1', 'schedule.1', 'clockOffset.1'];
  const GARBAGE: readonly unknown[] = [
    null,
    'x',
    7,
    true,
    [],
    {},
    [{}],
    { dataKey: 'short', usedAtMs: 0 },
    { dataKey: toBase64(new Uint8Array(31)), usedAtMs: Date.parse('2026-11-21T13:35:00Z') },
    { salt: '!', until: { x: 9e15 } },
    { p: { state: 'asking' } },
  ];

  it('never stops the worker, and loses no profile', async () => {
    const { browser, id, dataKey } = await openedProfile();
    browser.crypto = rememberingCrypto();
    for (const value of GARBAGE) {
      for (const key of [...KEYS, ...LOCAL_KEYS]) {
        const odd = browser.copy();
        odd.store(KEYS.includes(key) ? 'session' : 'local', key, value);
        const worker = new FakeWorker(odd);
        await worker.send('reconcile', {});
        expect(['locked', 'unlocked']).toContain(overviewIn(odd).vault);
        await worker.send('unlock-vault', { dataKey });
        await expect(worker.send('read-profile', { profileId: id })).resolves.toMatchObject({ name: 'prod' });
        await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 900 });
        await worker.settle();
        expect(overviewIn(odd)).toMatchObject({ vault: 'unlocked', sessions: [{ profileId: id }] });
      }
    }
  });
});

describe('a vault of this browser that gets a passphrase', () => {
  /** Sends what the page sends. */
  async function protect({ browser, worker }: { browser: FakeBrowser; worker: FakeWorker }) {
    const { areas, crypto, replica } = worker.outside;
    const store = new VaultStore({ crypto, area: areas.local, replica });
    const header = await store.readHeader();
    const dataKey = browser.read(unlockedKey)?.dataKey ?? '';
    const raw = fromBase64(dataKey) ?? new Uint8Array();
    const slot = await examplePassphraseSlot('correct horse battery', header.vaultId, raw);
    await worker.send('replace-slots', { header: exchangeSlot(header, 'this-browser', slot).text, dataKey });
  }

  it('leaves no key behind in this browser', async () => {
    const vault = await thisBrowserVault();
    expect(vault.browser.deviceKeys.size).toBe(1);
    await protect(vault);
    expect(overviewIn(vault.browser)).toMatchObject({ vault: 'unlocked', unlockMethods: ['passphrase'] });
    expect(vault.browser.deviceKeys.size).toBe(0);
  });

  it('keeps the key while a copy may still need it, until that was brought up', async () => {
    const { browser, worker } = await thisBrowserVault();
    worker.intercept = (call) => {
      if (call === 'replica.write') throw new Error('disk');
    };
    await protect({ browser, worker });
    expect(browser.replica).toContain('this-browser');
    expect(browser.deviceKeys.size).toBe(1);
    worker.intercept = undefined;
    await new FakeWorker(browser).services.derive();
    expect(browser.replica).not.toContain('this-browser');
    expect(browser.deviceKeys.size).toBe(0);
  });

  it.each(['fails', 'dies'] as const)('has the next worker delete it where this one %s over it', async (ending) => {
    const { browser, worker } = await thisBrowserVault();
    worker.intercept = (call) => {
      if (call !== 'deviceKeys.clear') return;
      if (ending === 'dies') worker.kill();
      throw new Error('disk');
    };
    await worker.outcome(() => protect({ browser, worker }));
    expect(browser.deviceKeys.size).toBe(1);
    await new FakeWorker(browser).services.derive();
    expect(browser.deviceKeys.size).toBe(0);
  });

  it('keeps the key while this browser is what opens it', async () => {
    const { browser, worker } = await thisBrowserVault();
    await worker.send('save-profile', { draft: draftOf('prod') });
    await new FakeWorker(browser).services.derive();
    expect(browser.deviceKeys.size).toBe(1);
  });
});

describe('changing the passphrase', () => {
  it('is refused with another key, another vault’s header, or one made from an older one', async () => {
    const { browser, worker, dataKey } = await openedProfile();
    const { header } = await passphraseVault();
    const before = browser.dump();
    await expect(worker.send('replace-slots', { header, dataKey: STRANGE_KEY })).rejects.toMatchObject({
      code: 'vault-locked',
    });
    await expect(worker.send('replace-slots', { header: '{}', dataKey })).rejects.toMatchObject({
      code: 'vault-damaged',
    });
    await expect(worker.send('replace-slots', { header, dataKey })).rejects.toMatchObject({ code: 'busy' });
    expect(browser.dump()).toBe(before);
  });
});
