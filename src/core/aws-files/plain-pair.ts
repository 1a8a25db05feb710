import { isTemporaryAccessKeyId } from '../access-key.ts';
import type { KeyCandidate } from './key-candidate.ts';

const ACCESS_KEY_ID = /^A[KS]IA[A-Z0-9]{12,124}$/;
const SECRET_ACCESS_KEY = /^[A-Za-z0-9/+=]{40}$/;

/**
 * The two values alone, parted by white space or a comma, each in double quotes or not, in either order; after a
 * temporary key its token may follow. Only values in AWS's own form are known for what they are: any two words would do
 * otherwise.
 */
export function readPlainPair(text: string): KeyCandidate[] {
  const words = text
    .split(/[\s,]+/)
    .map((word) => word.replace(/^"|"$/g, ''))
    .filter((word) => word !== '');
  const [first = '', second = ''] = words;
  const [accessKeyId, secretAccessKey] = ACCESS_KEY_ID.test(first) ? [first, second] : [second, first];
  if (!ACCESS_KEY_ID.test(accessKeyId) || !SECRET_ACCESS_KEY.test(secretAccessKey)) return [];
  return words.length === 2 || (words.length === 3 && isTemporaryAccessKeyId(accessKeyId))
    ? [{ accessKeyId, secretAccessKey }]
    : [];
}
