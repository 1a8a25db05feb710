import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';
import { keyCheckOf, type VaultCrypto } from './data-key.ts';
import type { KeySlot, VaultHeader } from './header.ts';
import { type Binding, openBytes, sealBytes } from './sealing.ts';

const KIND = 'stint vault key slot';

/** Seals the data key for one slot: AES-256-GCM under `key`, bound to what names the slot. */
export async function wrapDataKey(given: {
  crypto: VaultCrypto;
  key: CryptoKey;
  dataKey: Bytes;
  binding: Binding;
}): Promise<{ nonce: string; wrappedKey: string }> {
  const { crypto, key, dataKey, binding } = given;
  const { nonce, body } = await sealBytes(crypto, key, [KIND, ...binding], dataKey);
  return { nonce, wrappedKey: body };
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
  const dataKey = await openBytes(crypto, key, [KIND, ...binding], { nonce: slot.nonce, body: slot.wrappedKey });
  if (dataKey && (await keyCheckOf(crypto, dataKey, header.vaultId)) !== header.keyCheck)
    throw new AppError('vault-damaged');
  return dataKey;
}
