import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';
import type { VaultCrypto } from './data-key.ts';
import { type ProvedGeneration, proveGeneration, readSealed, type SealedVault, textOf } from './generation.ts';
import { parseHeader, type VaultHeader } from './header.ts';
import type { Proofs } from './proofs.ts';

/** The extension's local storage. A `set` is atomic: all of its items or none. */
export interface VaultArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** A second place, in another database, for one copy. `read` gives `undefined` or `null` when nothing is there. */
export interface VaultReplica {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

/** `replica` read once and kept in memory, for the one context that writes it: opening its database takes some milliseconds. */
export function remembered(replica: VaultReplica): VaultReplica {
  let held: Promise<unknown> | undefined;
  const forget = () => {
    held = undefined;
  };
  return {
    read() {
      held ??= replica.read();
      held.catch(forget);
      return held;
    },
    async write(value) {
      // Until it is there, and if it fails, nobody knows what is.
      forget();
      await replica.write(value);
      held = Promise.resolve(value);
    },
  };
}

/** Where the vault's copies lie. */
export interface VaultPlaces {
  readonly area: VaultArea;
  readonly replica: VaultReplica;
}

export const FIRST_KEY = 'vault.0';
export const SECOND_KEY = 'vault.1';
/** A list of damaged records that were healed over, raw, newest last. */
export const QUARANTINE_KEY = 'vault.damaged';
/** The records of live sessions, by session id (`session-records.ts`). They have no second copy: a new code makes a new session. */
export const SESSIONS_KEY = 'vault.sessions';
/** All of the vault's keys in storage. */
export const VAULT_KEYS = [FIRST_KEY, SECOND_KEY, SESSIONS_KEY, QUARANTINE_KEY] as const;

/** All of it as it lies there, nothing proved. */
export interface StoredCopies {
  /** The two generations in storage, then the replica. */
  readonly raw: readonly [unknown, unknown, unknown];
  /** What lies under {@link SESSIONS_KEY}; `undefined` also in a vault whose sessions still lie in its body. */
  readonly sessions: unknown;
  readonly quarantine: readonly unknown[];
  /** What reading a place threw, as `storage-failed`. Its copies then count as absent, but not as free to be overwritten. */
  readonly areaFailure: AppError | undefined;
  readonly replicaFailure: AppError | undefined;
}

/** One copy; `proved` is absent when it is missing or did not prove genuine. */
interface Copy {
  readonly raw: unknown;
  readonly proved?: ProvedGeneration;
}

/** In the order of {@link StoredCopies.raw}. */
export type Copies = [Copy, Copy, Copy];

/** Reads all copies. Never throws. */
export async function loadCopies({ area, replica }: VaultPlaces): Promise<StoredCopies> {
  const [items, copy] = await Promise.all([attempt(area.get([...VAULT_KEYS])), attempt(replica.read())]);
  const quarantine = items.value?.[QUARANTINE_KEY];
  return {
    raw: [items.value?.[FIRST_KEY] ?? undefined, items.value?.[SECOND_KEY] ?? undefined, copy.value ?? undefined],
    sessions: items.value?.[SESSIONS_KEY] ?? undefined,
    quarantine: Array.isArray(quarantine) ? quarantine : [],
    areaFailure: items.failure,
    replicaFailure: copy.failure,
  };
}

/** Whether anything of a vault is there. @throws {AppError} `storage-failed` when a place that could not be read may hold one. */
export function anyCopy(stored: StoredCopies): boolean {
  if (stored.raw.some((raw) => raw !== undefined)) return true;
  refuseUnread(stored);
  return false;
}

/** @throws {AppError} `storage-failed` when a place could not be read. */
export function refuseUnread({ areaFailure, replicaFailure }: StoredCopies): void {
  const failure = areaFailure ?? replicaFailure;
  if (failure) throw failure;
}

/**
 * Proves every copy and picks the newest; storage wins over the replica at the same sequence.
 * @param known what was proved before; what is proved now is added to it
 * @returns the text of the newest one's contents, too
 * @throws {AppError} `vault-newer` when any copy is a later Stint's. When none proves genuine: `storage-failed` if a place could not
 * be read, else `vault-missing`, `vault-locked` if all are under another key, or `vault-damaged`.
 */
export async function proveCopies(
  crypto: VaultCrypto,
  dataKey: Bytes,
  stored: StoredCopies,
  known?: Proofs,
): Promise<{ copies: Copies; newest: ProvedGeneration; text: string }> {
  const copies: Copies = [{ raw: stored.raw[0] }, { raw: stored.raw[1] }, { raw: stored.raw[2] }];
  const refusals: AppError[] = [];
  let newest: ProvedGeneration | undefined;
  let text: string | undefined;
  for (const [at, { raw }] of copies.entries()) {
    if (raw === undefined) continue;
    try {
      const sealed = readSealed(raw);
      const twin = copies.find((copy) => copy.proved && isSame(copy.proved.sealed, sealed))?.proved;
      const before = twin ?? known?.of(raw, dataKey);
      const now = before ? { proved: before, text: undefined } : await proveGeneration(crypto, dataKey, sealed, newest);
      const { proved } = now;
      known?.add(raw, dataKey, proved);
      copies[at] = { raw, proved };
      if (newest && proved.sealed.sequence <= newest.sealed.sequence) continue;
      newest = proved;
      text = now.text;
    } catch (error) {
      refusals.push(unlessNewer(error));
    }
  }
  if (newest) return { copies, newest, text: text ?? (await textOf(crypto, newest)) };
  throw nothingFound(stored, refusals);
}

/**
 * The different headers of all copies, by their unproved sequence, newest first.
 * @throws {AppError} as {@link proveCopies}, never `vault-locked`.
 */
export function headersOf(stored: StoredCopies): [VaultHeader, ...VaultHeader[]] {
  const refusals: AppError[] = [];
  const found: { header: VaultHeader; sequence: number }[] = [];
  for (const raw of stored.raw) {
    if (raw === undefined) continue;
    try {
      const { header, sequence } = readSealed(raw);
      found.push({ header: parseHeader(header), sequence });
    } catch (error) {
      refusals.push(unlessNewer(error));
    }
  }
  found.sort((one, other) => other.sequence - one.sequence);
  const [newest, ...others] = new Map(found.map(({ header }) => [header.text, header])).values();
  if (!newest) throw nothingFound(stored, refusals);
  return [newest, ...others];
}

export function isSame(one: SealedVault, other: SealedVault): boolean {
  return (
    one.sequence === other.sequence &&
    one.nonce === other.nonce &&
    one.header === other.header &&
    one.body === other.body
  );
}

/** Why there is no vault to go by: a place that cannot be read comes first, for the vault may be there. */
function nothingFound(stored: StoredCopies, refusals: readonly AppError[]): AppError {
  refuseUnread(stored);
  if (refusals.length === 0) return new AppError('vault-missing');
  return new AppError(refusals.every(({ code }) => code === 'vault-locked') ? 'vault-locked' : 'vault-damaged');
}

/** What was thrown over one copy. A later Stint's record stops everything; so does what is no {@link AppError}. */
function unlessNewer(error: unknown): AppError {
  if (!(error instanceof AppError) || error.code === 'vault-newer') throw error;
  return error;
}

async function attempt<T>(work: Promise<T>): Promise<{ value?: T; failure: AppError | undefined }> {
  try {
    return { value: await work, failure: undefined };
  } catch (cause) {
    return { failure: new AppError('storage-failed', { cause }) };
  }
}
