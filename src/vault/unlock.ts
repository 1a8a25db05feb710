import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';
import { headersOf, loadCopies, proveCopies, type VaultPlaces } from './copies.ts';
import type { VaultCrypto } from './data-key.ts';
import type { VaultHeader } from './header.ts';

/**
 * Finds the data key; only reads. `open` is tried on the newest header; only when that one opens nothing, on a differing older
 * one, so that a header damaged in one copy does not lock the user out. A key found there counts only if the newer header does
 * not prove genuine: a former passphrase does not come back to life.
 * @param open unwraps the data key out of one of a header's slots, or throws an {@link AppError}.
 * @throws {AppError} what `open` threw; `vault-missing`, `vault-newer`, `vault-damaged`, `storage-failed`.
 */
export async function unlockVault(
  places: VaultPlaces & { readonly crypto: VaultCrypto },
  open: (header: VaultHeader) => Promise<Bytes>,
): Promise<Bytes> {
  const stored = await loadCopies(places);
  let refusal: AppError | undefined;
  for (const header of headersOf(stored)) {
    let dataKey: Bytes;
    try {
      dataKey = await open(header);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!refusal || error.code === 'wrong-passphrase') refusal = error;
      continue;
    }
    const { newest } = await proveCopies(places.crypto, dataKey, stored);
    if (newest.header.text === header.text) return dataKey;
    refusal ??= new AppError('wrong-passphrase');
  }
  throw refusal ?? new AppError('vault-damaged');
}
