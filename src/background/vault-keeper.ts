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
  overview,
  profileIndex,
  recentProfiles,
  schedule,
  settings,
  vaultReport,
} from '../storage/items.ts';
import { type Bytes, fromBase64 } from '../vault/base64.ts';
import { EMPTY_CONTENTS, type VaultContents } from '../vault/contents.ts';
import { KEY_BYTES } from '../vault/data-key.ts';
import { type VaultHealth, type VaultSnapshot, VaultStore } from '../vault/store.ts';
import { KeyHolder } from './key-holder.ts';
import type { Outside } from './outside.ts';
import { indexOf, overviewOf, scheduleOf } from './overview.ts';

/** Guards the vault's copies: taken last, and held for one reading or writing only. */
const VAULT_LOCK = 'vault';
/** Held as well while they are written. */
export const VAULT_WRITING = 'vault-writing';
/** Guards what pages see, so that an older view is never written over a newer one. */
const VIEW_LOCK = 'view';
/** What the vault counts as when it cannot be read, and why. */
const STATE_OF: Partial<Record<ErrorCode, Exclude<VaultState, 'unlocked'>>> = {
  'vault-missing': 'missing',
  'vault-newer': 'newer',
  'vault-damaged': 'unreadable',
  'vault-locked': 'locked',
};

/**
 * The one owner of the vault in the background: opens it with the key in session storage, locks it, and writes what pages may see of
 * it after every change. It goes by storage: the worker may end between any two calls.
 */
export class VaultKeeper {
  private readonly outside: Outside;
  private readonly store: VaultStore;
  private readonly keys: KeyHolder;
  /** The index of profiles as this worker wrote it last. It is large, and told to every page whenever it is written. */
  private writtenIndex: string | undefined;

  constructor(outside: Outside) {
    this.outside = outside;
    this.store = new VaultStore({ crypto: outside.crypto, area: outside.areas.local, replica: outside.replica });
    this.keys = new KeyHolder(outside, this.store);
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
          : await this.keys.newForThisBrowser();
      await this.store.create(header, dataKey);
      await this.keys.hold(dataKey);
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
    await this.keys.hold(key);
    await this.refresh();
  }

  /** @throws {AppError} `device-key-missing`, vault errors */
  async unlockWithThisBrowser(): Promise<void> {
    await this.keys.hold(await this.keys.ofThisBrowser(await this.store.readHeader()));
    await this.refresh();
  }

  /** Forgets the key. Names and ends stay in session storage for the countdown. */
  async lock(): Promise<void> {
    await this.keys.forget();
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
      const held = await this.keys.held();
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

  /** Drops the sealed credentials of these sessions, locked as the vault may be. @throws {AppError} storage errors */
  dropSessions(ids: readonly string[]): Promise<void> {
    return this.writing(() => this.store.dropSessions(ids));
  }

  /**
   * The data key while unlocked; asking for it counts as use.
   * @throws {AppError} `vault-locked`; `vault-missing` and the like where that is the reason
   */
  async key(): Promise<Bytes> {
    const held = await this.keys.use();
    if (held) return held.key;
    // The time without use may have run out just now.
    await this.refresh();
    throw new AppError('vault-locked');
  }

  /** Notes that the user is here, so that the vault does not lock under their hands. Where there is none to read, nothing is noted. */
  async noteUser(): Promise<void> {
    try {
      await this.keys.use();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  /**
   * Writes the overview, the index and the schedule afresh from what is stored. Locked, it keeps the names it had. Running it twice
   * changes nothing.
   */
  refresh({ key, also = {} }: { key?: Bytes; also?: Record<string, unknown> } = {}): Promise<Overview> {
    return this.outside.lock(VIEW_LOCK, async () => {
      const { next, index, sessions } = await this.derive(key);
      const isNewIndex = index !== undefined && index !== this.writtenIndex;
      const entries = { ...entry(overview, next), ...(isNewIndex && entry(profileIndex, index)), ...also };
      await Promise.all([writeEntries(this.outside.areas.session, entries), sessions && this.writeSchedule(sessions)]);
      if (isNewIndex) this.writtenIndex = index;
      return next;
    });
  }

  /** When the time without use will be over, milliseconds since the epoch; `undefined` while locked or without such a limit. */
  lockDeadline(): Promise<number | undefined> {
    return this.keys.lockDeadline();
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
      const held = await this.keys.held();
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
      await this.keys.forget();
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

  /** What was found wrong with a copy was read by the user. */
  async dismissReport(): Promise<void> {
    await this.outside.areas[vaultReport.area].remove([vaultReport.key]);
    await this.refresh();
  }

  private async open(key: Bytes): Promise<VaultSnapshot> {
    const snapshot = await this.locked(async () => {
      const read = await this.store.read(key);
      await this.keys.tidy(read);
      return read;
    });
    await this.report(snapshot.health);
    return snapshot;
  }

  /** Notes what is wrong with a copy: the next reading finds it mended. */
  private async report({ damaged, lostSessions, olderCopy, unhealed }: VaultHealth): Promise<void> {
    const { areas } = this.outside;
    // A replica behind the rest is what a write that was cut short leaves: nobody has to be told.
    const found = lostSessions
      ? 'lost-session'
      : damaged > 0
        ? 'damaged-copy'
        : olderCopy === 'storage'
          ? 'older-copy'
          : unhealed
            ? 'copy-unreachable'
            : undefined;
    if (!found || (await readItem(areas, vaultReport)) !== undefined) return;
    try {
      await writeItem(areas, vaultReport, found);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  private async locked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.outside.lock(VAULT_LOCK, work);
    } finally {
      // What was under way when the vault was locked has its key still, and has left it with the store.
      if (!(await this.keys.isHeld())) this.store.forget();
    }
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
