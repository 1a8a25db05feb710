import { AppError } from '../core/errors.ts';
import { type Bytes, toBase64 } from './base64.ts';

/** As much of WebCrypto as the vault uses. */
export type VaultCrypto = Pick<Crypto, 'getRandomValues' | 'subtle'>;

/** The length of a data key. */
export const KEY_BYTES = 32;
const TAG_BYTES = 16;

const utf8 = new TextEncoder();

/** A new data key: 32 random bytes, the root of everything that is sealed in one vault. The caller keeps it in memory only. */
export function createVaultKey(crypto: VaultCrypto): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** A new vault's id, or a slot's: 16 random bytes, base64. */
export function createVaultId(crypto: VaultCrypto): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * The key check of a data key: what a header shows so that the key in hand is known to be this vault's own. AES-GCM alone does
 * not commit to its key: one ciphertext can be made that opens under two keys.
 * @returns 32 bytes, base64, by HKDF-SHA-256 (RFC 5869); they say nothing about the key.
 * @throws {AppError} `internal` when `dataKey` is not 32 bytes long.
 */
export async function keyCheckOf(crypto: VaultCrypto, dataKey: Bytes, vaultId: string): Promise<string> {
  const bits = await crypto.subtle.deriveBits(hkdf(vaultId, 'key check'), await root(crypto, dataKey), 256);
  return toBase64(new Uint8Array(bits));
}

/**
 * The AES-256-GCM key that seals the vault's body, derived from the data key apart from the key check.
 * @throws {AppError} `internal` when `dataKey` is not 32 bytes long.
 */
export async function bodyKeyOf(crypto: VaultCrypto, dataKey: Bytes, vaultId: string): Promise<CryptoKey> {
  const type = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(hkdf(vaultId, 'body'), await root(crypto, dataKey), type, false, [
    'encrypt',
    'decrypt',
  ]);
}

/**
 * Decrypts what AES-GCM sealed.
 * @returns `undefined` when the tag does not fit. Any other failure of WebCrypto passes: it says nothing about what was sealed, and
 * a sound copy must not be taken for a damaged one.
 */
export async function openSealed(
  crypto: VaultCrypto,
  algorithm: AesGcmParams,
  key: CryptoKey,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  if (sealed.length < TAG_BYTES) return undefined;
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return undefined;
    throw error;
  }
}

function root(crypto: VaultCrypto, dataKey: Bytes): Promise<CryptoKey> {
  if (dataKey.length !== KEY_BYTES) throw new AppError('internal');
  return crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveKey', 'deriveBits']);
}

function hkdf(vaultId: string, purpose: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(vaultId), info: utf8.encode(`stint vault 1 ${purpose}`) };
}
