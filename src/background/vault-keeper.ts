import { AppError } from '../core/errors.ts';
import { OVERVIEW_PROFILES, type Overview, type UnlockMethod, type VaultState } from '../core/safe-index.ts';
import type { NewVault } from '../messages/protocol.ts';
import { entry, pickItem, readItem, writeItem } from '../storage/item.ts';
import {
  clockOffset,
  EMPTY_OVERVIEW,
  keptLocked,
  overview,
  profileIndex,
  recentProfiles,
  schedule,
  settings,
  unlockedKey,
} from '../storage/items.ts';
import { type Bytes, fromBase64, toBase64 } from '../vault/base64.ts';
import type { VaultContents } from '../vault/contents.ts';
import { createVaultId, createVaultKey } from '../vault/data-key.ts';
import { newHeader, type VaultHeader } from '../vault/header.ts';
import { VaultStore } from '../vault/store.ts';
import { makeThisBrowserSlot, openThisBrowserSlot } from '../vault/this-browser-slot.ts';
import type { Outside } from './outside.ts';
import { overviewOf, scheduleOf, summaryOf } from './overview.ts';

const VAULT_LOCK = 'vault';
/** A clock set back further than this while unlocked locks: the time without use can no longer be told. */
const CLOCK_SET_BACK_MS = 2 * 60_000;
/** Use is noted at most this often, so that reading does not write each time. */
const USE_NOTED_EVERY_MS = 60_000;

/**
 * The one owner of the vault in the background: opens it with the key in session storage, locks it, and writes what pages may see of
 * it after every change. Remembers nothing itself: the worker may end between any two calls.
 */
export class VaultKeeper {
  private readonly outside: Outside;
  private readonly store: VaultStore;

  constructor(outside: Outside) {
    this.outside = outside;
    this.store = new VaultStore({ crypto: outside.crypto, area: outside.areas.local, replica: outside.replica });
  }

  /** The server's time as far as it is known, milliseconds since the epoch. */
  async serverNow(): Promise<number> {
    return this.outside.now() + (await readItem(this.outside.areas, clockOffset));
  }

  /**
   * Creates the vault and leaves it unlocked.
   * @throws {AppError} `vault-exists`, `bad-request`, storage errors
   */
  async create(request: NewVault): Promise<void> {
    await this.locked(async () => {
      const { header, dataKey } =
        request.protection === 'passphrase'
          ? { header: request.header, dataKey: keyBytes(request.dataKey) }
          : await this.thisBrowserHeader();
      await this.store.create(header, dataKey);
      await this.rememberKey(dataKey);
    });
    await this.refresh();
  }

  /** @throws {AppError} `wrong-passphrase` when the key is not this vault's, vault errors */
  async unlock(dataKey: string): Promise<void> {
    const key = keyBytes(dataKey);
    try {
      await this.locked(() => this.store.read(key));
    } catch (error) {
      throw error instanceof AppError && error.code === 'vault-locked' ? new AppError('wrong-passphrase') : error;
    }
    await this.rememberKey(key);
    await this.refresh();
  }

  /** @throws {AppError} `device-key-missing`, vault errors */
  async unlockWithThisBrowser(): Promise<void> {
    await this.rememberKey(await this.thisBrowserKey(await this.store.readHeader()));
    await this.refresh();
  }

  /** Forgets the key. Names and ends stay in session storage for the countdown. */
  async lock(): Promise<void> {
    const { areas } = this.outside;
    await areas.session.remove([unlockedKey.key]);
    await areas.session.set(entry(keptLocked, true));
    await this.refresh();
  }

  /** @throws {AppError} `vault-locked`, `bad-request`, `busy` */
  async replaceSlots(header: string, dataKey: string): Promise<void> {
    await this.locked(() => this.store.replaceHeader(keyBytes(dataKey), header));
    await this.refresh();
  }

  /** @throws {AppError} `vault-locked`, vault errors */
  async read(): Promise<VaultContents> {
    const key = await this.key();
    return (await this.locked(() => this.store.read(key))).contents;
  }

  /**
   * Reads, changes, writes, and refreshes what pages see. `change` gives the new contents or throws to leave all as it is.
   * `key` is for work that began while unlocked and must not be lost to a lock meanwhile: what it writes is sealed all the same.
   * `also` are session items to write in one go with the refreshed view.
   */
  async update(
    change: (contents: VaultContents) => VaultContents,
    { key, also = {} }: { key?: Bytes; also?: Record<string, unknown> } = {},
  ): Promise<void> {
    const with_ = key ?? (await this.key());
    await this.locked(() => this.store.update(with_, change));
    await this.refresh({ key: with_, also });
  }

  /**
   * The data key while unlocked. Enforces the lock after a time without use, which an alarm alone could miss.
   * @throws {AppError} `vault-locked`; `vault-missing` and the like where that is the reason
   */
  async key(): Promise<Bytes> {
    const { areas } = this.outside;
    const stored = await areas.session.get([unlockedKey.key, keptLocked.key]);
    const held = pickItem(unlockedKey, stored);
    if (held) {
      const now = this.outside.now();
      const limitMs = await this.lockAfterMs();
      const unusedMs = now - held.usedAtMs;
      if (unusedMs < -CLOCK_SET_BACK_MS || unusedMs >= limitMs) {
        await this.lock();
        throw new AppError('vault-locked');
      }
      if (unusedMs > USE_NOTED_EVERY_MS) await this.rememberKey(keyBytes(held.dataKey));
      return keyBytes(held.dataKey);
    }
    if (pickItem(keptLocked, stored)) throw new AppError('vault-locked');
    const header = await this.store.readHeader();
    if (!header.slots.some((slot) => slot.kind === 'this-browser')) throw new AppError('vault-locked');
    const key = await this.thisBrowserKey(header);
    await this.rememberKey(key);
    return key;
  }

