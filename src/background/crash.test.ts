import { describe, expect, it } from 'vitest';
import type { Profile } from '../core/profile.ts';
import { expiresAtMs, isLive } from '../core/session.ts';
import { codeIsUnspent } from '../core/sts-errors.ts';
import { ended, overview, signIns } from '../storage/items.ts';
import { unlockedKey } from '../storage/key-items.ts';
import { draftOf, EXAMPLE_SECRET, openedBrowser, passphraseVault } from '../testing/background-examples.ts';
import { type Cut, FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import { fromBase64 } from '../vault/base64.ts';
import { EMPTY_CONTENTS, type VaultContents } from '../vault/contents.ts';
import { createVaultId } from '../vault/data-key.ts';
import { exchangeSlot, type PassphraseSlot, replaceSlot, type VaultHeader } from '../vault/header.ts';
import { VaultStore } from '../vault/store.ts';
import { examplePassphraseSlot, rememberingCrypto } from '../vault/testing/examples.ts';
import { makeThisBrowserSlot } from '../vault/this-browser-slot.ts';

/*
 * Every flow is run once to count its calls to the outside, and then again for each of them, cut at that call: before it takes effect
 * and after, with the worker gone from then on, or with that one call failing and the worker going on. Then another worker starts
 * over the same storage, and what it finds must be old or new, never neither.
 */

const CODE = '492718';
const OLD_CODE = '111111';
const BOBS_KEYS = { accessKeyId: 'AKIABOBBOBBOBBOBBOBB', secretAccessKey: 'b'.repeat(40) };

interface Flow {
  /** What is there before. */
  readonly prepare: () => Promise<FakeBrowser>;
  readonly run: (worker: FakeWorker) => Promise<unknown>;
  /** What must be so when the flow was acknowledged. `contents` are absent when there is no vault. */
  readonly whenDone: (contents: VaultContents | undefined, browser: FakeBrowser) => void | Promise<void>;
  /** Whether the contents, cut anywhere, are old or new. */
  readonly isWhole: (contents: VaultContents | undefined) => boolean;
  /** A flow that asks STS for a session: tried again with the same code in the next worker. */
  readonly again?: (worker: FakeWorker) => Promise<unknown>;
}

const PROD = 'prod';
const DEV = 'dev';

/** An open vault with two profiles; the first has a session. */
async function usual(): Promise<FakeBrowser> {
  const { browser, worker, ids } = await openedBrowser(PROD, DEV);
  await worker.send('start-session', { profileId: String(ids[0]), tokenCode: OLD_CODE, durationSeconds: 900 });
  await worker.settle();
  return browser;
}

function idOf({ browser }: FakeWorker, name: string): string {
  const shown = browser.read(overview);
  return shown?.profiles.find((profile) => profile.name === name)?.id ?? '';
}

const profileNamed = (contents: VaultContents | undefined, name: string) =>
  contents?.profiles.find((profile) => profile.name === name);

const sessionsOf = (contents: VaultContents | undefined, name: string) =>
  contents?.sessions.filter(({ profileId }) => profileId === profileNamed(contents, name)?.id) ?? [];

/** Whether a profile is exactly what its draft says, to the last field. */
function isProfile(profile: Profile | undefined, name: string, changes: Partial<Profile> = {}): boolean {
  const { keys, ...draft } = draftOf(name);
  const whole = {
    kind: 'mfa-session',
    ...draft,
    keys: keys ?? BOBS_KEYS,
    accountId: '111122223333',
    userArn: 'arn:aws:iam::111122223333:user/alice',
    ...changes,
  };
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort());
  return profile !== undefined && sorted(profile) === sorted({ ...whole, id: profile.id });
}

function bothStand(contents: VaultContents | undefined): boolean {
  return isProfile(profileNamed(contents, PROD), PROD) && isProfile(profileNamed(contents, DEV), DEV);
}

const signIn = (name: string) => async (worker: FakeWorker) =>
  worker.send('start-session', { profileId: idOf(worker, name), tokenCode: CODE, durationSeconds: 3600 });

