import { AppError } from '../errors.ts';
import { isObject, isString, type PlainObject } from '../json-shape.ts';
import type { KeyCandidate } from './key-candidate.ts';

function text(object: PlainObject, name: string): string | undefined {
  const value = object[name];
  return isString(value) ? value : undefined;
}

/**
 * The keys in what `aws iam create-access-key` prints (`AccessKey`), what STS operations print (`Credentials`), or a
 * `credential_process` gives (at the top).
 * @throws {AppError} `unreadable-paste` for a JSON object with access keys in it that does not end as it should.
 */
export function readAccessKeyJson(source: string): KeyCandidate[] {
  if (!source.startsWith('{')) return [];
  let top: unknown;
  try {
    top = JSON.parse(source);
  } catch {
    // The cause would quote the text, and the text holds a secret.
    if (source.includes('"AccessKeyId"')) throw new AppError('unreadable-paste');
    return [];
  }
  if (!isObject(top)) return [];
  return [top, top['AccessKey'], top['Credentials']].filter(isObject).map((object) => ({
    accessKeyId: text(object, 'AccessKeyId'),
    secretAccessKey: text(object, 'SecretAccessKey'),
    sessionToken: text(object, 'SessionToken'),
    userName: text(object, 'UserName'),
  }));
}
