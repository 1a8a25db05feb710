import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Accounts, type UserSpec } from '../accounts.ts';
import type { ReceivedRequest } from '../received-request.ts';
import { ServiceError } from '../service-error.ts';
import { type SigningKeys, type SigningOptions, signedCall } from '../signed-call.ts';
import { verifySignature } from './verify-signature.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 0);
const HOST = '127.0.0.1:4566';
const ACTION = { Action: 'GetCallerIdentity' };
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** The request as the server would see it, with what a test changes on the way. */
async function arrive(
  keys: SigningKeys,
  options: Partial<SigningOptions> = {},
  params: Record<string, string> = ACTION,
) {
  const wire = await signedCall(keys, params, { host: HOST, atMs: NOW, ...options });
  const mark = wire.target.indexOf('?');
  return {
    method: wire.method,
    path: mark === -1 ? wire.target : wire.target.slice(0, mark),
    query: mark === -1 ? '' : wire.target.slice(mark + 1),
    headers: new Map(Object.entries(wire.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(wire.body),
  };
}

type Arrived = Awaited<ReturnType<typeof arrive>>;

async function refusal(request: ReceivedRequest, accounts: Accounts, nowMs = NOW): Promise<ServiceError> {
  try {
    await verifySignature(request, accounts, nowMs);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('The request was accepted.');
}

function store(spec: UserSpec = {}) {
  const accounts = new Accounts(() => NOW);
  return { accounts, user: accounts.addUser(spec) };
}

function editHeader(request: Arrived, name: string, edit: (value: string) => string): void {
  const value = request.headers.get(name);
  if (value === undefined) throw new Error(`No header ${name}.`);
  const edited = edit(value);
  if (edited === value) throw new Error(`The edit of ${name} changed nothing.`);
  request.headers.set(name, edited);
}

const inAuthorization = (find: string | RegExp, put: string) => (request: Arrived) =>
  editHeader(request, 'authorization', (value) => value.replace(find, put));

describe('a request as it was signed', () => {
  it.each([
    ['POST', {}],
    ['GET', { method: 'GET' }],
    ['another region', { region: 'ap-southeast-2' }],
    ['more headers', { headers: { 'x-amz-user-agent': 'aws-sdk-js/3', 'amz-sdk-request': 'attempt=1; max=1' } }],
    ['white space that the canonical form folds', { headers: { 'x-amz-meta': '  a   b  ' } }],
    ['a STS host', { host: 'sts.eu-west-1.amazonaws.com', region: 'eu-west-1' }],
    ['the global host', { host: 'sts.amazonaws.com' }],
    ['15 minutes late', { atMs: NOW - 15 * 60_000 }],
    ['15 minutes early', { atMs: NOW + 15 * 60_000 }],
  ] as const)('is accepted: %s', async (_name, options) => {
    const { accounts, user } = store();
    const verified = await verifySignature(await arrive(user, options), accounts, NOW);
    expect(verified.caller.user).toBe(user);
  });

  it('tells the region it was scoped to', async () => {
    const { accounts, user } = store();
    const verified = await verifySignature(await arrive(user, { region: 'eu-north-1' }), accounts, NOW);
    expect(verified.region).toBe('eu-north-1');
  });

  it('is accepted when it declares its body hash, and the declaration is true', async () => {
    const { accounts, user } = store();
    const plain = await arrive(user);
    const hash = createHash('sha256').update(plain.body).digest('hex');
    const request = await arrive(user, { headers: { 'x-amz-content-sha256': hash } });
    await expect(verifySignature(request, accounts, NOW)).resolves.toBeDefined();
  });

  it('is refused when it declares its body hash and the body is another', async () => {
    const { accounts, user } = store();
    const plain = await arrive(user);
    const hash = createHash('sha256').update(plain.body).digest('hex');
    const request = await arrive(user, { headers: { 'x-amz-content-sha256': hash } });
    request.body = Buffer.from(request.body.toString().replace('GetCallerIdentity', 'GetSessionToken'));
    expect(await refusal(request, accounts)).toMatchObject({ code: 'SignatureDoesNotMatch', message: MISMATCH });
  });
});

describe('one thing changed on the way', () => {
  const SCOPE = 'Credential should be scoped';
  const cases: ReadonlyArray<readonly [string, (request: Arrived) => void, number, string, string | RegExp]> = [
    ['a bit of the body', (r) => r.body.writeUInt8(r.body.readUInt8(3) ^ 1, 3), 403, 'SignatureDoesNotMatch', MISMATCH],
    [
      'a byte more of body',
      (r) => (r.body = Buffer.concat([r.body, Buffer.from('&')])),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    ['no body', (r) => (r.body = Buffer.alloc(0)), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the method', (r) => (r.method = 'GET'), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the path', (r) => (r.path = '/a'), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the query', (r) => (r.query = 'DurationSeconds=900'), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['an empty parameter in the query', (r) => (r.query = 'x='), 403, 'SignatureDoesNotMatch', MISMATCH],
    [
      'a signed header',
      (r) => editHeader(r, 'content-type', (v) => `${v}; charset=utf-8`),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    ['a signed header taken away', (r) => r.headers.delete('content-type'), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the host', (r) => editHeader(r, 'host', () => 'localhost:4566'), 403, 'SignatureDoesNotMatch', MISMATCH],
    [
      'the date, by a second',
      (r) => editHeader(r, 'x-amz-date', () => '20260131T120001Z'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'the date, to nonsense',
      (r) => editHeader(r, 'x-amz-date', () => '201'),
      400,
      'IncompleteSignature',
      /^Date must be in ISO-8601/,
    ],
    [
      'the date, away',
      (r) => r.headers.delete('x-amz-date'),
      400,
      'IncompleteSignature',
      /^Authorization header requires existence of either a 'X-Amz-Date'/,
    ],
    [
      'the signature’s first digit',
      (r) =>
        editHeader(r, 'authorization', (v) =>
          v.replace(/Signature=(.)/, (_m, d) => `Signature=${d === '0' ? '1' : '0'}`),
        ),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'the signature, in capitals',
      (r) =>
        editHeader(r, 'authorization', (v) =>
          v.replace(/Signature=.*/, (m) => `Signature=${m.slice(10).toUpperCase()}`),
        ),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    ['the signature, shorter', inAuthorization(/.$/, ''), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the signature, empty', inAuthorization(/Signature=.*/, 'Signature='), 403, 'SignatureDoesNotMatch', MISMATCH],
    [
      'the signature, away',
      inAuthorization(/, Signature=.*/, ''),
      400,
      'IncompleteSignature',
      /^Authorization header requires 'Signature' parameter\. Authorization=/,
    ],
    [
      'an equals sign',
      inAuthorization('SignedHeaders=', 'SignedHeaders'),
      400,
      'IncompleteSignature',
      /^'SignedHeaders[^']*' not a valid key=value pair \(missing equal-sign\)/,
    ],
    [
      'the header itself, away',
      (r) => r.headers.delete('authorization'),
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    ],
    [
      'the algorithm',
      inAuthorization('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'),
      400,
      'IncompleteSignature',
      "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'",
    ],
    [
      'the signed headers, without host',
      inAuthorization(';host;', ';'),
      403,
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'the signed headers, without the date',
      inAuthorization(';x-amz-date', ''),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'the signed headers, in another order',
      inAuthorization('content-type;host', 'host;content-type'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    [
      'the signed headers, in capitals',
      inAuthorization('content-type;', 'Content-Type;'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
    ['the signed headers, one twice', inAuthorization(';host;', ';host;host;'), 403, 'SignatureDoesNotMatch', MISMATCH],
    ['the scope’s region', inAuthorization('/us-east-1/', '/us-east-2/'), 403, 'SignatureDoesNotMatch', MISMATCH],
    [
      'the scope’s service',
      inAuthorization('/sts/', '/iam/'),
      403,
      'SignatureDoesNotMatch',
      `${SCOPE} to correct service: 'sts'. `,
    ],
    [
      'the scope’s end',
      inAuthorization('aws4_request', 'aws5_request'),
      403,
      'SignatureDoesNotMatch',
      `${SCOPE} with a valid terminator: 'aws4_request', not 'aws5_request'. `,
    ],
    [
      'the scope’s day',
      inAuthorization('/20260131/', '/20260130/'),
      403,
      'SignatureDoesNotMatch',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from '20260131T120000Z'.",
    ],
    [
      'the scope, a part less',
      inAuthorization('/aws4_request', ''),
      400,
      'IncompleteSignature',
      /^Credential must have exactly 5 slash-delimited elements/,
    ],
    [
      'the key id',
      inAuthorization(/Credential=AKIA./, 'Credential=AKIA0'),
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ],
    [
      'a body hash, declared and false',
      (r) => r.headers.set('x-amz-content-sha256', 'UNSIGNED-PAYLOAD'),
      403,
      'SignatureDoesNotMatch',
      MISMATCH,
    ],
  ];

  it.each(cases)('is refused: %s', async (_name, change, status, code, message) => {
    const { accounts, user } = store();
    const request = await arrive(user);
    change(request);
    const error = await refusal(request, accounts);
    expect(error).toMatchObject({ status, code });
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
  });

  it('is refused, whichever bit of the body it is', async () => {
    const { accounts, user } = store();
    const request = await arrive(user, {}, { Action: 'GetSessionToken', TokenCode: '123456' });
    await fc.assert(
      fc.asyncProperty(fc.nat(request.body.length * 8 - 1), async (bit) => {
        const body = Buffer.from(request.body);
        body.writeUInt8(body.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect((await refusal({ ...request, body }, accounts)).code).toBe('SignatureDoesNotMatch');
      }),
    );
  });

  it('is refused, whichever character of the signature it is', async () => {
    const { accounts, user } = store();
    const request = await arrive(user);
    const authorization = request.headers.get('authorization') ?? '';
    for (let at = authorization.length - 64; at < authorization.length; at += 1) {
      const digit = authorization.charAt(at) === '7' ? '8' : '7';
      const headers = new Map(request.headers);
      headers.set('authorization', authorization.slice(0, at) + digit + authorization.slice(at + 1));
      expect((await refusal({ ...request, headers }, accounts)).code).toBe('SignatureDoesNotMatch');
    }
  });

  it('in the query of a GET is refused', async () => {
    const { accounts, user } = store();
    const request = await arrive(user, { method: 'GET' });
    request.query = request.query.replace('GetCallerIdentity', 'GetSessionToken');
    expect(await refusal(request, accounts)).toMatchObject({ code: 'SignatureDoesNotMatch', message: MISMATCH });
  });
});

describe('the region of the host', () => {
  it.each([
    ['sts.eu-west-1.amazonaws.com', 'us-east-1'],
    ['sts.amazonaws.com', 'eu-west-1'],
    ['sts.us-gov-west-1.amazonaws.com', 'us-gov-east-1'],
  ])('%s does not take a scope for %s', async (host, region) => {
    const { accounts, user } = store();
    expect(await refusal(await arrive(user, { host, region }), accounts)).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'Credential should be scoped to a valid region. ',
    });
  });

  it.each([
    ['aws', 'sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['aws', 'sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['aws-cn', 'sts.eu-west-1.amazonaws.com', 'eu-west-1'],
  ] as const)('keys of %s are unknown at %s', async (partition, host, region) => {
    const { accounts, user } = store({ partition });
    expect(await refusal(await arrive(user, { host, region }), accounts)).toMatchObject({
      code: 'InvalidClientTokenId',
      detail: 'other-partition',
    });
  });

  it('keys of the partition are known there', async () => {
    const { accounts, user } = store({ partition: 'aws-cn' });
    const request = await arrive(user, { host: 'sts.cn-north-1.amazonaws.com.cn', region: 'cn-north-1' });
    await expect(verifySignature(request, accounts, NOW)).resolves.toBeDefined();
  });
});

describe('keys', () => {
  it('with the wrong secret are refused', async () => {
    const { accounts, user } = store();
    const { accessKeyId } = user;
    const wrong = { accessKeyId, secretAccessKey: user.secretAccessKey.slice(0, -1) };
    expect(await refusal(await arrive(wrong), accounts)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: MISMATCH,
    });
  });

  it('that were made inactive are refused, and work again when active', async () => {
    const { accounts, user } = store();
    const key = user.addKey();
    key.active = false;
    const request = await arrive(key);
    expect(await refusal(request, accounts)).toMatchObject({ code: 'InvalidClientTokenId', detail: 'inactive-key' });
    key.active = true;
    await expect(verifySignature(request, accounts, NOW)).resolves.toBeDefined();
  });

  it('long-term, with a session token, are refused', async () => {
    const { accounts, user } = store();
    const { accessKeyId, secretAccessKey } = user;
    const request = await arrive({ accessKeyId, secretAccessKey, sessionToken: 'x' });
    expect(await refusal(request, accounts)).toMatchObject({ code: 'InvalidClientTokenId' });
  });
});

describe('temporary credentials', () => {
  it('are accepted until their last second', async () => {
    const { accounts, user } = store();
    const session = accounts.issueSession(user, 900, true);
    const lastMs = session.expiresAtMs - 1;
    const verified = await verifySignature(await arrive(session, { atMs: lastMs }), accounts, lastMs);
    expect(verified.caller).toEqual({ kind: 'session', user, session });
    expect(
      await refusal(await arrive(session, { atMs: session.expiresAtMs }), accounts, session.expiresAtMs),
    ).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it.each([
    ['no token', () => undefined],
    ['an empty token', () => ''],
    ['one character of the token changed', (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
    ['a longer token', (token: string) => `${token}A`],
    ['a shorter token', (token: string) => token.slice(0, -1)],
  ])('with %s are refused, even when the rest is signed right', async (_name, edit) => {
    const { accounts, user } = store();
    const session = accounts.issueSession(user, 900, true);
    const sessionToken = edit(session.sessionToken);
    const { accessKeyId, secretAccessKey } = session;
    const request = await arrive({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) });
    expect(await refusal(request, accounts)).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('with a token that is not signed are refused', async () => {
    const { accounts, user } = store();
    const { accessKeyId, secretAccessKey, sessionToken } = accounts.issueSession(user, 900, true);
    const request = await arrive({ accessKeyId, secretAccessKey });
    request.headers.set('x-amz-security-token', sessionToken);
    expect(await refusal(request, accounts)).toMatchObject({ code: 'SignatureDoesNotMatch', message: MISMATCH });
  });

  it('do not work with the token of another session', async () => {
    const { accounts, user } = store();
    const [one, two] = [accounts.issueSession(user, 900, true), accounts.issueSession(user, 900, true)];
    const request = await arrive({ ...one, sessionToken: two.sessionToken });
    expect(await refusal(request, accounts)).toMatchObject({ code: 'InvalidClientTokenId' });
  });
});

describe('of two things wrong, the one AWS names first', () => {
  it('is the clock before an unknown key', async () => {
    const { accounts } = store();
    const unknown = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' };
    const request = await arrive(unknown, { atMs: NOW - 3_600_000 });
    expect((await refusal(request, accounts)).message).toMatch(/^Signature expired: /);
  });

  it('is the scope before an unknown key', async () => {
    const { accounts } = store();
    const request = await arrive({ accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' });
    inAuthorization('/sts/', '/s3/')(request);
    expect((await refusal(request, accounts)).message).toMatch(/correct service/);
  });
});
