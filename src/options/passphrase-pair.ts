import { advisePassphrase } from './passphrase-advice.ts';

/** A new passphrase, typed twice. */
export interface PassphrasePair {
  readonly passphrase: string;
  readonly repeated: string;
}

export const EMPTY_PAIR: PassphrasePair = { passphrase: '', repeated: '' };

export interface PairProblems {
  readonly passphrase?: 'missing' | 'too-short';
  readonly repeated?: 'missing' | 'different';
}

/** What keeps the pair from being used. Nobody is told of a difference while the first is still too short. */
export function pairProblems({ passphrase, repeated }: PassphrasePair): PairProblems {
  const { verdict } = advisePassphrase(passphrase);
  if (verdict === 'empty') return { passphrase: 'missing' };
  if (verdict === 'too-short') return { passphrase: 'too-short' };
  if (repeated === '') return { repeated: 'missing' };
  // Compared as the vault derives from them: an accent typed another way is the same.
  return passphrase.normalize('NFKC') === repeated.normalize('NFKC') ? {} : { repeated: 'different' };
}
