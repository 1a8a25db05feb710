import { AppError } from './errors.ts';

export interface AccessKeyRules {
  /** For an STS-compatible server of the user's own: such servers let people choose their keys. */
  readonly custom?: boolean;
}

// What AWS gives other things than long-term keys ("IAM identifiers", unique identifiers): easily taken for an access
// key in a list.
const OTHER_IDS = /^A(?:BIA|CCA|GPA|IDA|IPA|NPA|NVA|PKA|ROA|SCA)[A-Z0-9]{12}/;
const TEMPORARY = /^ASIA[A-Z0-9]{12}/;

/** Whether an id is one that STS gave out with temporary credentials: `ASIA…`. */
export function isTemporaryAccessKeyId(id: string): boolean {
  return TEMPORARY.test(id);
}

/**
 * A long-term access key id. For AWS 16 to 128 word characters (IAM model, accessKeyIdType), `AKIA…` in all but very
 * old accounts; for a compatible server from 3. White space around it is dropped.
 * @throws {AppError} `temporary-access-key` for an id that STS made; `invalid-access-key-id` for what is none, such as
 * a user's own id `AIDA…`.
 */
export function parseAccessKeyId(text: string, { custom = false }: AccessKeyRules = {}): string {
  const id = text.trim();
  if (!/^\w{3,128}$/.test(id)) throw new AppError('invalid-access-key-id');
  if (isTemporaryAccessKeyId(id)) throw new AppError('temporary-access-key');
  if (!custom && (id.length < 16 || OTHER_IDS.test(id))) throw new AppError('invalid-access-key-id');
  return id;
}

/**
 * A secret access key. AWS makes them of 40 characters of the base64 alphabet; a compatible server's has 1 to 128
 * printable ASCII characters without white space. White space around it is dropped. No error ever holds any of it.
 * @throws {AppError} `invalid-secret-access-key`
 */
export function parseSecretAccessKey(text: string, { custom = false }: AccessKeyRules = {}): string {
  const secret = text.trim();
  if (!(custom ? /^[!-~]{1,128}$/ : /^[A-Za-z0-9/+=]{40}$/).test(secret)) {
    throw new AppError('invalid-secret-access-key');
  }
  return secret;
}

/**
 * An access key id for the eye, `ASIA····7QXK`: enough to tell two apart. Ids too short to hide anything show nothing.
 * Masking what is masked already changes nothing.
 */
export function maskAccessKeyId(id: string): string {
  return id.length < 12 ? '········' : `${id.slice(0, 4)}····${id.slice(-4)}`;
}
