import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalUser } from '../../e2e/local-sts/accounts.ts';
import {
  type Fault,
  GATEWAY_TIMEOUT,
  INTERNAL_FAILURE,
  SERVICE_UNAVAILABLE,
  THROTTLED,
  type WrongBody,
} from '../../e2e/local-sts/faults/fault.ts';
import { type LocalSts, startLocalSts } from '../../e2e/local-sts/local-sts.ts';
import { type ErrorCode, type ErrorRecord, isErrorCode, type ServiceReply } from '../core/errors.ts';
import { samples } from '../testing/fuzz.ts';
import { loadWorkerSts, type WorkerSts } from '../testing/worker-sts.ts';
import type { StsCall } from './sts.ts';

const MINUTE = 60_000;
const MIB = 1024 * 1024;

let server: LocalSts;
let alice: LocalUser;
let sts: WorkerSts;

beforeAll(async () => {
  server = await startLocalSts();
});
afterAll(() => server.stop());
beforeEach(async () => {
  // A user of its own, in an account of its own, for each test: no code is used up by another one.
  alice = server.addUser();
  server.requests.clear();
  sts = await loadWorkerSts();
});
afterEach(() => server.calm());

const callOf = (changes: Partial<StsCall> = {}): StsCall => ({
  keys: { accessKeyId: alice.accessKeyId, secretAccessKey: alice.secretAccessKey },
  endpoint: server.origin,
  region: 'eu-central-1',
  clockOffsetMs: 0,
  ...changes,
});

const requestOf = (tokenCode: string, mfaSerial = alice.mfaSerial) => ({ mfaSerial, tokenCode, durationSeconds: 3600 });

const sessionToken = (call: StsCall = callOf(), code = alice.device.freshCode()) =>
  sts.getSessionToken(call, requestOf(code));

/** What a call ended with, checked for what it must never hold. */
async function refusalOf(work: Promise<unknown>): Promise<ErrorRecord> {
  const error: unknown = await work.then(
    () => {
      throw new Error('was not refused');
    },
    (thrown: unknown) => thrown,
  );
  const record = error as ErrorRecord & { message: string };
  const text = [JSON.stringify(error), record.message, String(error)].join('\n');
  const codes = [-1, 0, 1, 2].map((step) => alice.device.codeAt(server.clock.nowMs() + step * 30_000));
  for (const secret of [alice.secretAccessKey, ...codes, 'SessionToken', 'SecretAccessKey']) {
    expect(text).not.toContain(secret);
  }
  return {
    code: record.code,
    ...(record.service && { service: record.service }),
    ...(record.params && { params: record.params }),
  };
}

/** A reply that no server of ours wrote. */
function handMade(accessKeyId = 'ASIAIOSFODNN7EXAMPLE'): string {
  const end = new Date(Date.now() + 3_600_000).toISOString();
  return `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials>
    <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
    <Expiration>${end}</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`;
}

const hostOf = (endpoint: string) => new URL(endpoint).host;

