import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../messages/client.ts';
import type { Send } from '../messages/protocol.ts';
import { createRouter } from '../messages/router.ts';
import type { Sender } from '../messages/sender.ts';
import { overview } from '../storage/items.ts';
import { draftOf } from '../testing/background-examples.ts';
import { FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import type { KeySlot } from '../vault/header.ts';
import { PassphraseBrake } from './passphrase-brake.ts';
import { passphrasePort } from './passphrase-port.ts';

/** The page's and the background's storage are one; each test has a browser of its own. */
const world = vi.hoisted(() => ({ worker: undefined as unknown as FakeWorker }));

vi.mock('../platform/storage-areas.ts', () => ({
  storageAreas: {
    get local() {
      return world.worker.outside.areas.local;
    },
    get session() {
      return world.worker.outside.areas.session;
    },
  },
}));
vi.mock('../platform/indexed-db.ts', () => ({
  vaultReplica: {
    read: () => world.worker.outside.replica.read(),
    write: (value: unknown) => world.worker.outside.replica.write(value),
  },
}));

vi.mock('../vault/argon2.ts', async (importOriginal) => {
  const { argon2id } = await importOriginal<typeof import('../vault/argon2.ts')>();
  // The real one, with a thousandth of the memory: what it costs is tested where it is decided.
  const cheap: typeof argon2id = (input) => argon2id({ ...input, memoryKiB: 64, iterations: 1 });
  return { argon2id: cheap };
});

const PASSPHRASE = 'correct horse battery staple';
const NEXT = 'une autre phrase secrète';
const SELF = { id: 'stint', pageRoot: 'chrome-extension://stint/' };
const POPUP: Sender = { id: SELF.id, url: `${SELF.pageRoot}src/popup/index.html`, fromTab: false };

let browser: FakeBrowser;
let send: Send;
/** Everything that went over the wire, as text. */
let wire: string[];

function wakeWorker(): void {
  world.worker = new FakeWorker(browser);
  const route = createRouter(world.worker.services.handlers, SELF);
  send = createClient(async (message) => {
    wire.push(JSON.stringify(message));
    return route(JSON.parse(JSON.stringify(message)), POPUP);
  });
}

/** Nobody waits in these tests; the brake has its own. */
const items = new Map<string, string>();
const brake = new PassphraseBrake({
  storage: {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  },
  nowMs: () => 0,
  pause: async () => {},
});

beforeEach(() => {
  items.clear();
  browser = new FakeBrowser();
  wire = [];
  wakeWorker();
});

const vaultState = () => browser.read(overview)?.vault;

function slotInStorage(): KeySlot | undefined {
  const stored = browser.stored('local', 'vault.0') as { header: string };
  return (JSON.parse(stored.header) as { slots: KeySlot[] }).slots[0];
}

describe('passphrasePort', () => {
  it('creates a vault that its passphrase opens, no other one, until it is changed', async () => {
    await passphrasePort(send, brake).createVault(PASSPHRASE);
    expect(vaultState()).toBe('unlocked');
    const { profileId } = await send('save-profile', { draft: draftOf('prod') });
    const first = slotInStorage();
    if (first?.kind !== 'passphrase') throw new Error('there is no passphrase slot');
    // Never below 64 MiB and three passes, however slow this computer is.
    expect(first.kdf.memoryKiB).toBeGreaterThanOrEqual(64 * 1024);
    expect(first.kdf.iterations).toBe(3);

    await send('lock-vault', {});
    wakeWorker();
    await expect(passphrasePort(send, brake).unlock(`${PASSPHRASE}r`)).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    await expect(passphrasePort(send, brake).unlock('')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(vaultState()).toBe('locked');
    expect(items.get('wrongPassphrases')).toContain('"times":2');
    await passphrasePort(send, brake).unlock(PASSPHRASE);
    expect(vaultState()).toBe('unlocked');

    const before = browser.dump();
    await expect(passphrasePort(send, brake).change(NEXT, PASSPHRASE)).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    await expect(passphrasePort(send, brake).change(PASSPHRASE, 'short')).rejects.toMatchObject({
      code: 'passphrase-too-short',
      params: { minimum: 10 },
    });
    expect(browser.dump()).toBe(before);

    await passphrasePort(send, brake).change(PASSPHRASE, NEXT);
    await send('lock-vault', {});
    await expect(passphrasePort(send, brake).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    // An accent typed as a letter and a mark is the same accent.
    await passphrasePort(send, brake).unlock(NEXT.normalize('NFD'));
    await expect(send('read-profile', { profileId })).resolves.toMatchObject({ name: 'prod' });
    expect(slotInStorage()).not.toEqual(first);

    // Passphrases stay in the page.
    for (const passphrase of [PASSPHRASE, NEXT, NEXT.normalize('NFD')]) {
      expect(wire.join()).not.toContain(passphrase);
      expect(browser.dump()).not.toContain(passphrase);
    }
  });

  it('makes no vault with a passphrase that is too short, nor a second one', async () => {
    await expect(passphrasePort(send, brake).createVault('123456789')).rejects.toMatchObject({
      code: 'passphrase-too-short',
    });
    expect(browser.areas.local.size).toBe(0);
    expect(wire).toEqual([]);
    await send('create-vault', { protection: 'this-browser' });
    const before = browser.areas.local.get('vault.0');
    await expect(passphrasePort(send, brake).createVault(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-exists' });
    expect(browser.areas.local.get('vault.0')).toBe(before);
  });

  it('gives a vault for this browser a passphrase, which alone opens it from then on', async () => {
    await send('create-vault', { protection: 'this-browser' });
    const { profileId } = await send('save-profile', { draft: draftOf('prod') });
    await passphrasePort(send, brake).protect(PASSPHRASE);
    expect(browser.read(overview)).toMatchObject({ vault: 'unlocked', unlockMethods: ['passphrase'] });
    expect(browser.dump()).not.toContain('"this-browser"');
    browser.restart();
    wakeWorker();
    await send('reconcile', {});
    expect(vaultState()).toBe('locked');
    await expect(send('unlock-with-this-browser', {})).rejects.toMatchObject({ code: 'device-key-missing' });
    await expect(passphrasePort(send, brake).protect(NEXT)).rejects.toMatchObject({ code: 'vault-locked' });
    await passphrasePort(send, brake).unlock(PASSPHRASE);
    await expect(send('read-profile', { profileId })).resolves.toMatchObject({ name: 'prod' });
    expect(wire.join()).not.toContain(PASSPHRASE);
  });

  it('opens a vault for this browser with no passphrase at all', async () => {
    await send('create-vault', { protection: 'this-browser' });
    await expect(passphrasePort(send, brake).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' });
  });

  it('says that there is nothing to open, or that it cannot be read', async () => {
    await expect(passphrasePort(send, brake).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-missing' });
    browser.store('local', 'vault.0', { format: 2 });
    await expect(passphrasePort(send, brake).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-newer' });
    browser.store('local', 'vault.0', 'garbage');
    await expect(passphrasePort(send, brake).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-damaged' });
    await expect(passphrasePort(send, brake).change(PASSPHRASE, NEXT)).rejects.toMatchObject({ code: 'vault-damaged' });
    await expect(passphrasePort(send, brake).createVault(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-exists' });
  });

  it('of two changes made at once the second is refused', async () => {
    await passphrasePort(send, brake).createVault(PASSPHRASE);
    const outcomes = await Promise.allSettled([
      passphrasePort(send, brake).change(PASSPHRASE, NEXT),
      passphrasePort(send, brake).change(PASSPHRASE, 'and yet another one'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'busy' } });
  });
});
