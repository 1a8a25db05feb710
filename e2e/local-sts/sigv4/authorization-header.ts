import { incompleteSignature, missingAuthentication } from '../service-error.ts';

/** The `Authorization` header taken apart, its parts not judged yet. */
export interface Authorization {
  readonly algorithm: string;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** The five parts of `Credential=`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/**
 * Takes `Authorization: ALGORITHM Credential=…, SignedHeaders=…, Signature=…` apart.
 * @param hasDate whether an `X-Amz-Date` came with it; AWS names a missing one in the same breath
 * @throws {ServiceError} MissingAuthenticationToken without the header, IncompleteSignature with AWS's text for what is broken
 */
export function parseAuthorization(header: string | undefined, hasDate: boolean): Authorization {
  if (header === undefined || header === '') throw missingAuthentication();
  const [algorithm = '', ...pairs] = header.split(/[ ,]+/);
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals === -1) {
      throw incompleteSignature(
        `'${pair}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
      );
    }
    values.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !values.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (!hasDate) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) throw incompleteSignature(`${missing.join(' ')} Authorization=${header}`);
  return {
    algorithm,
    credential: values.get('Credential') ?? '',
    signedHeaders: values.get('SignedHeaders') ?? '',
    signature: values.get('Signature') ?? '',
  };
}

/** Splits `keyid/date/region/service/term`. @throws {ServiceError} IncompleteSignature for any other number of parts */
export function parseCredential(credential: string): CredentialScope {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (
    parts.length !== 5 ||
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined
  ) {
    throw incompleteSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId, date, region, service, terminator };
}