const FLOWS: Record<string, Flow> = {
  'signing in': {
    prepare: usual,
    run: signIn(DEV),
    again: signIn(DEV),
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: (contents) => expect(sessionsOf(contents, DEV).length).toBe(1),
  },
  'renewing a session': {
    prepare: usual,
    run: signIn(PROD),
    again: signIn(PROD),
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: (contents, { sts }) =>
      expect(sessionsOf(contents, PROD).map(({ credentials }) => credentials)).toEqual(sts.issued.slice(-1)),
  },
  'adding a profile': {
    prepare: usual,
    run: (worker) => worker.send('save-profile', { draft: draftOf('new') }),
    isWhole: (contents) =>
      bothStand(contents) && (contents?.profiles.length === 2 || isProfile(profileNamed(contents, 'new'), 'new')),
    whenDone: (contents) => expect(contents?.profiles.length).toBe(3),
  },
  'editing a profile, with other keys': {
    prepare: usual,
    run: async (worker) =>
      worker.send('save-profile', {
        profileId: idOf(worker, DEV),
        draft: draftOf('edited', { keys: BOBS_KEYS, colour: 'red' }),
      }),
    isWhole: (contents) =>
      isProfile(profileNamed(contents, PROD), PROD) &&
      contents?.profiles.length === 2 &&
      (isProfile(profileNamed(contents, DEV), DEV) ||
        isProfile(profileNamed(contents, 'edited'), 'edited', { keys: BOBS_KEYS, colour: 'red' })),
    whenDone: (contents) => expect(profileNamed(contents, 'edited')).toBeDefined(),
  },
  'removing a profile': {
    prepare: usual,
    run: async (worker) => worker.send('remove-profile', { profileId: idOf(worker, PROD) }),
    isWhole: (contents) =>
      bothStand(contents)
        ? sessionsOf(contents, PROD).length === 1
        : contents?.profiles.length === 1 && contents.sessions.length === 0,
    whenDone: (contents) => expect(contents?.profiles.length).toBe(1),
  },
  'ending a session': {
    prepare: usual,
    run: async (worker) => worker.send('end-session', { profileId: idOf(worker, PROD) }),
    isWhole: bothStand,
    whenDone: (contents) => expect(contents?.sessions).toEqual([]),
  },
  locking: {
    prepare: usual,
    run: (worker) => worker.send('lock-vault', {}),
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: (_, browser) => expect(browser.stored('session', unlockedKey.key)).toBeNull(),
  },
  unlocking: {
    prepare: async () => {
      const browser = await usual();
      browser.restart();
      return browser;
    },
    run: async (worker) => worker.send('unlock-vault', { dataKey: (await passphraseVault()).dataKey }),
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: (_, browser) => expect(browser.stored('session', unlockedKey.key)).not.toBeNull(),
  },
  'changing the passphrase': {
    prepare: usual,
    run: async (worker) => {
      const header = await storeOf(worker).readHeader();
      const { dataKey } = await passphraseVault();
      await worker.send('replace-slots', { header: await withAnotherPassphrase(header), dataKey });
    },
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: async (_, browser) => {
      const header = await storeOf(new FakeWorker(browser)).readHeader();
      expect(JSON.stringify(header.slots)).toBe(JSON.stringify([await anotherSlot(header.vaultId)]));
    },
  },
  'protecting a vault of this browser with a passphrase': {
    prepare: ofThisBrowser,
    run: async (worker) => {
      const header = await storeOf(worker).readHeader();
      const { dataKey } = await passphraseVault();
      const { text } = exchangeSlot(header, 'this-browser', await anotherSlot(header.vaultId));
      await worker.send('replace-slots', { header: text, dataKey });
    },
    isWhole: (contents) => bothStand(contents) && sessionsOf(contents, PROD).length === 1,
    whenDone: (_, browser) => expect(browser.deviceKeys.size).toBe(0),
  },
  'creating a vault with a passphrase': {
    prepare: async () => new FakeBrowser(),
    run: async (worker) => worker.send('create-vault', { protection: 'passphrase', ...(await passphraseVault()) }),
    isWhole: (contents) => contents === undefined || JSON.stringify(contents) === JSON.stringify(EMPTY_CONTENTS),
    whenDone: (contents) => expect(contents).toBeDefined(),
  },
  'creating a vault for this browser': {
    prepare: async () => new FakeBrowser(),
    run: (worker) => worker.send('create-vault', { protection: 'this-browser' }),
    isWhole: (contents) => contents === undefined || JSON.stringify(contents) === JSON.stringify(EMPTY_CONTENTS),
    whenDone: (contents) => expect(contents).toBeDefined(),
  },
};

/** As {@link usual}, but this browser opens the vault by itself. */
async function ofThisBrowser(): Promise<FakeBrowser> {
  const browser = await usual();
  const worker = new FakeWorker(browser);
  const { dataKey } = await passphraseVault();
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const keyId = createVaultId(crypto);
  const header = await storeOf(worker).readHeader();
  const raw = fromBase64(dataKey) ?? new Uint8Array();
  const slot = await makeThisBrowserSlot({ crypto, key, keyId, vaultId: header.vaultId, dataKey: raw });
  await worker.send('replace-slots', { header: exchangeSlot(header, 'passphrase', slot).text, dataKey });
  await worker.settle();
  browser.deviceKeys.set(keyId, key);
  return browser;
}

let slot: Promise<PassphraseSlot> | undefined;