describe('a call that succeeds, in a world without a window', () => {
  it('GetSessionToken gives the credentials to the character', async () => {
    const answer = await sessionToken();
    const caller = server.accounts.findCaller(answer.value.accessKeyId);
    if (caller?.kind !== 'session') throw new Error('the server gave out no such session');
    expect(answer.value).toEqual({
      accessKeyId: caller.session.accessKeyId,
      secretAccessKey: caller.session.secretAccessKey,
      sessionToken: caller.session.sessionToken,
      expiration: new Date(caller.session.expiresAtMs).toISOString(),
    });
    expect(caller.session.mfaAuthenticated).toBe(true);
    // The Date header has whole seconds.
    expect(Math.abs(answer.clockOffsetMs ?? Number.NaN)).toBeLessThan(5000);
  });

  it('a rehearsal goes through signing and reading, and sends nothing', async () => {
    await expect(sts.rehearse()).resolves.toBeUndefined();
    expect(sts.fetched).toEqual([]);
    expect(sts.deadlines).toEqual([]);
  });

  it('GetCallerIdentity says whose keys they are', async () => {
    await expect(sts.getCallerIdentity(callOf())).resolves.toMatchObject({
      value: { accountId: alice.accountId, arn: alice.userArn },
    });
  });

  it.each<[string, number]>([
    ['900 bytes', 900],
    ['16 KiB', 16 * 1024],
    ['150 KiB', 150 * 1024],
  ])('a session token of %s arrives whole', async (_, bytes) => {
    server.accounts.sessionTokenBytes = bytes;
    const { value } = await sessionToken().finally(() => {
      server.accounts.sessionTokenBytes = 280;
    });
    expect(value.sessionToken.length).toBe(Math.ceil(bytes / 3) * 4);
    expect(server.accounts.findCaller(value.accessKeyId)).toMatchObject({
      session: { sessionToken: value.sessionToken },
    });
  });

  it.each<[string, WrongBody]>([
    ['after a byte order mark', { shape: 'bom' }],
    [
      'after a declaration and a comment',
      {
        shape: 'text',
        contentType: 'text/xml',
        text: `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n${handMade()}`,
      },
    ],
    ['in no namespace', { shape: 'wrong-namespace' }],
    ['in another namespace', { shape: 'wrong-namespace', namespace: 'https://example.com/doc/' }],
    [
      'with the time to the millisecond',
      { shape: 'replaced-field', field: 'Expiration', value: new Date(Date.now() + 3_600_000).toISOString() },
    ],
  ])('a reply %s is read all the same', async (_, body) => {
    server.faults.next({ kind: 'body', body });
    const { value } = await sessionToken();
    expect(value.accessKeyId).toMatch(/^ASIA/);
    expect(Date.parse(value.expiration)).toBeGreaterThan(Date.now());
  });

  it('a token with every character of XML is read as it was meant', async () => {
    const value = 'a&b<c>d"e\'f+/=';
    server.faults.next({ kind: 'body', body: { shape: 'replaced-field', field: 'SessionToken', value } });
    expect((await sessionToken()).value.sessionToken).toBe(value);
  });
});

