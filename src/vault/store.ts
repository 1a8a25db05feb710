import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';
import { EMPTY_CONTENTS, parseContents, type VaultContents } from './contents.ts';
import {
  anyCopy,
  type Copies,
  FIRST_KEY,
  headersOf,
  isSame,
  loadCopies,
  proveCopies,
  QUARANTINE_KEY,
  SECOND_KEY,
  SESSIONS_KEY,
  type StoredCopies,
  type VaultPlaces,
} from './copies.ts';
import type { VaultCrypto } from './data-key.ts';
import { type ProvedGeneration, type SealedVault, sealGeneration } from './generation.ts';
import { parseHeader, type VaultHeader } from './header.ts';
import { Proofs } from './proofs.ts';
import { openRecords, recordsIn, recordsOf, type SessionRecords, tableOf } from './session-records.ts';

/** How many damaged records are kept aside: those of two bad days. */
const QUARANTINE_SIZE = 4;

/** What a reader found on its way to the newest generation. */
export interface VaultHealth {
  /** Copies were missing, damaged or behind, and all are whole again. */
  readonly repaired: boolean;
  /** How many of the three copies did not prove genuine. Their raw records are kept aside. */
  readonly damaged: number;
  /** Records of sessions did not prove genuine. They are kept aside; there is no other copy of them. */
  readonly lostSessions: boolean;
  /**
   * Which place held an older copy than the other, or than it should. `replica` is also what a write that was cut short
   * leaves behind; `storage` is not: either power was lost or somebody put an old copy back.
   */
  readonly olderCopy: false | 'storage' | 'replica';
  /** A copy could not be read or written: there is less redundancy than there should be. */
  readonly unhealed: boolean;
}

/** The vault as it was read. */
export interface VaultSnapshot {
  readonly contents: VaultContents;
  readonly sequence: number;
  readonly header: VaultHeader;
  readonly health: VaultHealth;
}

interface Opened {
  readonly stored: StoredCopies;
  readonly copies: Copies;
  readonly newest: ProvedGeneration;
  readonly snapshot: VaultSnapshot;
  readonly records: SessionRecords;
  /** What storage has to have besides, should healing have failed: what is damaged kept aside, and records without what was lost. */
  readonly due: Record<string, unknown>;
  /** What is sealed in the newest generation. Sessions in it are of a former Stint, and leave it with the next write. */
  readonly body: VaultContents;
}

/**
 * The vault at rest: two generations in the extension's storage and a replica in another database. A write replaces the older
 * generation, then the replica; a read takes the newest that proves genuine and heals the others. Records of a later Stint are
 * never touched, damaged ones are kept aside before they are healed over.
 *
 * Live sessions lie beside them, each in a record of its own in storage alone: a sign-in writes no generation, and a record can be
 * dropped without a key. Where storage has records, they are all the sessions there are.
 *
 * Between calls nothing is remembered but which records proved genuine (see {@link Proofs}), until `forget`. Whoever calls `create`, `read`, `update`, `replaceHeader` or `dropSessions` holds the vault's
 * Web Lock for the whole call; `exists` and `readHeader` only look and need none.
 *
 * Every method throws an {@link AppError} `storage-failed` when storage cannot be read. Every one that needs a vault throws
 * `vault-missing`, `vault-newer` or `vault-damaged` when there is none to go by, and those that take a data key `vault-locked` when
 * it is not this vault's.
 */
export class VaultStore {
  readonly #crypto: VaultCrypto;
  readonly #places: VaultPlaces;
  readonly #proofs = new Proofs();

  constructor(outside: VaultPlaces & { readonly crypto: VaultCrypto }) {
    this.#crypto = outside.crypto;
    this.#places = outside;
  }

