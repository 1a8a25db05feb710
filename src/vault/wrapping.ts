import { AppError } from '../core/errors.ts';
import { type Bytes, sizedBase64, toBase64 } from './base64.ts';
import { keyCheckOf, openSealed, type VaultCrypto } from './data-key.ts';
import type { KeySlot, VaultHeader } from './header.ts';

/** What a wrapped key is bound to, in a fixed order; JSON keeps the parts apart. */
type Binding = readonly (string | number)[];

/** Seals the data key for one slot: AES-256-GCM under `key`, bound to what names the slot. */
export async function wrapDataKey(given: {
  crypto: VaultCrypto;
  key: CryptoKey;
  dataKey: Bytes;
  binding: Binding;
}): Promise<{ nonce: string; wrappedKey: string }> {
  const { crypto, key, dataKey, binding } = given;
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, binding), key, dataKey);
  return { nonce: toBase64(nonce), wrappedKey: toBase64(new Uint8Array(sealed)) };
}

/**
 * Opens what {@link wrapDataKey} sealed.
 * @returns the data key; `undefined` when `key` does not open the slot, or the slot is not this vault's own.
 * @throws {AppError} `vault-damaged` when the slot opens but holds a key the header does not name.
 */
export async function unwrapDataKey(given: {
  crypto: VaultCrypto;
  key: CryptoKey;
  header: VaultHeader;
  slot: KeySlot;
  binding: Binding;
}): Promise<Bytes | undefined> {
  const { crypto, key, header, slot, binding } = given;
  const nonce = sizedBase64(slot.nonce, 12);
  const wrapped = sizedBase64(slot.wrappedKey, 48);
  if (!nonce || !wrapped) throw new AppError('vault-damaged');
  const dataKey = await openSealed(crypto, algorithm(nonce, binding), key, wrapped);
  if (dataKey && (await keyCheckOf(crypto, dataKey, header.vaultId)) !== header.keyCheck)
    throw new AppError('vault-damaged');
  return dataKey;
}

function algorithm(nonce: Bytes, binding: Binding): AesGcmParams {
  const additionalData = new TextEncoder().encode(JSON.stringify(['stint vault key slot', ...binding]));
  return { name: 'AES-GCM', iv: nonce, additionalData };
}
