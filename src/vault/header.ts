import { AppError } from '../core/errors.ts';
import { isNumber, isString } from '../core/json-shape.ts';
import { type Bytes, sizedBase64 } from './base64.ts';
import { keyCheckOf, type VaultCrypto } from './data-key.ts';
import { own, readJson } from './json.ts';
import type { Cost } from './key-derivation.ts';

/** The version of the sealed form this Stint writes. */
export const FORMAT = 1;

interface SlotBase {
  /** 16 random bytes, base64. */
  readonly id: string;
  /** 12 bytes, base64. */
  readonly nonce: string;
  /** The data key, sealed by AES-256-GCM under the slot's key: 48 bytes, base64. */
  readonly wrappedKey: string;
}

/** The data key under a key derived from a passphrase. */
export interface PassphraseSlot extends SlotBase {
  readonly kind: 'passphrase';
  /** `salt`: 16 to 64 bytes, base64. */
  readonly kdf: Cost & { readonly name: 'argon2id'; readonly salt: string };
}

/** The data key under a key that this browser keeps. Whoever copies the browser profile has that key too. */
export interface ThisBrowserSlot extends SlotBase {
  readonly kind: 'this-browser';
  /** Names the key where the browser keeps it. */
  readonly keyId: string;
}

export type KeySlot = PassphraseSlot | ThisBrowserSlot;

/** The part of the vault that is readable while locked: what is needed to unwrap the data key. Its text is bound into the sealed body. */
export interface VaultHeader {
  readonly format: typeof FORMAT;
  readonly vaultId: string;
  /** See {@link keyCheckOf}. */
  readonly keyCheck: string;
  /** 1 for a new vault, one more for every change of slots, so that of two changes made at once the second is refused. */
  readonly revision: number;
  /** The slots this Stint can open; those of kinds it does not know stand in `text` only, and stay there. */
  readonly slots: readonly KeySlot[];
  /** The exact JSON text, as it is stored and hashed. */
  readonly text: string;
}

/** Room for some hundred slots; a longer text is not read. */
const MAX_TEXT = 65_536;

/**
 * Reads a header's text. Nothing in it is proved genuine until a body that binds it has been opened.
 * @throws {AppError} `vault-newer` for a later format, `vault-damaged` for anything that is not a header in Stint's own spelling.
 */
export function parseHeader(text: string): VaultHeader {
  const value = text.length <= MAX_TEXT ? readJson(text) : undefined;
  const format = own(value, 'format');
  if (isNumber(format) && format > FORMAT) throw new AppError('vault-newer');
  const vaultId = own(value, 'vaultId');
  const keyCheck = own(value, 'keyCheck');
  const revision = own(value, 'revision');
  const slots = own(value, 'slots');
  if (
    // One spelling only: a key given twice would be read differently by another reader.
    JSON.stringify(value) !== text ||
    format !== FORMAT ||
    !sizedBase64(vaultId, 16) ||
    !sizedBase64(keyCheck, 32) ||
    !isCount(revision) ||
    !Array.isArray(slots)
  ) {
    throw new AppError('vault-damaged');
  }
  return {
    format,
    vaultId: String(vaultId),
    keyCheck: String(keyCheck),
    revision,
    slots: slots.filter(isKnownSlot),
    text,
  };
}

/**
 * The header of a new vault.
 * @param slots made for the same `vaultId` and `dataKey`; at least one.
 * @throws {AppError} `bad-request` without a slot.
 */
export async function newHeader(given: {
  crypto: VaultCrypto;
  dataKey: Bytes;
  vaultId: string;
  slots: readonly KeySlot[];
}): Promise<VaultHeader> {
  const { crypto, dataKey, vaultId, slots } = given;
  if (slots.length === 0) throw new AppError('bad-request');
  const keyCheck = await keyCheckOf(crypto, dataKey, vaultId);
  return parseHeader(JSON.stringify({ format: FORMAT, vaultId, keyCheck, revision: 1, slots }));
}

/**
 * The header with `slot` in place of the slot of its kind, or beside the others when there is none: a changed passphrase, or
 * "this browser only" switched on. Slots and fields this version does not know stay as they are.
 */
export function replaceSlot(header: VaultHeader, slot: KeySlot): VaultHeader {
  return withSlots(header, (slots) => {
    const at = slots.findIndex((item) => isOfKind(item, slot.kind));
    const others = slots.filter((item) => !isOfKind(item, slot.kind));
    return others.toSpliced(at < 0 ? others.length : at, 0, slot);
  });
}

/** The header with `slot` in place of every slot of `kind`: what opened the vault so far no longer does. */
export function exchangeSlot(header: VaultHeader, kind: KeySlot['kind'], slot: KeySlot): VaultHeader {
  return withSlots(header, (slots) => [
    ...slots.filter((item) => !isOfKind(item, kind) && !isOfKind(item, slot.kind)),
    slot,
  ]);
}

/**
 * The header without its slot of `kind`.
 * @throws {AppError} `bad-request` when no slot this version can open would be left.
 */
export function removeSlot(header: VaultHeader, kind: KeySlot['kind']): VaultHeader {
  const rest = withSlots(header, (slots) => slots.filter((item) => !isOfKind(item, kind)));
  if (rest.slots.length === 0) throw new AppError('bad-request');
  return rest;
}

function withSlots(header: VaultHeader, change: (slots: readonly unknown[]) => unknown[]): VaultHeader {
  const stored = JSON.parse(header.text) as { slots: unknown[] };
  return parseHeader(JSON.stringify({ ...stored, revision: header.revision + 1, slots: change(stored.slots) }));
}

/** A passphrase slot whose derivation this version does not know counts as well: a former passphrase must not stay behind in it. */
function isOfKind(slot: unknown, kind: KeySlot['kind']): boolean {
  return own(slot, 'kind') === kind;
}

/** `false` for a slot of another kind, or of another way to derive. @throws {AppError} `vault-damaged` for no slot at all. */
function isKnownSlot(slot: unknown): slot is KeySlot {
  const kind = own(slot, 'kind');
  const kdf = own(slot, 'kdf');
  if (!isString(kind)) throw new AppError('vault-damaged');
  if (kind !== 'passphrase' && kind !== 'this-browser') return false;
  if (kind === 'passphrase' && isString(own(kdf, 'name')) && own(kdf, 'name') !== 'argon2id') return false;
  const whole =
    sizedBase64(own(slot, 'id'), 16) &&
    sizedBase64(own(slot, 'nonce'), 12) &&
    sizedBase64(own(slot, 'wrappedKey'), 48) &&
    (kind === 'passphrase'
      ? own(kdf, 'name') === 'argon2id' &&
        sizedBase64(own(kdf, 'salt'), 16, 64) &&
        ['memoryKiB', 'iterations', 'parallelism'].every((part) => isCount(own(kdf, part)))
      : isString(own(slot, 'keyId')));
  if (!whole) throw new AppError('vault-damaged');
  return true;
}

/** A whole number of at least 1. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