  /** Whether anything of a vault is stored, readable or not. */
  async exists(): Promise<boolean> {
    return anyCopy(await loadCopies(this.#places));
  }

  /** The header of the newest generation, not yet proved genuine: tells which ways there are to open the vault. */
  async readHeader(): Promise<VaultHeader> {
    return headersOf(await loadCopies(this.#places))[0];
  }

  /**
   * Stores a new, empty vault.
   * @throws {AppError} `vault-exists` when anything of a vault is there, be it damaged or of a later Stint; `vault-locked` when
   * `dataKey` is not the header's; `vault-damaged` when the header is none; `storage-full`.
   */
  async create(headerText: string, dataKey: Bytes): Promise<void> {
    if (await this.exists()) throw new AppError('vault-exists');
    const sealed = await sealGeneration(this.#crypto, dataKey, headerText, 1, EMPTY_CONTENTS);
    // What a former vault has left of its sessions is none of this one's.
    await this.#set({ [SESSIONS_KEY]: {}, [FIRST_KEY]: sealed, [SECOND_KEY]: sealed });
    await this.#replicate(sealed);
  }

  /** Forgets the keys it has seen: the vault was locked. */
  forget(): void {
    this.#proofs.forget();
  }

  /** Reads the newest generation that proves genuine and heals the other copies. Healing that fails does not fail the read. */
  async read(dataKey: Bytes): Promise<VaultSnapshot> {
    return (await this.#open(dataKey)).snapshot;
  }

  /**
   * Reads, changes and writes in one go: records when only sessions have changed, else also the next generation, both in one `set`.
   * Nothing is written when `change` returns what it was given. When it throws, all is as it was.
   * @param change gives the new contents, made by spreading, or throws to leave all as it is.
   * @returns what is stored now.
   * @throws {AppError} `storage-full`; `internal` for contents that could not be read again.
   */
  async update(dataKey: Bytes, change: (contents: VaultContents) => VaultContents): Promise<VaultSnapshot> {
    const opened = await this.#open(dataKey);
    const { snapshot } = opened;
    const contents = change(snapshot.contents);
    if (contents === snapshot.contents) return snapshot;
    if (isBodySame(opened.body, contents)) {
      await this.#set(await this.#itemsOf(opened, contents));
      return { ...snapshot, contents };
    }
    const { sealed } = await this.#replaceOlder(dataKey, opened, contents, opened.newest.sealed.header);
    await this.#replicate(sealed, opened.stored);
    return { ...snapshot, contents, sequence: sealed.sequence };
  }

  /**
   * Drops the records of these sessions, for which no key is needed. What still lies in the body of a former Stint's vault stays.
   * @throws {AppError} `storage-failed`, `storage-full`; then all are still there.
   */
  async dropSessions(ids: readonly string[]): Promise<void> {
    const { sessions, areaFailure } = await loadCopies(this.#places);
    if (areaFailure) throw areaFailure;
    const all = recordsIn(sessions);
    const left = all.filter(([id]) => !ids.includes(id));
    if (left.length < all.length) await this.#set({ [SESSIONS_KEY]: Object.fromEntries(left) });
  }

  /**
   * Puts another header, with other slots, around the same contents: first in one generation, then in the other and in the
   * replica, so that no copy keeps the former slots. Cut short at any point, either the former header or the new one holds,
   * and the next read finishes the work. Records kept aside as damaged go, since they may hold the former slots.
   * @param headerText made from the stored header by `replaceSlot` or `removeSlot`.
   * @throws {AppError} `busy` when the stored header has changed since; `bad-request` when the header is another vault's or nothing
   * can open it; `storage-full`.
   */
  async replaceHeader(dataKey: Bytes, headerText: string): Promise<void> {
    const header = parseHeader(headerText);
    const opened = await this.#open(dataKey);
    const former = opened.newest.header;
    if (header.vaultId !== former.vaultId || header.keyCheck !== former.keyCheck || header.slots.length === 0) {
      throw new AppError('bad-request');
    }
    if (header.revision !== former.revision + 1) throw new AppError('busy');
    const { sealed, otherKey } = await this.#replaceOlder(dataKey, opened, opened.snapshot.contents, headerText);
    // From here on the new header holds; what fails now is made up for by the next read.
    await succeeds(this.#places.area.set({ [otherKey]: sealed, [QUARANTINE_KEY]: [] }));
    await this.#replicate(sealed, opened.stored);
  }

  async #open(dataKey: Bytes): Promise<Opened> {
    const stored = await loadCopies(this.#places);
    const { copies, newest, text } = await proveCopies(this.#crypto, dataKey, stored, this.#proofs);
    const body = parseContents(text);
    const records = await openRecords(this.#crypto, newest, stored.sessions);
    const inRecords = records.kept.flatMap(({ session }) => session ?? []);
    const contents = { ...body, sessions: stored.sessions === undefined ? body.sessions : inRecords };
    const damaged = lostOf(copies);
    const due = dueOf(stored, damaged, records);
    const { stale, olderCopy } = judge(copies, newest);
    const healed = await this.#heal(stored, copies, newest, stale, due);
    const health = {
      repaired: stale.length > 0 && healed,
      damaged: damaged.length,
      lostSessions: records.lost !== undefined,
      olderCopy,
      unhealed: !healed,
    };
    const snapshot = { contents, sequence: newest.sealed.sequence, header: newest.header, health };
    return { stored, copies, newest, snapshot, records, due, body };
  }

  /** Puts the newest generation in place of the stale copies, and stores what is `due`. @returns whether all is whole now. */
  async #heal(
    stored: StoredCopies,
    copies: Copies,
    newest: ProvedGeneration,
    stale: readonly number[],
    due: Record<string, unknown>,
  ): Promise<boolean> {
    // What could not be read is not written over: there may be more in it than here.
    if (stored.areaFailure) return false;
    const items = { ...due };
    if (stale.includes(0)) items[FIRST_KEY] = newest.sealed;
    if (stale.includes(1)) items[SECOND_KEY] = newest.sealed;
    if (Object.keys(items).length > 0 && !(await succeeds(this.#places.area.set(items)))) return false;
    // What was damaged is safe aside now, the replica's record as well, even if writing over it fails.
    for (const at of stale) copies[at] = { raw: newest.sealed, proved: newest };
    return !stale.includes(2) || (await this.#replicate(newest.sealed, stored));
  }

  /** Puts the next generation in place of the older one in storage, with the records. @returns it, and the key of the other. */
  async #replaceOlder(
    dataKey: Bytes,
    opened: Opened,
    contents: VaultContents,
    headerText: string,
  ): Promise<{ sealed: SealedVault; otherKey: string }> {
    const { copies, newest } = opened;
    const items = await this.#itemsOf(opened, contents);
    const body = { ...contents, sessions: [] };
    const sealed = await sealGeneration(this.#crypto, dataKey, headerText, newest.sealed.sequence + 1, body);
    const [first, second] = copies.map(({ proved }) => proved?.sealed.sequence ?? 0);
    const [key, otherKey] = Number(first) < Number(second) ? [FIRST_KEY, SECOND_KEY] : [SECOND_KEY, FIRST_KEY];
    await this.#set({ ...items, [key]: sealed });
    return { sealed, otherKey };
  }

  /** What a write of `contents` gives to storage beside a generation. */
  async #itemsOf({ stored, newest, records, due }: Opened, contents: VaultContents): Promise<Record<string, unknown>> {
    // What could not be read may be newer than what is in hand.
    if (stored.areaFailure) throw stored.areaFailure;
    const table = await recordsOf(this.#crypto, newest, contents.sessions, records);
    // Also none at all: from then on no older generation's sessions count.
    return table || !stored.sessions ? { ...due, [SESSIONS_KEY]: table ?? {} } : due;
  }

  async #set(items: Record<string, unknown>): Promise<void> {
    try {
      await this.#places.area.set(items);
    } catch (cause) {
      // Browsers speak of a quota or of a full disk each in their own words.
      const isFull = /quota|no.?space|disk.{0,4}full/i.test(String(cause));
      throw new AppError(isFull ? 'storage-full' : 'storage-failed', { cause });
    }
  }

  /** Brings the replica up, unless it could not be read: nobody knows what would be written over. @returns whether it is; if not, the next read tries again. */
  async #replicate(sealed: SealedVault, stored?: StoredCopies): Promise<boolean> {
    return !stored?.replicaFailure && succeeds(this.#places.replica.write(sealed));
  }
}

/** Which copies have to give way to the newest generation, and which place lagged behind. */
function judge(copies: Copies, { sealed }: ProvedGeneration): { stale: number[]; olderCopy: VaultHealth['olderCopy'] } {
  const isNewest = copies.map(({ proved }) => proved !== undefined && isSame(proved.sealed, sealed));
  const isBefore = copies.map(({ proved }) => proved?.sealed.sequence === sealed.sequence - 1);
  const storageLags = !isNewest[0] && !isNewest[1];
  const stale = [0, 1].filter((at) => {
    const mayStay = isBefore[at] && copies[at]?.proved?.sealed.header === sealed.header;
    return !isNewest[at] && !mayStay;
  });
  if (storageLags && stale.length === 0) stale.push(1);
  if (!isNewest[2]) stale.push(2);
  const storageIsOlder = [0, 1].some((at) => copies[at]?.proved && !isNewest[at] && (storageLags || !isBefore[at]));
  return { stale, olderCopy: storageIsOlder ? 'storage' : !isNewest[2] && copies[2].proved ? 'replica' : false };
}

/** The raw records that are there and did not prove genuine. */
function lostOf(copies: Copies): unknown[] {
  return copies.filter(({ raw, proved }) => raw !== undefined && !proved).map(({ raw }) => raw);
}

/** The item that keeps what is damaged, when there is any it does not keep yet, and the one without the records that are. */
function dueOf({ quarantine }: StoredCopies, damaged: readonly unknown[], { kept, lost }: SessionRecords) {
  const known = quarantine.map((record) => JSON.stringify(record));
  const all = lost === undefined ? damaged : [...damaged, lost];
  const fresh = all.filter((record) => !known.includes(JSON.stringify(record)));
  return {
    ...(fresh.length > 0 && { [QUARANTINE_KEY]: [...quarantine, ...fresh].slice(-QUARANTINE_SIZE) }),
    ...(lost !== undefined && { [SESSIONS_KEY]: tableOf(kept) }),
  };
}

/** Whether `contents`, made of what was read by spreading, need no other body than `body`. */
function isBodySame(body: VaultContents, contents: VaultContents): boolean {
  const keys = Object.keys({ ...body, ...contents }) as (keyof VaultContents)[];
  return keys.every((key) => (key === 'sessions' ? body.sessions.length === 0 : body[key] === contents[key]));
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false;
  }
}
