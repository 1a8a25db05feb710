import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalUser } from './accounts.ts';
import { THROTTLED } from './faults/fault.ts';
import { type LocalSts, startLocalSts } from './local-sts.ts';
import {
  type SigningKeys,
  type SigningOptions,
  send,
  signedCall,
  textOf,
  type WireReply,
  type WireRequest,
} from './signed-call.ts';

// What a client sees on the wire, row by row. The texts stand here a second time on purpose: they are AWS's, not ours.
const NOW = Date.UTC(2026, 0, 31, 12, 0, 10);
const MINUTE = 60_000;

let sts: LocalSts;
let alice: LocalUser;
let bob: LocalUser;

beforeAll(async () => {
  sts = await startLocalSts({ now: () => NOW });
});
afterAll(() => sts.stop());
beforeEach(() => {
  sts.calm();
  // New accounts for each test: no code is used yet.
  alice = sts.addUser();
  bob = sts.addUser({ userName: 'bob', accountId: alice.accountId });
});

async function wire(
  parameters: Record<string, string>,
  keys: SigningKeys = alice,
  options: Partial<SigningOptions> = {},
): Promise<WireRequest> {
  return signedCall(keys, parameters, { host: `127.0.0.1:${sts.port}`, atMs: NOW, ...options });
}

async function call(...args: Parameters<typeof wire>): Promise<WireReply> {
  return send(sts.origin, await wire(...args));
}

const session = (more: Record<string, string> = {}) => ({ Action: 'GetSessionToken', ...more });
const identity = { Action: 'GetCallerIdentity' };
const withCode = (serial = alice.mfaSerial, code = alice.currentCode()) =>
  session({ SerialNumber: serial, TokenCode: code });

function temporary(seconds = 900): SigningKeys {
  return sts.accounts.issueSession(alice, seconds, true);
}

const INVALID_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
const INVALID_DEVICE =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const INCOMPLETE = 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
const INVALID_KEY = 'The security token included in the request is invalid.';

type Row = readonly [
  name: string,
  act: () => Promise<WireReply>,
  status: number,
  code: string,
  message: string | (() => string),
];

