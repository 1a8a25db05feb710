import { AppError } from '../core/errors.ts';
import { PASSPHRASE_MIN, passphraseCharacters } from '../core/passphrase.ts';
import type { Bytes } from './base64.ts';

/**
 * Judges a passphrase that is about to be set. Characters are counted by {@link passphraseCharacters}.
 * @throws {AppError} `passphrase-too-short`, with the parameter `minimum`.
 */
export function checkPassphrase(passphrase: string): void {
  if (passphraseCharacters(passphrase).length < PASSPHRASE_MIN) {
    throw new AppError('passphrase-too-short', { params: { minimum: PASSPHRASE_MIN } });
  }
}

/** The bytes a key is derived from: NFKC and UTF-8, so that an accent typed on another keyboard opens the same vault. Blanks count. */
export function passphraseBytes(passphrase: string): Bytes {
  return new TextEncoder().encode(passphrase.normalize('NFKC'));
}
