import { AppError } from '../core/errors.ts';
import {
  FIRST_KEY,
  loadCopies,
  QUARANTINE_KEY,
  refuseUnread,
  SECOND_KEY,
  SESSIONS_KEY,
  type VaultPlaces,
} from './copies.ts';

/** Everything stored of a vault, as it lies there. Sealed or damaged, it holds nothing in the clear. */
export type RawVault = Readonly<Record<string, unknown>>;

/**
 * Everything stored of the vault, for the user to keep before a {@link resetVault} or to hand to somebody who can mend it.
 * @throws {AppError} `storage-failed`
 */
export async function exportRawVault(places: VaultPlaces): Promise<RawVault> {
  const stored = await loadCopies(places);
  refuseUnread(stored);
  const [first, second, replica] = stored.raw;
  return {
    [FIRST_KEY]: first,
    [SECOND_KEY]: second,
    replica,
    [SESSIONS_KEY]: stored.sessions,
    [QUARANTINE_KEY]: stored.quarantine,
  };
}

/**
 * Forgets the vault, for a user who cannot open it any more. Asks for what {@link exportRawVault} gave, so that nothing goes that was
 * not handed out first. The caller holds the vault's Web Lock.
 * @throws {AppError} `busy` when the vault has changed since the export; `storage-failed`.
 */
export async function resetVault(places: VaultPlaces, exported: RawVault): Promise<void> {
  // Both come from storage, which keeps the order of keys from one read to the next.
  if (JSON.stringify(await exportRawVault(places)) !== JSON.stringify(exported)) throw new AppError('busy');
  try {
    // The replica first: cut short after it, the vault is still whole.
    await places.replica.write(null);
    await places.area.set({ [SESSIONS_KEY]: null, [FIRST_KEY]: null, [SECOND_KEY]: null, [QUARANTINE_KEY]: null });
  } catch (cause) {
    throw new AppError('storage-failed', { cause });
  }
}
