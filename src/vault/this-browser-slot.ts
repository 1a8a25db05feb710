import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';
import { createVaultId, type VaultCrypto } from './data-key.ts';
import { FORMAT, type ThisBrowserSlot, type VaultHeader } from './header.ts';
import { unwrapDataKey, wrapDataKey } from './wrapping.ts';

/**
 * A slot that opens with a key this browser keeps. A convenience, no protection: browsers write even non-extractable keys to
 * disk in the clear, so whoever copies the browser profile opens the vault.
 * @param given.key AES-256-GCM, not extractable, for `encrypt` and `decrypt`.
 * @param given.keyId names `key` where the browser keeps it.
 */
export async function makeThisBrowserSlot(given: {
  crypto: VaultCrypto;
  key: CryptoKey;
  keyId: string;
  vaultId: string;
  dataKey: Bytes;
}): Promise<ThisBrowserSlot> {
  const { crypto, key, keyId, vaultId, dataKey } = given;
  const id = createVaultId(crypto);
  const wrapped = await wrapDataKey({ crypto, key, dataKey, binding: bindingOf(vaultId, id, keyId) });
  return { id, kind: 'this-browser', keyId, ...wrapped };
}

/**
 * The data key out of a "this browser only" slot.
 * @throws {AppError} `device-key-missing` when `key` is not the one the slot was made with, `vault-damaged` when the slot holds
 * another vault's data key.
 */
export async function openThisBrowserSlot(given: {
  crypto: VaultCrypto;
  key: CryptoKey;
  header: VaultHeader;
  slot: ThisBrowserSlot;
}): Promise<Bytes> {
  const { crypto, key, header, slot } = given;
  const binding = bindingOf(header.vaultId, slot.id, slot.keyId);
  const dataKey = await unwrapDataKey({ crypto, key, header, slot, binding });
  if (!dataKey) throw new AppError('device-key-missing');
  return dataKey;
}

function bindingOf(vaultId: string, id: string, keyId: string): (string | number)[] {
  return [FORMAT, vaultId, id, 'this-browser', keyId];
}
