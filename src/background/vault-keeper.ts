import { AppError, type ErrorCode } from '../core/errors.ts';
import {
  OVERVIEW_PROFILES,
  type Overview,
  type ScheduleEntry,
  type UnlockMethod,
  type VaultState,
} from '../core/safe-index.ts';
import type { NewVault } from '../messages/protocol.ts';
import { entry, pickItem, readItem, writeEntries, writeItem } from '../storage/item.ts';
import {
  clockOffset,
  EMPTY_OVERVIEW,
  ended,
  keptLocked,
  overview,
  profileIndex,
  recentProfiles,
  schedule,
  settings,
  unlockedKey,
  vaultReport,
} from '../storage/items.ts';
import { type Bytes, fromBase64, toBase64 } from '../vault/base64.ts';
import { EMPTY_CONTENTS, type VaultContents } from '../vault/contents.ts';
import { createVaultId, createVaultKey } from '../vault/data-key.ts';
import { newHeader, type VaultHeader } from '../vault/header.ts';
import { type VaultHealth, type VaultSnapshot, VaultStore } from '../vault/store.ts';
import { makeThisBrowserSlot, openThisBrowserSlot } from '../vault/this-browser-slot.ts';
import type { Outside } from './outside.ts';
import { indexOf, overviewOf, scheduleOf } from './overview.ts';

/** Guards the vault's copies: taken last, and held for one reading or writing only. */
const VAULT_LOCK = 'vault';
/** Held as well while they are written. */
export const VAULT_WRITING = 'vault-writing';
/** Guards what pages see, so that an older view is never written over a newer one. */
const VIEW_LOCK = 'view';
/** Guards the key in session storage, so that a lock pressed meanwhile is not undone. */
const KEY_LOCK = 'key';
/** The length of a data key. */
const KEY_BYTES = 32;
/** A clock set back further than this while unlocked locks: the time without use can no longer be told. */
const CLOCK_SET_BACK_MS = 2 * 60_000;
/** Use is noted at most this often, so that reading does not write each time. */
const USE_NOTED_EVERY_MS = 60_000;

/** What session storage says of the key at this moment. */
type KeyState =
  | { readonly kind: 'held'; readonly key: Bytes; readonly usedAtMs: number }
  /** Held, but the time without use is over. */
  | { readonly kind: 'overdue' }
  /** Locked by the user or by that time. */
  | { readonly kind: 'locked' }
  /** Nobody has opened or locked since the browser started: a vault for this browser only may open by itself. */
  | { readonly kind: 'untouched' };

const LOCKED: KeyState = { kind: 'locked' };

