/** The fewest characters of a new passphrase. */
export const PASSPHRASE_MIN = 10;

/** The characters of a passphrase as it is judged and used: code points after NFKC, so that another keyboard's accents count alike. */
export function passphraseCharacters(passphrase: string): string[] {
  return [...passphrase.normalize('NFKC')];
}
