import { PASSPHRASE_MIN, passphraseCharacters } from '../core/passphrase.ts';

/** How long a passphrase of several words should be before it is called strong. */
const STRONG_LENGTH = 20;
const GOOD_LENGTH = 14;

/**
 * What can honestly be said of a passphrase from its length alone. Nobody can compute how guessable it is: this says what is certain
 * (too short, hardly any different characters) and else only how much room there is.
 */
export type PassphraseAdvice =
  | { readonly verdict: 'empty' }
  | { readonly verdict: 'too-short'; readonly missing: number }
  | { readonly verdict: 'repetitive' | 'fair' | 'good' | 'strong' };

/** Judges `passphrase`, counted as the vault counts. White space counts. */
export function advisePassphrase(passphrase: string): PassphraseAdvice {
  const characters = passphraseCharacters(passphrase);
  if (characters.length === 0) return { verdict: 'empty' };
  const missing = PASSPHRASE_MIN - characters.length;
  if (missing > 0) return { verdict: 'too-short', missing };
  // Four different characters give a guesser next to nothing to try, however often they are repeated.
  if (new Set(characters.map((character) => character.toLowerCase())).size < 5) return { verdict: 'repetitive' };
  if (characters.length >= STRONG_LENGTH) return { verdict: 'strong' };
  return { verdict: characters.length >= GOOD_LENGTH ? 'good' : 'fair' };
}