/** Derived once for all runs. */
function anotherSlot(vaultId: string): Promise<PassphraseSlot> {
  slot ??= passphraseVault().then(({ dataKey }) =>
    examplePassphraseSlot('another passphrase', vaultId, fromBase64(dataKey) ?? new Uint8Array()),
  );
  return slot;
}

async function withAnotherPassphrase(header: VaultHeader): Promise<string> {
  return replaceSlot(header, await anotherSlot(header.vaultId)).text;
}

/** What lies in the vault, opened anew as its user would; `undefined` when there is none. @throws when there is one that does not open */
async function contentsIn(browser: FakeBrowser): Promise<VaultContents | undefined> {
  const worker = new FakeWorker(browser.copy());
  if (!(await storeOf(worker).exists())) return undefined;
  const { slots } = await storeOf(worker).readHeader();
  if (slots.some(({ kind }) => kind === 'this-browser')) await worker.send('unlock-with-this-browser', {});
  else await worker.send('unlock-vault', { dataKey: (await passphraseVault()).dataKey });
  const open = await worker.services.keeper.peek();
  if (!open) throw new Error('the vault does not open');
  return open.contents;
}

/** An open vault that this browser cannot open leaves no key of this browser's behind. */
async function expectNoSpareKey(worker: FakeWorker, contents: VaultContents | undefined): Promise<void> {
  const { browser } = worker;
  if (!contents || !browser.stored('session', unlockedKey.key)) return;
  const { slots } = await storeOf(worker).readHeader();
  expect(browser.deviceKeys.size).toBe(slots.filter(({ kind }) => kind === 'this-browser').length);
}

function storeOf({ outside: { areas, crypto, replica } }: FakeWorker): VaultStore {
  return new VaultStore({ crypto, area: areas.local, replica });
}

function expectNothingPlain(browser: FakeBrowser): void {
  const dump = browser.dump();
  const secrets = [EXAMPLE_SECRET, BOBS_KEYS.secretAccessKey, CODE, OLD_CODE];
  const issued = browser.sts.issued.flatMap((item) => [item.accessKeyId, item.secretAccessKey, item.sessionToken]);
  for (const secret of [...secrets, ...issued]) expect(dump.includes(secret)).toBe(false);
}

/** What pages are shown agrees with what is there, and the alarms with both. */
async function expectTruth(browser: FakeBrowser, contents: VaultContents | undefined): Promise<void> {
  const shown = browser.read(overview);
  const isHeld = Boolean(browser.stored('session', unlockedKey.key));
  expect(shown?.vault).toBe(contents ? (isHeld ? 'unlocked' : 'locked') : 'missing');
  const live = contents?.sessions.filter((session) => isLive(expiresAtMs(session), browser.nowMs)) ?? [];
  const liveIds = live.map(({ id }) => id);
  if (isHeld) expect(shown?.sessions.map(({ id }) => id).sort()).toEqual(liveIds.sort());
  for (const { id } of shown?.sessions ?? []) expect(liveIds).toContain(id);
  // Even locked, the badge counts for what lives and an alarm is set for its next label; nothing else does either.
  const left = Math.min(...live.map((session) => expiresAtMs(session) - browser.nowMs));
  const isRefused = Object.values(browser.read(signIns)).some(({ state }) => state === 'refused');
  const label = live.length > 0 ? `${Math.ceil(left / 60_000) - 1}m` : '';
  expect(browser.badge.label).toBe(label === '' && isRefused ? '!' : label);
  expect(browser.alarms.get('expiry')).toBe(live.length > 0 ? browser.nowMs + 60_000 : undefined);
  const told = [...browser.notifications.keys()].filter((id) => !id.startsWith('refused.') || !isRefused);
  expect(told.filter((id) => !liveIds.includes(id.split('.')[1] ?? ''))).toEqual([]);
  expect(browser.alarms.get('lock')).toBe(isHeld ? browser.nowMs + 12 * 3_600_000 : undefined);
}

/** Every set of credentials that left STS is in the vault, or its profile says that something was lost. */
async function expectNothingLost(
  browser: FakeBrowser,
  before: number,
  contents: VaultContents | undefined,
): Promise<void> {
  const records = Object.values(browser.read(signIns));
  for (const issued of browser.sts.issued.slice(before)) {
    const isThere = contents?.sessions.some(({ credentials }) => credentials.sessionToken === issued.sessionToken);
    const isTold = records.some((record) => record.state === 'refused' && !codeIsUnspent(record.error.code));
    expect(isThere || isTold).toBe(true);
  }
}