describe('what is sent', () => {
  it('is one POST with what is signed and nothing more', async () => {
    await sessionToken();
    const [asked] = sts.fetched;
    expect(sts.fetched.length).toBe(1);
    expect(asked?.url).toBe(`${server.origin}/`);
    expect(asked?.init.method).toBe('POST');
    expect(Object.keys(asked?.init.headers ?? {}).sort()).toEqual([
      'authorization',
      'content-type',
      'x-amz-content-sha256',
      'x-amz-date',
    ]);
    expect(asked?.init.headers['content-type']).toBe('application/x-www-form-urlencoded');
    const signed = /SignedHeaders=([^,]+),/.exec(asked?.init.headers['authorization'] ?? '')?.[1];
    expect(signed).toContain('host');
    expect(server.requests.all.length).toBe(1);
    expect(server.requests.last?.outcome).toMatchObject({ code: 'OK', delivered: 'whole' });
    // Node adds headers of its own; none of them is the SDK's.
    for (const name of Object.keys(server.requests.last?.headers ?? {})) {
      expect(name).not.toMatch(/^(amz-sdk|x-amz-user-agent|x-amzn|referer|cookie|origin)/);
    }
    expect(server.requests.last?.headers['user-agent']).not.toMatch(/aws|sdk/i);
  });

  it('carries no cookie, no cache, no referrer, follows nowhere, and ends after 15 seconds', async () => {
    await sessionToken();
    expect(sts.fetched[0]?.init).toMatchObject({
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    expect(sts.deadlines).toEqual([15_000]);
    expect(sts.fetched[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('names the operation, its parameters and the version, and nothing else', async () => {
    const code = alice.device.freshCode();
    await sessionToken(callOf(), code);
    expect(server.requests.last?.parameters).toEqual({
      Action: 'GetSessionToken',
      Version: '2011-06-15',
      DurationSeconds: '3600',
      SerialNumber: alice.mfaSerial,
      TokenCode: code,
    });
    await sts.getCallerIdentity(callOf());
    expect(server.requests.last?.parameters).toEqual({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  });

  it.each<[string, string]>([
    ['a blank b', 'a%20blank%20b'],
    ['+/=@,.:', '%2B%2F%3D%40%2C.%3A'],
    ["!'()*", '%21%27%28%29%2A'],
    ['ünï', '%C3%BCn%C3%AF'],
  ])('%s goes as %s, percent-encoded and signed as sent', async (mfaSerial, encoded) => {
    const refusal = await refusalOf(sts.getSessionToken(callOf(), requestOf('123456', mfaSerial)));
    const body = sts.fetched[0]?.init.body ?? '';
    expect(body).toContain(`SerialNumber=${encoded}&`);
    expect(body).not.toContain('+');
    // The signature held; what was refused is the device.
    expect(['mfa-device-refused', 'parameter-refused']).toContain(refusal.code);
  });

  it.each(['us-east-1', 'cn-north-1', 'eusc-de-east-1'])('is signed for %s', async (region) => {
    await sessionToken(callOf({ region }));
    expect(sts.fetched[0]?.init.headers['authorization']).toContain(`/${region}/sts/aws4_request`);
  });

  it('needs no second request for a clock that is known to be off', async () => {
    server.clock.offsetMs = 20 * MINUTE;
    const answer = await sessionToken(callOf({ clockOffsetMs: 20 * MINUTE }));
    expect(server.requests.all.length).toBe(1);
    expect(Math.abs((answer.clockOffsetMs ?? 0) - 20 * MINUTE)).toBeLessThan(5000);
  });
});

describe('what STS refuses', () => {
  it.each<[string, () => Promise<unknown>, ErrorCode, number, string]>([
    ['a wrong code', () => sessionToken(callOf(), alice.device.wrongCode()), 'mfa-code-refused', 403, 'AccessDenied'],
    [
      'another one’s device',
      () => sts.getSessionToken(callOf(), requestOf('123456', server.addUser({ userName: 'bob' }).mfaSerial)),
      'mfa-device-refused',
      403,
      'AccessDenied',
    ],
    [
      'a wrong secret',
      () => sessionToken(callOf({ keys: { accessKeyId: alice.accessKeyId, secretAccessKey: 'x'.repeat(40) } })),
      'secret-wrong',
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'an unknown key',
      () => sessionToken(callOf({ keys: { accessKeyId: 'AKIAUNKNOWNUNKNOWN00', secretAccessKey: 'x'.repeat(40) } })),
      'access-key-unknown',
      403,
      'InvalidClientTokenId',
    ],
    [
      'a duration out of range',
      () => sts.getSessionToken(callOf(), { ...requestOf('123456'), durationSeconds: 600 }),
      'duration-refused',
      400,
      'ValidationError',
    ],
    [
      'a region that is off',
      () => {
        server.disabledRegions.add('eu-central-1');
        return sessionToken();
      },
      'region-disabled',
      403,
      'RegionDisabledException',
    ],
  ])('%s: one request', async (_, work, code, status, serviceCode) => {
    const refusal = await refusalOf(work());
    expect(refusal).toEqual({
      code,
      params: { host: hostOf(server.origin) },
      service: {
        status,
        code: serviceCode,
        message: expect.stringMatching(/\S/),
        requestId: server.requests.last?.requestId,
      },
    });
    expect(server.requests.all.length).toBe(1);
  });

  it('a code that was used', async () => {
    const code = alice.device.freshCode();
    await sessionToken(callOf(), code);
    expect((await refusalOf(sessionToken(callOf(), code))).code).toBe('mfa-code-refused');
  });

  it.each<[string, Fault, ErrorCode, ServiceReply]>([
    ['500', INTERNAL_FAILURE, 'service-unavailable', { status: 500, code: 'InternalFailure' }],
    ['502, a page', { kind: 'html', status: 502 }, 'service-unavailable', { status: 502 }],
    ['503', SERVICE_UNAVAILABLE, 'service-unavailable', { status: 503, code: 'ServiceUnavailable' }],
    ['504, a page', GATEWAY_TIMEOUT, 'service-unavailable', { status: 504 }],
    ['throttling', THROTTLED, 'throttled', { status: 400, code: 'Throttling', message: 'Rate exceeded' }],
    ['429, a page', { kind: 'html', status: 429 }, 'foreign-reply', { status: 429 }],
    [
      '429 in XML without a code',
      { kind: 'error', status: 429, code: '', message: '' },
      'throttled',
      { status: 429, code: '' },
    ],
    [
      'a code nobody knows, word for word',
      { kind: 'error', status: 418, code: 'Teapot', message: 'short & <stout>' },
      'service-refused',
      { status: 418, code: 'Teapot', message: 'short & <stout>' },
    ],
    [
      'a message without end',
      { kind: 'error', status: 400, code: 'X'.repeat(5000), message: 'm'.repeat(100_000) },
      'service-refused',
      { status: 400, code: 'X'.repeat(128), message: 'm'.repeat(2048) },
    ],
    [
      'an error in JSON',
      {
        kind: 'body',
        status: 400,
        body: { shape: 'text', contentType: 'application/json', text: '{"code":"AccessDenied"}' },
      },
      'service-refused',
      { status: 400 },
    ],
    [
      'an error under another root',
      {
        kind: 'body',
        status: 403,
        body: {
          shape: 'text',
          contentType: 'text/xml',
          text: '<Response><Errors><Error><Message>No</Message><Code>InvalidClientTokenId</Code></Error></Errors></Response>',
        },
      },
      'access-key-unknown',
      { status: 403, code: 'InvalidClientTokenId', message: 'No' },
    ],
    [
      'an error cut short',
      {
        kind: 'body',
        status: 400,
        body: { shape: 'text', contentType: 'text/xml', text: '<ErrorResponse><Error><Code>Acc' },
      },
      'service-refused',
      { status: 400 },
    ],
    [
      'an error with a document type',
      {
        kind: 'body',
        status: 400,
        body: {
          shape: 'text',
          contentType: 'text/xml',
          text: '<!DOCTYPE x [<!ENTITY a "b">]><Error><Code>&a;</Code></Error>',
        },
      },
      'service-refused',
      { status: 400 },
    ],
    [
      'an error nested without end',
      { kind: 'body', status: 400, body: { shape: 'text', contentType: 'text/xml', text: '<a>'.repeat(80_000) } },
      'service-refused',
      { status: 400 },
    ],
    [
      'an error in UTF-16',
      { kind: 'body', status: 400, body: { shape: 'utf-16' } },
      'unreadable-reply',
      { status: 400 },
    ],
  ])('%s: one request, and what it said', async (_, fault, code, service) => {
    server.faults.next(fault);
    const refusal = await refusalOf(sessionToken());
    expect(refusal).toMatchObject({ code, params: { host: hostOf(server.origin) }, service });
    expect(refusal.service?.code).toBe(service.code);
    expect(server.requests.all.length).toBe(1);
  });
});

describe('a clock that is off', () => {
  it.each<[string, number]>([
    ['20 minutes slow', 20 * MINUTE],
    ['20 minutes fast', -20 * MINUTE],
    ['a day slow', 24 * 60 * MINUTE],
    ['a year fast', -365 * 24 * 60 * MINUTE],
  ])('%s: two requests, the second accepted, the code used once', async (_, offsetMs) => {
    server.clock.offsetMs = offsetMs;
    const answer = await sessionToken();
    expect(server.requests.all.map(({ outcome }) => outcome?.code)).toEqual(['SignatureDoesNotMatch', 'OK']);
    expect(new Set(server.requests.all.map(({ parameters }) => parameters['TokenCode'])).size).toBe(1);
    expect(Math.abs((answer.clockOffsetMs ?? 0) - offsetMs)).toBeLessThan(5000);
    expect(answer.value.accessKeyId).toMatch(/^ASIA/);
    // Each with a deadline of its own.
    expect(sts.deadlines).toEqual([15_000, 15_000]);
  });

  it('that was learned wrongly is put right the same way', async () => {
    const answer = await sessionToken(callOf({ clockOffsetMs: 60 * MINUTE }));
    expect(server.requests.all.length).toBe(2);
    expect(Math.abs(answer.clockOffsetMs ?? Number.NaN)).toBeLessThan(5000);
  });

  it.each([4, -4, 14, -14])('%i minutes: within what STS takes, so one request', async (minutes) => {
    server.clock.offsetMs = minutes * MINUTE;
    await sessionToken();
    expect(server.requests.all.length).toBe(1);
  });

  it('and a code that is wrong too: two requests, then the refusal of the code', async () => {
    server.clock.offsetMs = 20 * MINUTE;
    const refusal = await refusalOf(sessionToken(callOf(), alice.device.wrongCode()));
    expect(refusal.code).toBe('mfa-code-refused');
    expect(server.requests.all.length).toBe(2);
  });

  it('told by the message alone, where the Date cannot be read, is learned as well', async () => {
    server.clock.offsetMs = 20 * MINUTE;
    sts.setFetch(async ({ url, init }) => {
      const reply = await fetch(url, init);
      const headers = new Headers(reply.headers);
      headers.delete('date');
      return new Response(reply.body, { status: reply.status, headers });
    });
    const answer = await sts.getSessionToken(callOf(), {
      ...requestOf(alice.device.freshCode()),
      durationSeconds: 129_600,
    });
    expect(server.requests.all.length).toBe(2);
    expect(Math.abs((answer.clockOffsetMs ?? 0) - 20 * MINUTE)).toBeLessThan(5000);
  });

  it('that the server keeps refusing: two requests and no more', async () => {
    const fault: Fault = {
      kind: 'error',
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
    };
    server.faults.untilCleared(fault);
    expect((await refusalOf(sessionToken())).code).toBe('clock-skew');
    expect(server.requests.all.length).toBe(2);
  });

  it('a wrong secret is no clock, even where the clocks differ a little', async () => {
    server.clock.offsetMs = 3 * MINUTE;
    const keys = { accessKeyId: alice.accessKeyId, secretAccessKey: 'x'.repeat(40) };
    expect((await refusalOf(sessionToken(callOf({ keys })))).code).toBe('secret-wrong');
    expect(server.requests.all.length).toBe(1);
  });
});

describe('what is no answer of STS', () => {
  it.each<[string, Fault, ErrorCode, string | undefined]>([
    ['a captive portal', { kind: 'body', body: { shape: 'captive-portal' } }, 'foreign-reply', undefined],
    ['a page that refuses', { kind: 'html', status: 403 }, 'foreign-reply', undefined],
    ['JSON', { kind: 'body', body: { shape: 'json' } }, 'unreadable-reply', 'not XML'],
    ['nothing', { kind: 'body', body: { shape: 'empty' } }, 'unreadable-reply', 'not XML'],
    ['another root', { kind: 'body', body: { shape: 'wrong-root' } }, 'unreadable-reply', 'another root element'],
    ['XML cut short', { kind: 'body', body: { shape: 'truncated' } }, 'unreadable-reply', undefined],
    [
      'XML cut after a few bytes',
      { kind: 'body', body: { shape: 'truncated', bytes: 20 } },
      'unreadable-reply',
      undefined,
    ],
    ['UTF-16', { kind: 'body', body: { shape: 'utf-16' } }, 'unreadable-reply', 'not UTF-8'],
    [
      'an entity nobody declared',
      { kind: 'body', body: { shape: 'bad-entity', field: 'SessionToken' } },
      'unreadable-reply',
      undefined,
    ],
    [
      'entities that unfold',
      { kind: 'body', body: { shape: 'dtd-bomb', field: 'SessionToken' } },
      'unreadable-reply',
      'a document type declaration',
    ],
    ...['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration', 'Credentials', 'GetSessionTokenResult'].map(
      (field): [string, Fault, ErrorCode, undefined] => [
        `no ${field}`,
        { kind: 'body', body: { shape: 'missing-field', field } },
        'unreadable-reply',
        undefined,
      ],
    ),
    ...['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'].flatMap(
      (field): [string, Fault, ErrorCode, undefined][] => [
        [`${field} twice`, { kind: 'body', body: { shape: 'duplicate-field', field } }, 'unreadable-reply', undefined],
        [
          `${field} twice, the second another`,
          { kind: 'body', body: { shape: 'duplicate-field', field, value: 'ASIAOTHEROTHEROTHER0' } },
          'unreadable-reply',
          undefined,
        ],
        [
          `${field} empty`,
          { kind: 'body', body: { shape: 'replaced-field', field, value: '' } },
          'unreadable-reply',
          undefined,
        ],
        [
          `${field} with a line break`,
          { kind: 'body', body: { shape: 'replaced-field', field, value: 'a\nb' } },
          'unreadable-reply',
          undefined,
        ],
      ],
    ),
    [
      'credentials twice',
      { kind: 'body', body: { shape: 'duplicate-field', field: 'Credentials' } },
      'unreadable-reply',
      undefined,
    ],
    ...[
      'yesterday',
      '1795262400',
      '2026-13-45T99:99:99Z',
      new Date(0).toISOString(),
      '9999-12-31T23:59:59Z',
      '+275760-09-13T00:00:00Z',
    ].map((value): [string, Fault, ErrorCode, string | undefined] => [
      `an end of ${value}`,
      { kind: 'body', body: { shape: 'replaced-field', field: 'Expiration', value } },
      'unreadable-reply',
      'no usable expiration',
    ]),
    [
      'elements nested without end',
      { kind: 'body', body: { shape: 'text', contentType: 'text/xml', text: '<a>'.repeat(80_000) } },
      'unreadable-reply',
      undefined,
    ],
    ['a redirect', { kind: 'redirect', status: 302, location: '/elsewhere' }, 'unreachable', undefined],
    [
      'a redirect that keeps the method',
      { kind: 'redirect', status: 307, location: '/elsewhere' },
      'unreachable',
      undefined,
    ],
    [
      'a permanent redirect',
      { kind: 'redirect', status: 308, location: 'http://127.0.0.1:1/' },
      'unreachable',
      undefined,
    ],
    ['a reset', { kind: 'reset' }, 'unreachable', undefined],
    ['a reset after the call took effect', { kind: 'reset', at: 'reply' }, 'unreachable', undefined],
    ['a body cut by the network', { kind: 'cut' }, 'unreadable-reply', 'cut short'],
  ])('%s: one request, a plain word for it', async (_, fault, code, message) => {
    server.faults.next(fault);
    const started = performance.now();
    const refusal = await refusalOf(sessionToken());
    expect(refusal).toMatchObject({ code, params: { host: hostOf(server.origin) } });
    if (message !== undefined) expect(refusal.service?.message).toBe(message);
    if (refusal.service) expect(JSON.stringify(refusal.service).length).toBeLessThan(200);
    expect(server.requests.all.length).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each(['Account', 'Arn', 'GetCallerIdentityResult'])('an identity without %s', async (field) => {
    server.faults.next({ kind: 'body', body: { shape: 'missing-field', field } });
    expect(await refusalOf(sts.getCallerIdentity(callOf()))).toMatchObject({
      code: 'unreadable-reply',
      params: { host: hostOf(server.origin) },
    });
  });

  it.each([
    ['Account', 'twelve digits'],
    ['Account', '1234567890123'],
    ['Arn', 'arn:aws:s3:::bucket'],
    ['Arn', '<script>alert(1)</script>'],
    ['Arn', `arn:aws:iam::123456789012:user/${'x'.repeat(2000)}`],
  ])('an identity whose %s is %s', async (field, value) => {
    server.faults.next({ kind: 'body', body: { shape: 'replaced-field', field, value } });
    expect((await refusalOf(sts.getCallerIdentity(callOf()))).code).toBe('unreadable-reply');
  });

  it.each<[string, WrongBody]>([
    ['50 MB', { shape: 'huge', field: 'SessionToken', bytes: 50 * MIB }],
    ['50 MB that came as 50 kB', { shape: 'gzip-bomb', field: 'SessionToken', bytes: 50 * MIB }],
  ])('a body of %s is given up at 256 KiB, and the connection with it', async (_, body) => {
    server.faults.next({ kind: 'body', body });
    const refusal = await refusalOf(sessionToken());
    expect(refusal).toMatchObject({ code: 'unreadable-reply', service: { status: 200, message: 'more than 256 KiB' } });
    // No more than the cap and what was on its way.
    expect(sts.bytesRead()).toBeGreaterThan(256 * 1024);
    expect(sts.bytesRead()).toBeLessThan(MIB);
  });

  it('the server of an endless body sees the connection closed', async () => {
    const ended = new Promise<string | undefined>((resolve) => {
      server.requests.onOutcome(({ outcome }) => resolve(outcome?.delivered));
    });
    server.faults.next({ kind: 'body', body: { shape: 'huge', field: 'SessionToken', bytes: 500 * MIB } });
    await refusalOf(sessionToken());
    await expect(ended).resolves.toBe('broken');
  });
});

describe('what takes too long', () => {
  it.each<[string, Fault]>([
    ['no answer', { kind: 'silence' }],
    ['headers and then nothing', { kind: 'stall', afterBytes: 0 }],
    ['a body that stops before its last byte', { kind: 'stall' }],
    ['a body that trickles', { kind: 'trickle', bytes: 1, everyMs: 60_000 }],
  ])('%s: given up at the deadline, one request', async (_, fault) => {
    const arrived = new Promise<void>((resolve) => {
      sts.setFetch(async ({ url, init }) => {
        const asked = fetch(url, init);
        // With an answer begun the deadline falls on its body.
        if (fault.kind === 'silence') resolve();
        else void asked.then(() => resolve());
        return asked;
      });
    });
    server.faults.next(fault);
    const refused = refusalOf(sessionToken());
    await arrived;
    sts.passDeadlines();
    expect(await refused).toEqual({ code: 'timed-out', params: { host: hostOf(server.origin) } });
    expect(sts.deadlines).toEqual([15_000]);
    expect(sts.fetched.length).toBe(1);
  });
});

describe('the way to the server', () => {
  it('nobody listens', async () => {
    const refusal = await refusalOf(sessionToken(callOf({ endpoint: 'http://127.0.0.1:1' })));
    expect(refusal).toEqual({ code: 'unreachable', params: { host: '127.0.0.1:1' } });
  });

  it('offline: nothing is sent, unless the server is this computer', async () => {
    sts.setOnLine(false);
    const aws = callOf({ endpoint: 'https://sts.eu-central-1.amazonaws.com' });
    expect(await refusalOf(sts.getSessionToken(aws, requestOf('123456')))).toEqual({
      code: 'offline',
      params: { host: 'sts.eu-central-1.amazonaws.com' },
    });
    expect(sts.fetched).toEqual([]);
    await sessionToken();
    await sessionToken(callOf({ endpoint: server.origin.replace('127.0.0.1', 'localhost') }));
  });
});

describe('an answer in the name of AWS itself', () => {
  const AWS = 'https://sts.eu-central-1.amazonaws.com';

  function answering(accessKeyId: string): void {
    sts.setFetch(async () => new Response(handMade(accessKeyId), { headers: { 'content-type': 'text/xml' } }));
  }

  it('goes to its host', async () => {
    answering('ASIAIOSFODNN7EXAMPLE');
    const { value, clockOffsetMs } = await sts.getSessionToken(callOf({ endpoint: AWS }), requestOf('123456'));
    expect(value.accessKeyId).toBe('ASIAIOSFODNN7EXAMPLE');
    expect(clockOffsetMs).toBeUndefined();
    expect(sts.fetched[0]?.url).toBe(`${AWS}/`);
  });

  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    'ASIA',
    'minioadmin',
    'asiaiosfodnn7example',
    'ASIA IOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE;x',
  ])('with the key %s: no temporary key of AWS', async (accessKeyId) => {
    answering(accessKeyId);
    expect(await refusalOf(sts.getSessionToken(callOf({ endpoint: AWS }), requestOf('123456')))).toMatchObject({
      code: 'unreadable-reply',
      service: { status: 200, message: 'no usable access key id' },
      params: { host: 'sts.eu-central-1.amazonaws.com' },
    });
  });
});

describe('spoiled replies by the thousand', () => {
  const ENDPOINT = 'https://sts.eu-central-1.amazonaws.com';
  const HOSTILE = [
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '<!ENTITY',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?xml version="1.0" encoding="UTF-16"?>',
    '&a9;',
    '&#0;',
    '&#x110000;',
    '&#55296;',
    '&amp;amp;',
    '</Credentials>',
    '<Credentials>',
    '<Credentials><AccessKeyId>ASIAOTHEROTHEROTHER0</AccessKeyId></Credentials>',
    '<__proto__><AccessKeyId>ASIA</AccessKeyId></__proto__>',
    '<constructor/>',
    ' xmlns:x="y"',
    '\u0000',
    '\ufeff',
    '\u202e',
    '\ud800',
    '<html>',
    '{"a":',
    '<a>'.repeat(2000),
    'A'.repeat(300_000),
  ];

  /** The good reply with a piece taken out, doubled, put elsewhere or replaced, once or twice. */
  const spoiled = fc
    .array(
      fc.record({
        what: fc.constantFrom('cut', 'double', 'insert', 'replace', 'move'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.oneof(fc.constant(1), fc.nat(400)),
        by: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 20 })),
      }),
      { minLength: 1, maxLength: 2 },
    )
    .map((changes) =>
      changes.reduce((text, { what, at, length, by }) => {
        const from = Math.floor(at * text.length);
        const piece = text.slice(from, from + length);
        const rest = text.slice(from + length);
        if (what === 'cut') return text.slice(0, from) + rest;
        if (what === 'double') return text.slice(0, from) + piece + piece + rest;
        if (what === 'insert') return text.slice(0, from) + by + text.slice(from);
        if (what === 'replace') return text.slice(0, from) + by + rest;
        return rest + text.slice(0, from) + piece;
      }, handMade()),
    );

  /** Made by the thousand: all at once they would fill the memory. */
  function* spoiledReplies(count: number): Generator<[body: string, status: number]> {
    const replies = fc.tuple(spoiled, fc.constantFrom(200, 200, 200, 400, 403, 500));
    for (let made = 0; made < count; made += 1000) {
      yield* fc.sample(replies, { numRuns: Math.min(1000, count - made), seed: 20_261_121 + made });
    }
  }

  it(
    'end in credentials that could be AWS’s or in a word for it, and never in anything else',
    async () => {
      const ended = { read: 0, refused: 0 };
      for (const [body, status] of spoiledReplies(samples(20_000, 1_000_000))) {
        sts.setFetch(async () => new Response(body, { status, headers: { 'content-type': 'text/xml' } }));
        const outcome = await sts.getSessionToken(callOf({ endpoint: ENDPOINT }), requestOf('123456')).then(
          ({ value }) => ({ value }),
          (error: ErrorRecord & { stack?: string }) => ({ error }),
        );
        if ('value' in outcome) {
          ended.read += 1;
          const { accessKeyId, secretAccessKey, sessionToken, expiration } = outcome.value;
          const isUsable =
            status === 200 &&
            /^ASIA\w{12,}$/.test(accessKeyId) &&
            /^[!-~]+$/.test(secretAccessKey) &&
            /^[!-~]+$/.test(sessionToken) &&
            Math.abs(Date.parse(expiration) - Date.now()) < 37 * 60 * MINUTE;
          if (!isUsable) throw new Error(`taken for credentials: ${body.slice(0, 2000)}`);
        } else {
          ended.refused += 1;
          const { error } = outcome;
          if (!isErrorCode(error.code) || error.code === 'internal' || error.params?.['host'] !== hostOf(ENDPOINT)) {
            throw new Error(`${JSON.stringify(error)} for ${body.slice(0, 2000)}`);
          }
          if (JSON.stringify(error).length > 3000)
            throw new Error(`says too much: ${JSON.stringify(error).slice(0, 500)}`);
        }
        sts.fetched.length = 0;
      }
      expect(ended.read).toBeGreaterThan(200);
      expect(ended.refused).toBeGreaterThan(10_000);
    },
    samples(120_000, 3_600_000),
  );
});