  /**
   * Writes the overview, the index and the schedule afresh from what is stored. Locked, it keeps the names it had. Running it twice
   * changes nothing.
   */
  async refresh({ key, also = {} }: { key?: Bytes; also?: Record<string, unknown> } = {}): Promise<Overview> {
    const { areas } = this.outside;
    const { state, methods } = await this.state();
    if (state !== 'unlocked' && !key) {
      const before = (await readItem(areas, overview)) ?? EMPTY_OVERVIEW;
      const next: Overview =
        state === 'locked' ? { ...before, vault: state, unlockMethods: methods } : { ...EMPTY_OVERVIEW, vault: state };
      await areas.session.set({ ...entry(overview, next), ...also });
      return next;
    }
    const dataKey = key ?? (await this.key());
    const { contents } = await this.locked(() => this.store.read(dataKey));
    const local = await areas.local.get([settings.key, recentProfiles.key]);
    const { selectedProfileId } = pickItem(settings, local);
    const derived = overviewOf(
      contents,
      { recentIds: pickItem(recentProfiles, local), ...(selectedProfileId !== undefined && { selectedProfileId }) },
      methods,
      await this.serverNow(),
    );
    const next: Overview = { ...derived, vault: state };
    await areas.session.set({
      ...entry(overview, next),
      ...entry(profileIndex, JSON.stringify(contents.profiles.map(summaryOf))),
      ...also,
    });
    await writeItem(areas, schedule, scheduleOf(next));
    return next;
  }

  /** When the time without use will be over, milliseconds since the epoch; `undefined` while locked or without such a limit. */
  async lockDeadline(): Promise<number | undefined> {
    const held = await readItem(this.outside.areas, unlockedKey);
    const deadline = held ? held.usedAtMs + (await this.lockAfterMs()) : Number.POSITIVE_INFINITY;
    return Number.isFinite(deadline) ? deadline : undefined;
  }

  /** Notes that a profile was used, for the order in the picker. */
  async noteUse(profileId: string): Promise<void> {
    const { areas } = this.outside;
    const ids = await readItem(areas, recentProfiles);
    if (ids[0] === profileId) return;
    const next = [profileId, ...ids.filter((id) => id !== profileId)].slice(0, OVERVIEW_PROFILES);
    await writeItem(areas, recentProfiles, next);
  }

  private async state(): Promise<{ state: VaultState; methods: UnlockMethod[] }> {
    try {
      const header = await this.store.readHeader();
      const methods = header.slots
        .map((slot) => slot.kind)
        .filter((kind) => kind === 'passphrase' || kind === 'this-browser');
      try {
        await this.key();
        return { state: 'unlocked', methods };
      } catch (error) {
        if (error instanceof AppError && LOCKED.includes(error.code)) return { state: 'locked', methods };
        throw error;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'vault-missing') return { state: 'missing', methods: [] };
      if (error.code === 'vault-newer') return { state: 'newer', methods: [] };
      if (error.code === 'vault-damaged') return { state: 'unreadable', methods: [] };
      throw error;
    }
  }

  private async lockAfterMs(): Promise<number> {
    const { lockAfterMinutes } = await readItem(this.outside.areas, settings);
    return lockAfterMinutes === 0 ? Number.POSITIVE_INFINITY : lockAfterMinutes * 60_000;
  }

  private async rememberKey(dataKey: Bytes): Promise<void> {
    await this.outside.areas.session.set({
      ...entry(unlockedKey, { dataKey: toBase64(dataKey), usedAtMs: this.outside.now() }),
      ...entry(keptLocked, false),
    });
  }

  private async thisBrowserHeader(): Promise<{ header: string; dataKey: Bytes }> {
    const { crypto, deviceKeys } = this.outside;
    const dataKey = createVaultKey(crypto);
    const vaultId = createVaultId(crypto);
    const keyId = createVaultId(crypto);
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await deviceKeys.write(keyId, key);
    const slot = await makeThisBrowserSlot({ crypto, key, keyId, vaultId, dataKey });
    const { text } = await newHeader({ crypto, dataKey, vaultId, slots: [slot] });
    return { header: text, dataKey };
  }

  private async thisBrowserKey(header: VaultHeader): Promise<Bytes> {
    const slot = header.slots.find((item) => item.kind === 'this-browser');
    const key = slot && (await this.outside.deviceKeys.read(slot.keyId));
    if (!slot || !key) throw new AppError('device-key-missing');
    return openThisBrowserSlot({ crypto: this.outside.crypto, header, slot, key });
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return this.outside.lock(VAULT_LOCK, work);
  }
}

const LOCKED = ['vault-locked', 'device-key-missing'];

function keyBytes(dataKey: string): Bytes {
  const bytes = fromBase64(dataKey);
  if (bytes?.length !== 32) throw new AppError('bad-request', { params: { field: 'dataKey' } });
  return bytes;
}