async function check(flow: Flow, browser: FakeBrowser, issuedBefore: number, outcome: unknown): Promise<void> {
  expectNothingPlain(browser);
  const next = new FakeWorker(browser);
  await next.services.derive();
  const contents = await contentsIn(browser);
  await expectNoSpareKey(next, contents);
  expect(flow.isWhole(contents)).toBe(true);
  if (typeof outcome === 'object' && outcome !== null && 'value' in outcome) await flow.whenDone(contents, browser);
  await expectTruth(browser, contents);
  await expectNothingLost(browser, issuedBefore, contents);

  const before = browser.dump();
  await new FakeWorker(browser).services.derive();
  expect(browser.dump()).toBe(before);

  const left = browser.read(signIns);
  // A vault that is open leaves no sign-in in doubt.
  expect(Object.values(left).filter(({ state }) => state === 'asking')).toEqual([]);
  if (flow.again) {
    await next.outcome(() => flow.again?.(next) ?? Promise.resolve());
    await next.settle();
  }
  expect(new Set(browser.sts.codes).size).toBe(browser.sts.codes.length);
}

describe.each(Object.entries(FLOWS))('%s, cut at every call', (_, flow) => {
  it.each<[Cut['worker']]>([['dies'], ['fails']])(
    'when the worker %s',
    async (ending) => {
      const base = await flow.prepare();
      base.crypto = rememberingCrypto();
      const whole = base.copy();
      const dry = new FakeWorker(whole);
      const done = await dry.outcome(() => flow.run(dry));
      await dry.settle();
      expect(done).toHaveProperty('value');
      expect(dry.failures).toEqual([]);
      await check(flow, whole, base.sts.issued.length, done);

      const wrong: string[] = [];
      const cuts = cutsOf(dry.calls, ending);
      expect(cuts.length).toBeGreaterThan(5);
      for (const cut of cuts) {
        const browser = base.copy();
        const worker = new FakeWorker(browser, cut);
        const outcome = await worker.outcome(() => flow.run(worker));
        await worker.outcome(() => worker.settle());
        try {
          await check(flow, browser, base.sts.issued.length, outcome);
        } catch (error) {
          wrong.push(`${ending} ${cut.when} call ${cut.at}, ${dry.calls[cut.at - 1]}: ${String(error).split('\n')[0]}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

describe('a session that ends while locked, cut at every call', () => {
  it.each<[Cut['worker']]>([['dies'], ['fails']])(
    'when the worker %s',
    async (ending) => {
      const base = await usual();
      const opened = new FakeWorker(base);
      const { id: endedId } = base.read(overview)?.sessions[0] ?? {};
      const { id: liveId } = await signIn(DEV)(opened);
      await opened.send('lock-vault', {});
      await opened.settle();
      base.crypto = rememberingCrypto();
      base.nowMs += 30 * 60_000;
      const dry = new FakeWorker(base.copy());
      await dry.services.derive();
      await dry.settle();
      const cuts = cutsOf(dry.calls, ending);
      expect(cuts.length).toBeGreaterThan(5);
      for (const cut of cuts) {
        const browser = base.copy();
        const worker = new FakeWorker(browser, cut);
        await worker.outcome(() => worker.services.derive());
        await worker.outcome(() => worker.settle());
        const told = `${ending} ${cut.when} call ${cut.at}, ${dry.calls[cut.at - 1]}`;
        // Never dropped before its end is noted.
        const isDropped = !(String(endedId) in (browser.stored('local', 'vault.sessions') as object));
        if (isDropped) expect(browser.read(ended), told).toMatchObject([{ id: endedId, by: 'expiry' }]);
        await new FakeWorker(browser).services.derive();
        expect(Object.keys(browser.stored('local', 'vault.sessions') as object), told).toEqual([liveId]);
        // What the browser refuses to show is done with.
        const isRefused = ending === 'fails' && cut.when === 'before' && told.includes('notifications.sho');
        const notices = browser.cameUp.filter((id) => id.startsWith(`notice.${endedId}`));
        expect(notices.length, told).toBe(isRefused ? 0 : 1);
        const contents = await contentsIn(browser);
        expect(
          contents?.sessions.map(({ id }) => id),
          told,
        ).toEqual([liveId]);
        expect(browser.read(ended), told).toMatchObject([{ id: endedId, by: 'expiry' }]);
      }
    },
    120_000,
  );
});

/** Where to cut. A worker that dies over a call without effect leaves what one leaves that dies after the effect before it. */
function cutsOf(calls: readonly string[], worker: Cut['worker']): Cut[] {
  return calls.flatMap((call, index): Cut[] => {
    const before: Cut = { at: index + 1, when: 'before', worker };
    if (hasEffect(call)) return [before, { ...before, when: 'after' }];
    return worker === 'dies' ? [] : [before];
  });
}

function hasEffect(call: string): boolean {
  return /^((session|local)\.(set|remove)|replica\.write|deviceKeys\.(write|clear)|sts\.|alarms\.)/.test(call);
}
