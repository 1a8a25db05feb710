import { AppError } from '../core/errors.ts';
import { type Bytes, sizedBase64, toBase64 } from './base64.ts';
import { createVaultId, type VaultCrypto } from './data-key.ts';
import { FORMAT, type PassphraseSlot, type VaultHeader } from './header.ts';
import { type Argon2id, type Cost, checkCost } from './key-derivation.ts';
import { checkPassphrase, passphraseBytes } from './passphrase.ts';
import { unwrapDataKey, wrapDataKey } from './wrapping.ts';

interface Tools {
  crypto: VaultCrypto;
  argon2id: Argon2id;
}

/**
 * A slot that opens with `passphrase`. Takes as long as `cost` says; runs in pages only.
 * @param given.cost from `calibrate`.
 * @throws {AppError} `passphrase-too-short`, or what `checkCost` throws.
 */
export async function makePassphraseSlot(
  given: Tools & { passphrase: string; vaultId: string; dataKey: Bytes; cost: Cost },
): Promise<PassphraseSlot> {
  const { crypto, argon2id, passphrase, vaultId, dataKey, cost } = given;
  checkPassphrase(passphrase);
  checkCost(cost);
  const { memoryKiB, iterations, parallelism } = cost;
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  const id = createVaultId(crypto);
  const kdf = { name: 'argon2id', memoryKiB, iterations, parallelism, salt } as const;
  const key = await derive({ crypto, argon2id }, passphrase, kdf);
  const wrapped = await wrapDataKey({ crypto, key, dataKey, binding: bindingOf(vaultId, id, kdf) });
  return { id, kind: 'passphrase', kdf, ...wrapped };
}

/**
 * The data key out of a passphrase slot. The whole derivation is paid whatever the passphrase is, unless it is empty.
 * @throws {AppError} `wrong-passphrase` when it does not open the slot; `weak-key-derivation` or `vault-damaged`, before
 * anything is derived, when the slot's cost is out of bounds.
 */
export async function openPassphraseSlot(
  given: Tools & { header: VaultHeader; slot: PassphraseSlot; passphrase: string },
): Promise<Bytes> {
  const { crypto, argon2id, header, slot, passphrase } = given;
  checkCost(slot.kdf);
  // No slot is ever made with it, and hash-wasm refuses to derive from it.
  if (passphrase === '') throw new AppError('wrong-passphrase');
  const key = await derive({ crypto, argon2id }, passphrase, slot.kdf);
  const binding = bindingOf(header.vaultId, slot.id, slot.kdf);
  const dataKey = await unwrapDataKey({ crypto, key, header, slot, binding });
  if (!dataKey) throw new AppError('wrong-passphrase');
  return dataKey;
}

async function derive(tools: Tools, passphrase: string, kdf: PassphraseSlot['kdf']): Promise<CryptoKey> {
  const { memoryKiB, iterations, parallelism } = kdf;
  const salt = sizedBase64(kdf.salt, 16, 64);
  if (!salt) throw new AppError('vault-damaged');
  const password = passphraseBytes(passphrase);
  const cost = { memoryKiB, iterations, parallelism };
  const derived = new Uint8Array(await tools.argon2id({ ...cost, password, salt, hashLength: 32 }));
  const key = await tools.crypto.subtle.importKey('raw', derived, 'AES-GCM', false, ['encrypt', 'decrypt']);
  // As little time in memory as a language without ownership allows.
  password.fill(0);
  derived.fill(0);
  return key;
}

function bindingOf(vaultId: string, id: string, kdf: PassphraseSlot['kdf']): (string | number)[] {
  const { name, memoryKiB, iterations, parallelism, salt } = kdf;
  return [FORMAT, vaultId, id, 'passphrase', name, memoryKiB, iterations, parallelism, salt];
}
