import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Accounts, Caller } from '../accounts.ts';
import { parseEndpointHost } from '../endpoint-host.ts';
import type { ReceivedRequest } from '../received-request.ts';
import {
  expiredToken,
  incompleteSignature,
  invalidClientToken,
  signatureMismatch,
  signatureRefused,
} from '../service-error.ts';
import { checkSkew, parseAmzDate } from './amz-date.ts';
import {
  type Authorization,
  type CredentialScope,
  parseAuthorization,
  parseCredential,
} from './authorization-header.ts';
import { NodeSha256 } from './node-sha256.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'sts';
const TERMINATOR = 'aws4_request';

/** Who signed a request, and for which region. */
export interface Verified {
  readonly caller: Caller;
  readonly region: string;
}

/**
 * Verifies a Signature Version 4 `Authorization` header by signing the received request again, with the SDK's own signer
 * and the secret this server knows, and comparing in constant time. The order of the checks is the one AWS's services
 * show: parts, date, skew, `Host`, algorithm, scope, key, signature. The body's hash is taken over the bytes received.
 *
 * Only `X-Amz-Date` is read as the date: it is what the SDKs send, and what a browser can send at all.
 * Query-string signatures are not read.
 *
 * @param nowMs the server's time, milliseconds since the epoch
 * @throws {ServiceError} the refusal, in AWS's words
 */
export async function verifySignature(request: ReceivedRequest, accounts: Accounts, nowMs: number): Promise<Verified> {
  const amzDate = request.headers.get('x-amz-date');
  const authorization = parseAuthorization(request.headers.get('authorization'), amzDate !== undefined);
  const signedAtMs = parseAmzDate(amzDate ?? '');
  checkSkew(signedAtMs, nowMs);

  const signedHeaders = authorization.signedHeaders.split(';');
  if (!signedHeaders.includes('host')) {
    throw signatureRefused("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (authorization.algorithm !== ALGORITHM) {
    throw incompleteSignature(`Unsupported AWS 'algorithm': '${authorization.algorithm}'`);
  }
  const scope = parseCredential(authorization.credential);
  const endpoint = parseEndpointHost(request.headers.get('host') ?? '');
  checkScope(scope, amzDate ?? '', endpoint?.region);

  const caller = authenticate(request, scope.accessKeyId, accounts, nowMs);
  if (endpoint !== undefined && endpoint.partition !== caller.user.partition) {
    throw invalidClientToken('other-partition');
  }
  await compareSignatures(request, authorization, scope, signedHeaders, secretOf(caller), signedAtMs);
  return { caller, region: scope.region };
}

function checkScope(scope: CredentialScope, amzDate: string, hostRegion: string | undefined): void {
  const problems: string[] = [];
  if (hostRegion !== undefined && scope.region !== hostRegion) {
    problems.push('Credential should be scoped to a valid region. ');
  }
  if (scope.service !== SERVICE) problems.push(`Credential should be scoped to correct service: '${SERVICE}'. `);
  if (scope.terminator !== TERMINATOR) {
    problems.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${scope.terminator}'. `);
  }
  const day = amzDate.slice(0, 8);
  if (scope.date !== day) {
    problems.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${amzDate}'.`,
    );
  }
  if (problems.length > 0) throw signatureRefused(problems.join(''));
}

/** Finds the key and judges the session token that came with it; AWS says the same of every way this can be wrong. */
function authenticate(request: ReceivedRequest, accessKeyId: string, accounts: Accounts, nowMs: number): Caller {
  const caller = accounts.findCaller(accessKeyId);
  const token = request.headers.get('x-amz-security-token');
  if (caller === undefined) throw invalidClientToken('unknown-key');
  if (caller.kind === 'long-term') {
    if (!caller.key.active) throw invalidClientToken('inactive-key');
    if (token !== undefined) throw invalidClientToken('token-with-long-term-key');
    return caller;
  }
  if (token === undefined) throw invalidClientToken('no-session-token');
  if (!sameText(token, caller.session.sessionToken)) throw invalidClientToken('wrong-session-token');
  if (caller.session.expiresAtMs <= nowMs) throw expiredToken();
  return caller;
}

function secretOf(caller: Caller): string {
  return caller.kind === 'long-term' ? caller.key.secretAccessKey : caller.session.secretAccessKey;
}

async function compareSignatures(
  request: ReceivedRequest,
  authorization: Authorization,
  scope: CredentialScope,
  signedHeaders: readonly string[],
  secretAccessKey: string,
  signedAtMs: number,
): Promise<void> {
  const canonicalList = [...new Set(signedHeaders.map((name) => name.toLowerCase()))].sort().join(';');
  if (canonicalList !== authorization.signedHeaders) throw signatureMismatch('signed-headers-not-canonical');

  const headers: Record<string, string> = {};
  for (const name of signedHeaders) {
    const value = request.headers.get(name);
    if (value === undefined) throw signatureMismatch('signed-header-absent');
    headers[name] = value;
  }
  for (const name of ['x-amz-date', 'x-amz-security-token']) {
    if (request.headers.has(name) && !(name in headers)) throw signatureMismatch('required-header-not-signed');
  }
  // The signer would take this header's word for the body's hash; we do not.
  const declaredHash = request.headers.get('x-amz-content-sha256');
  if (declaredHash !== undefined && !sameText(declaredHash, sha256Hex(request.body))) {
    throw signatureMismatch('body-hash');
  }

  const signer = new SignatureV4({
    service: SERVICE,
    region: scope.region,
    credentials: { accessKeyId: scope.accessKeyId, secretAccessKey },
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const resigned = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: request.headers.get('host') ?? '',
      path: request.path,
      query: queryBag(request.query),
      headers,
      body: request.body,
    },
    { signingDate: new Date(signedAtMs), signableHeaders: new Set(signedHeaders) },
  );
  const expected = /Signature=([0-9a-f]{64})$/.exec(resigned.headers['authorization'] ?? '')?.[1];
  if (expected === undefined) throw new Error('The signer gave no signature.');
  if (!sameText(authorization.signature, expected)) throw signatureMismatch('signature');
}

function queryBag(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function sha256Hex(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
