import { AppError } from '../core/errors.ts';
import type { Bytes } from './base64.ts';

/** The fewest characters of a new passphrase. */
export const PASSPHRASE_MIN = 10;

/**
 * Judges a passphrase that is about to be set. Characters are counted as people see code points, after normalisation.
 * @throws {AppError} `passphrase-too-short`, with the parameter `minimum`.
 */
export function checkPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length < PASSPHRASE_MIN) {
    throw new AppError('passphrase-too-short', { params: { minimum: PASSPHRASE_MIN } });
  }
}

/** The bytes a key is derived from: NFKC and UTF-8, so that an accent typed on another keyboard opens the same vault. Blanks count. */
export function passphraseBytes(passphrase: string): Bytes {
  return new TextEncoder().encode(passphrase.normalize('NFKC'));
}