/** What the vault counts as when it cannot be read, and why. */
const STATE_OF: Partial<Record<ErrorCode, Exclude<VaultState, 'unlocked'>>> = {
  'vault-missing': 'missing',
  'vault-newer': 'newer',
  'vault-damaged': 'unreadable',
  'vault-locked': 'locked',
};

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
    await this.writing(async () => {
      // Before a key is made for a vault that will not be.
      if (await this.store.exists()) throw new AppError('vault-exists');
      const { header, dataKey } =
        request.protection === 'passphrase'
          ? { header: request.header, dataKey: keyBytes(request.dataKey) }
          : await this.thisBrowserHeader();
      await this.store.create(header, dataKey);
      await this.holdKey(dataKey);
    });
    await this.refresh();
  }

  /** @throws {AppError} `wrong-passphrase` when the key is not this vault's, vault errors */
  async unlock(dataKey: string): Promise<void> {
    const key = keyBytes(dataKey);
    try {
      await this.open(key);
    } catch (error) {
      throw error instanceof AppError && error.code === 'vault-locked' ? new AppError('wrong-passphrase') : error;
    }
    await this.holdKey(key);
    await this.refresh();
  }

  /** @throws {AppError} `device-key-missing`, vault errors */
  async unlockWithThisBrowser(): Promise<void> {
    await this.holdKey(await this.thisBrowserKey(await this.store.readHeader()));
    await this.refresh();
  }

  /** Forgets the key. Names and ends stay in session storage for the countdown. */
  async lock(): Promise<void> {
    await this.outside.lock(KEY_LOCK, () => this.writeKey(LOCKED));
    await this.refresh();
  }

  /** @throws {AppError} `vault-locked`, `bad-request`, `busy` */
  async replaceSlots(header: string, dataKey: string): Promise<void> {
    await this.writing(() => this.store.replaceHeader(keyBytes(dataKey), header));
    await this.refresh();
  }

  /** @throws {AppError} `vault-locked`, vault errors */
  async read(): Promise<VaultContents> {
    const key = await this.key();
    return (await this.open(key)).contents;
  }

  /** The contents with their key when the vault can be read as things are, else `undefined`. Does not count as use. */
  async peek(): Promise<{ readonly contents: VaultContents; readonly key: Bytes } | undefined> {
    try {
      const held = await this.held();
      return held && { key: held.key, contents: (await this.open(held.key)).contents };
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
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
    await this.report((await this.writing(() => this.store.update(with_, change))).health);
    await this.refresh({ key: with_, also });
  }

  /**
   * The data key while unlocked; asking for it counts as use.
   * @throws {AppError} `vault-locked`; `vault-missing` and the like where that is the reason
   */
  async key(): Promise<Bytes> {
    const held = await this.noteKeyUse();
    if (held) return held.key;
    // The time without use may have run out just now.
    await this.refresh();
    throw new AppError('vault-locked');
  }

  /** Notes that the user is here, so that the vault does not lock under their hands. Where there is none to read, nothing is noted. */
  async noteUser(): Promise<void> {
    try {
      await this.noteKeyUse();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** @returns the key, while unlocked */
  private async noteKeyUse(): Promise<{ readonly key: Bytes } | undefined> {
    const held = await this.held();
    if (!held || this.outside.now() - held.usedAtMs <= USE_NOTED_EVERY_MS) return held;
    return this.outside.lock(KEY_LOCK, async () => {
      // Looked at again: a key that was forgotten meanwhile stays forgotten.
      const now = await this.keyState();
      if (now.kind !== 'held') return undefined;
      await this.writeKey({ ...now, usedAtMs: this.outside.now() });
      return now;
    });
  }

  /**
   * Writes the overview, the index and the schedule afresh from what is stored. Locked, it keeps the names it had. Running it twice
   * changes nothing.
   */
  refresh({ key, also = {} }: { key?: Bytes; also?: Record<string, unknown> } = {}): Promise<Overview> {
    return this.outside.lock(VIEW_LOCK, async () => {
      const { next, index, sessions } = await this.derive(key);
      const entries = { ...entry(overview, next), ...(index !== undefined && entry(profileIndex, index)), ...also };
      await Promise.all([writeEntries(this.outside.areas.session, entries), sessions && this.writeSchedule(sessions)]);
      return next;
    });
  }

  /** When the time without use will be over, milliseconds since the epoch; `undefined` while locked or without such a limit. */
  async lockDeadline(): Promise<number | undefined> {
    const held = await readItem(this.outside.areas, unlockedKey);
    const deadline = held ? held.usedAtMs + (await this.lockAfterMs()) : Number.POSITIVE_INFINITY;
    return Number.isFinite(deadline) ? deadline : undefined;
  }

  /** Notes that a profile was used, for the order in the picker: no more than a comfort, so no reason for anything to fail. */
  async noteUse(profileId: string): Promise<void> {
    const { areas } = this.outside;
    const ids = await readItem(areas, recentProfiles);
    if (ids[0] === profileId) return;
    const next = [profileId, ...ids.filter((id) => id !== profileId)].slice(0, OVERVIEW_PROFILES);
    try {
      await writeItem(areas, recentProfiles, next);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** What pages may see now, and the whole index of profiles while the contents can be read. */
  private async derive(
    key: Bytes | undefined,
  ): Promise<{ next: Overview; index?: string; sessions?: readonly ScheduleEntry[] }> {
    try {
      const header = await this.store.readHeader();
      const methods = header.slots
        .map((slot) => slot.kind)
        .filter((kind) => kind === 'passphrase' || kind === 'this-browser');
      const held = await this.held();
      const state: VaultState = held ? 'unlocked' : 'locked';
      const opensIt = key ?? held?.key;
      if (!opensIt) return { next: await this.lockedOverview(methods) };
      const { contents } = await this.open(opensIt);
      return {
        next: { ...(await this.openOverview(contents, methods)), vault: state },
        index: indexOf(contents),
        sessions: scheduleOf(contents),
      };
    } catch (error) {
      const vault = error instanceof AppError ? STATE_OF[error.code] : undefined;
      if (!vault) throw error;
      if (vault !== 'locked') {
        // What cannot be read at this moment is not gone.
        const sessions = vault === 'missing' ? { sessions: [] } : {};
        return { next: { ...EMPTY_OVERVIEW, vault }, index: indexOf(EMPTY_CONTENTS), ...sessions };
      }
      // The key in hand is another vault's: it opens nothing here.
      await this.outside.lock(KEY_LOCK, () => this.writeKey(LOCKED));
      return this.derive(undefined);
    }
  }

  private async lockedOverview(unlockMethods: readonly UnlockMethod[]): Promise<Overview> {
    const before = (await readItem(this.outside.areas, overview)) ?? EMPTY_OVERVIEW;
    return { ...before, vault: 'locked', unlockMethods };
  }

  private async openOverview(contents: VaultContents, unlockMethods: readonly UnlockMethod[]): Promise<Overview> {
    const local = await this.outside.areas.local.get([settings.key, recentProfiles.key, ended.key]);
    const { selectedProfileId } = pickItem(settings, local);
    const report = await readItem(this.outside.areas, vaultReport);
    return {
      ...overviewOf(
        contents,
        { recentIds: pickItem(recentProfiles, local), ...(selectedProfileId !== undefined && { selectedProfileId }) },
        unlockMethods,
        await this.serverNow(),
        pickItem(ended, local),
      ),
      ...(report && { report }),
    };
  }

  private async writeSchedule(next: readonly ScheduleEntry[]): Promise<void> {
    const { areas } = this.outside;
    // It lies on disk: not at every opening of the popup.
    if (JSON.stringify(await readItem(areas, schedule)) !== JSON.stringify(next))
      await writeItem(areas, schedule, next);
  }

  /** The key in session storage, or the one this browser keeps for a vault that opens by itself. Does not count as use. */
  private async held(): Promise<Extract<KeyState, { kind: 'held' }> | undefined> {
    let now = await this.keyState();
    if (now.kind === 'overdue' || now.kind === 'untouched') {
      now = await this.outside.lock(KEY_LOCK, () => this.settleKey());
    }
    return now.kind === 'held' ? now : undefined;
  }

  /** Forgets a key that is overdue, and opens a vault that opens by itself. The caller holds the key's lock. */
  private async settleKey(): Promise<KeyState> {
    // Looked at again: two may come here at once, and the user may have locked or unlocked meanwhile.
    const now = await this.keyState();
    if (now.kind === 'overdue') return this.writeKey(LOCKED);
    if (now.kind !== 'untouched') return now;
    const header = await this.store.readHeader();
    if (!header.slots.some((slot) => slot.kind === 'this-browser')) return LOCKED;
    try {
      return await this.writeKey({
        kind: 'held',
        key: await this.thisBrowserKey(header),
        usedAtMs: this.outside.now(),
      });
    } catch (error) {
      // Asked to unlock, the user is told so.
      if (error instanceof AppError && error.code === 'device-key-missing') return LOCKED;
      throw error;
    }
  }

  private async keyState(): Promise<KeyState> {
    const stored = await this.outside.areas.session.get([unlockedKey.key, keptLocked.key]);
    const held = pickItem(unlockedKey, stored);
    const key = held && fromBase64(held.dataKey);
    if (!held || key?.length !== KEY_BYTES) return pickItem(keptLocked, stored) ? LOCKED : { kind: 'untouched' };
    const unusedMs = this.outside.now() - held.usedAtMs;
    const isOverdue = unusedMs < -CLOCK_SET_BACK_MS || unusedMs >= (await this.lockAfterMs());
    return isOverdue ? { kind: 'overdue' } : { kind: 'held', key, usedAtMs: held.usedAtMs };
  }

  /** Writes the state of the key in one go. The caller holds the key's lock. */
  private async writeKey<S extends KeyState>(next: S): Promise<S> {
    const held = next.kind === 'held' ? { dataKey: toBase64(next.key), usedAtMs: next.usedAtMs } : undefined;
    // Storage has no `undefined`: it would keep what is there.
    const entries = { [unlockedKey.key]: held ?? null, ...entry(keptLocked, !held) };
    await writeEntries(this.outside.areas.session, entries);
    return next;
  }

  private async holdKey(key: Bytes): Promise<void> {
    await this.outside.lock(KEY_LOCK, () => this.writeKey({ kind: 'held', key, usedAtMs: this.outside.now() }));
  }

  private async lockAfterMs(): Promise<number> {
    const { lockAfterMinutes } = await readItem(this.outside.areas, settings);
    return lockAfterMinutes === 0 ? Number.POSITIVE_INFINITY : lockAfterMinutes * 60_000;
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

  /** What was found wrong with a copy was read by the user. */
  async dismissReport(): Promise<void> {
    await this.outside.areas[vaultReport.area].remove([vaultReport.key]);
    await this.refresh();
  }

  private async open(key: Bytes): Promise<VaultSnapshot> {
    const snapshot = await this.locked(() => this.store.read(key));
    await this.report(snapshot.health);
    return snapshot;
  }

  /** Notes what is wrong with a copy: the next reading finds it mended. */
  private async report({ damaged, olderCopy, unhealed }: VaultHealth): Promise<void> {
    const { areas } = this.outside;
    // A replica behind the rest is what a write that was cut short leaves: nobody has to be told.
    const found =
      damaged > 0 ? 'damaged-copy' : olderCopy === 'storage' ? 'older-copy' : unhealed ? 'copy-unreachable' : undefined;
    if (!found || (await readItem(areas, vaultReport)) !== undefined) return;
    try {
      await writeItem(areas, vaultReport, found);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return this.outside.lock(VAULT_LOCK, work);
  }

  private writing<T>(work: () => Promise<T>): Promise<T> {
    return this.locked(() => this.outside.lock(VAULT_WRITING, work));
  }
}

function keyBytes(dataKey: string): Bytes {
  const bytes = fromBase64(dataKey);
  if (bytes?.length !== KEY_BYTES) throw new AppError('bad-request', { params: { field: 'dataKey' } });
  return bytes;
}