const rows: readonly Row[] = [
  [
    'wrong MFA code',
    () => call(withCode(alice.mfaSerial, alice.device.wrongCode())),
    403,
    'AccessDenied',
    INVALID_CODE,
  ],
  [
    'a code two steps old',
    () => call(withCode(alice.mfaSerial, alice.currentCode(NOW - MINUTE))),
    403,
    'AccessDenied',
    INVALID_CODE,
  ],
  [
    'MFA code used twice',
    async () => {
      expect((await call(withCode())).status).toBe(200);
      return call(withCode());
    },
    403,
    'AccessDenied',
    INVALID_CODE,
  ],
  ['serial unknown', () => call(withCode('GAHT00000000')), 403, 'AccessDenied', INVALID_DEVICE],
  [
    'a FIDO device',
    () => call(withCode(`arn:aws:iam::${alice.accountId}:u2f/user/alice/key-1`)),
    403,
    'AccessDenied',
    INVALID_DEVICE,
  ],
  [
    "another user's device, with its right code",
    () => call(withCode(bob.mfaSerial, bob.currentCode())),
    403,
    'AccessDenied',
    INVALID_DEVICE,
  ],
  [
    'device out of sync',
    () => {
      alice.device.inSync = false;
      return call(withCode());
    },
    403,
    'AccessDenied',
    INVALID_DEVICE,
  ],
  ['only the serial', () => call(session({ SerialNumber: alice.mfaSerial })), 403, 'AccessDenied', INCOMPLETE],
  ['only the code', () => call(session({ TokenCode: alice.currentCode() })), 403, 'AccessDenied', INCOMPLETE],
  [
    'code badly formed',
    () => call(withCode(alice.mfaSerial, '12345')),
    400,
    'ValidationError',
    "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
  ],
  [
    'code with letters',
    () => call(withCode(alice.mfaSerial, '12345a')),
    400,
    'ValidationError',
    "1 validation error detected: Value '12345a' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
  ],
  [
    'serial badly formed',
    () => call(withCode('<short>')),
    400,
    'ValidationError',
    "2 validation errors detected: Value '<short>' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9; Value '<short>' at 'serialNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=/:,.@-]*",
  ],
  [
    'unknown key',
    () => call(identity, { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' }),
    403,
    'InvalidClientTokenId',
    INVALID_KEY,
  ],
  [
    'inactive key',
    () => {
      const key = alice.addKey();
      key.active = false;
      return call(withCode(), key);
    },
    403,
    'InvalidClientTokenId',
    INVALID_KEY,
  ],
  [
    'session token missing',
    () => {
      const { accessKeyId, secretAccessKey } = temporary();
      return call(identity, { accessKeyId, secretAccessKey });
    },
    403,
    'InvalidClientTokenId',
    INVALID_KEY,
  ],
  [
    'session token altered',
    () => {
      const keys = temporary();
      return call(identity, { ...keys, sessionToken: `${keys.sessionToken}A` });
    },
    403,
    'InvalidClientTokenId',
    INVALID_KEY,
  ],
  [
    'session expired',
    () => {
      const keys = temporary(900);
      sts.clock.offsetMs = 900_000;
      return call(identity, keys, { atMs: NOW + 900_000 });
    },
    403,
    'ExpiredToken',
    'The security token included in the request is expired',
  ],
  [
    'wrong secret',
    () => call(identity, { accessKeyId: alice.accessKeyId, secretAccessKey: bob.secretAccessKey }),
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  [
    'clock slow',
    () => call(withCode(), alice, { atMs: NOW - 16 * MINUTE }),
    403,
    'SignatureDoesNotMatch',
    'Signature expired: 20260131T114410Z is now earlier than 20260131T114510Z (20260131T120010Z - 15 min.)',
  ],
  [
    'clock fast',
    () => call(withCode(), alice, { atMs: NOW + 16 * MINUTE }),
    403,
    'SignatureDoesNotMatch',
    'Signature not yet current: 20260131T121610Z is still later than 20260131T121510Z (20260131T120010Z + 15 min.)',
  ],
  [
    'no Authorization',
    async () => {
      const request = await wire(identity);
      const { authorization: _, ...headers } = request.headers;
      return send(sts.origin, { ...request, headers });
    },
    403,
    'MissingAuthenticationToken',
    'Request is missing Authentication Token',
  ],
  [
    'broken Authorization',
    async () => {
      const request = await wire(identity);
      return send(sts.origin, {
        ...request,
        headers: { ...request.headers, authorization: 'AWS4-HMAC-SHA256 Credential' },
      });
    },
    400,
    'IncompleteSignature',
    "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential'.",
  ],
  [
    'region switched off',
    () => {
      sts.disabledRegions.add('ap-east-1');
      return call(withCode(), alice, { region: 'ap-east-1' });
    },
    403,
    'RegionDisabledException',
    () =>
      `STS is not activated in this region for account:${alice.accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  ],
  [
    'duration below 900',
    () => call(session({ DurationSeconds: '600' })),
    400,
    'ValidationError',
    "1 validation error detected: Value '600' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'duration above 129,600',
    () => call(session({ DurationSeconds: '129601' })),
    400,
    'ValidationError',
    "1 validation error detected: Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
  ],
  [
    'session credentials used',
    () => call(session(), temporary()),
    403,
    'AccessDenied',
    'Cannot call GetSessionToken with session credentials',
  ],
  [
    'throttled',
    () => {
      sts.faults.next(THROTTLED);
      return call(withCode());
    },
    400,
    'Throttling',
    'Rate exceeded',
  ],
  [
    'unknown operation',
    () => call({ Action: 'DeleteEverything' }),
    400,
    'InvalidAction',
    'Could not find operation DeleteEverything for version 2011-06-15',
  ],
  [
    'an operation named like something of JavaScript’s',
    () => call({ Action: 'constructor' }),
    400,
    'InvalidAction',
    'Could not find operation constructor for version 2011-06-15',
  ],
  ['no operation', () => call({}), 400, 'MissingAction', 'The request is missing an action or a required parameter.'],
];

describe('the error table', () => {
  it.each(rows)('%s', async (_name, act, status, code, message) => {
    const reply = await act();
    expect(reply.status).toBe(status);
    expect(textOf(reply, 'Code')).toBe(code);
    expect(textOf(reply, 'Message')).toBe(typeof message === 'string' ? message : message());
    expect(textOf(reply, 'Type')).toBe('Sender');
    const requestId = textOf(reply, 'RequestId');
    expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(reply.headers).toMatchObject({
      'x-amzn-requestid': requestId,
      'content-type': 'text/xml',
      date: new Date(sts.clock.nowMs()).toUTCString(),
    });
    expect(reply.body.toString()).toMatch(/^<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/">/);
    expect(sts.requests.last?.outcome).toMatchObject({ status, code });
  });

  it('leaves a code unspent that a refusal came before', async () => {
    const refused = [
      await call(withCode(), alice, { atMs: NOW - 16 * MINUTE }),
      await call({ ...withCode(), DurationSeconds: '1' }),
      await call(withCode(), { accessKeyId: alice.accessKeyId, secretAccessKey: 'wrong' }),
      await call(withCode(), temporary()),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 400, 403, 403]);
    expect((await call(withCode())).status).toBe(200);
  });

  it('tells a wrong from a used code in the log only', async () => {
    await call(withCode(alice.mfaSerial, alice.device.wrongCode()));
    expect(sts.requests.last?.outcome?.detail).toBe('wrong');
    await call(withCode());
    await call(withCode());
    expect(sts.requests.last?.outcome?.detail).toBe('reused');
  });

  it('names a missing version as AWS does', async () => {
    const request = await wire(identity);
    const reply = await send(sts.origin, { ...request, body: 'Action=GetCallerIdentity' });
    expect(textOf(reply, 'Message')).toBe(
      'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED',
    );
  });

  it('works in a region switched off for GetCallerIdentity', async () => {
    sts.disabledRegions.add('ap-east-1');
    expect((await call(identity, alice, { region: 'ap-east-1' })).status).toBe(200);
  });

  it.each(['PUT', 'DELETE'])('refuses %s', async (method) => {
    const reply = await send(sts.origin, { ...(await wire(identity)), method });
    expect(reply.status).toBe(405);
  });

  it('refuses a body over one mebibyte and closes', async () => {
    const reply = await send(sts.origin, { ...(await wire(identity)), body: 'A'.repeat(1024 * 1024 + 1) }).catch(
      (e) => e,
    );
    // Whether the reply or the closed connection comes first is the network's choice.
    if ('status' in reply) expect(reply).toMatchObject({ status: 413, headers: { connection: 'close' } });
    else expect(['ECONNRESET', 'EPIPE']).toContain(reply.code);
    expect((await call(identity)).status).toBe(200);
  });
});
