import { isTemporaryAccessKeyId, parseAccessKeyId, parseSecretAccessKey } from '../access-key.ts';
import { AppError } from '../errors.ts';
import { isRegion } from '../partition.ts';
import { parseProfileName } from '../profile.ts';
import { readAccessKeyJson } from './access-key-json.ts';
import { readCsv } from './csv.ts';
import { readEnvLines } from './env-lines.ts';
import { readIni } from './ini.ts';
import type { KeyCandidate } from './key-candidate.ts';
import { readPlainPair } from './plain-pair.ts';

/** An access key found in a pasted text, and what stood beside it that a form can use. */
export interface AccessKeyPaste {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly profileName?: string;
  readonly region?: string;
  readonly userName?: string;
}

/** The longest text looked at, in UTF-16 units: many times the largest credentials file anyone keeps. */
export const PASTE_MAX = 65_536;

// Assignments before sections: a .env file reads like a section without a header, but its quotes are no part of the
// values.
const READERS = [readAccessKeyJson, readCsv, readEnvLines, readIni, readPlainPair];

function isTemporary({ accessKeyId, sessionToken }: KeyCandidate): boolean {
  return Boolean(sessionToken) || (accessKeyId !== undefined && isTemporaryAccessKeyId(accessKeyId));
}

/** A name that could not be saved is left for the person to choose. */
function usableProfileName(name: string | undefined): string | undefined {
  try {
    return name === undefined ? undefined : parseProfileName(name);
  } catch {
    return undefined;
  }
}

function checked(candidate: KeyCandidate): AccessKeyPaste {
  const { accessKeyId = '', secretAccessKey = '', region, userName } = candidate;
  const profileName = usableProfileName(candidate.profileName);
  return {
    // Whether they are for AWS only the form knows: its own check is the stricter one.
    accessKeyId: parseAccessKeyId(accessKeyId, { custom: true }),
    secretAccessKey: parseSecretAccessKey(secretAccessKey, { custom: true }),
    ...(profileName && { profileName }),
    ...(region && isRegion(region) && { region }),
    // The form of an IAM user's name (IAM model, userNameType).
    ...(userName && /^[\w+=,.@-]{1,64}$/.test(userName) && { userName }),
  };
}

/**
 * The long-term access key in a pasted text: shell or .env assignments, a section of the shared credentials file, the
 * IAM console's CSV, the JSON of `aws iam create-access-key` or a `credential_process`, or the two values alone. Of
 * several the first complete long-term one. Undefined when the text is none of these: a single value, or ordinary text
 * for the field it was pasted into.
 * @throws {AppError} `temporary-access-key` when all that is complete came from STS; `unreadable-paste` when the text
 * is longer than {@link PASTE_MAX}, one value of the two is missing, or nobody can tell what a value is;
 * `invalid-access-key-id` or `invalid-secret-access-key` when one of the two can be no such thing. No error holds any
 * of the text.
 */
export function readAccessKeyPaste(text: string): AccessKeyPaste | undefined {
  if (text.length > PASTE_MAX) throw new AppError('unreadable-paste');
  // String.trim drops a byte order mark as well.
  const source = text.trim();
  const found: KeyCandidate[] = [];
  for (const read of READERS) {
    found.push(...read(source).filter((candidate) => candidate.accessKeyId || candidate.secretAccessKey));
    const complete = found.filter(({ accessKeyId, secretAccessKey }) => accessKeyId && secretAccessKey);
    const longTerm = complete.find((candidate) => !isTemporary(candidate));
    if (longTerm) return checked(longTerm);
    if (complete.length > 0) throw new AppError('temporary-access-key');
  }
  if (found.length > 0) throw new AppError('unreadable-paste');
  return undefined;
}
