import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalUser } from './accounts.ts';
import { type LocalSts, startLocalSts } from './local-sts.ts';
import { type SigningKeys, type SigningOptions, send, signedCall, textOf, type WireRequest } from './signed-call.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 10);
const EXTENSION = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

let sts: LocalSts;
let user: LocalUser;

beforeAll(async () => {
  sts = await startLocalSts({ now: () => NOW });
});
afterAll(() => sts.stop());
beforeEach(() => {
  sts.calm();
  user = sts.addUser();
});

function wire(
  parameters: Record<string, string>,
  keys: SigningKeys = user,
  options: Partial<SigningOptions> = {},
): Promise<WireRequest> {
  return signedCall(keys, parameters, { host: `127.0.0.1:${sts.port}`, atMs: NOW, ...options });
}

const identity = { Action: 'GetCallerIdentity' };
const session = () => ({
  Action: 'GetSessionToken',
  SerialNumber: user.mfaSerial,
  TokenCode: user.currentCode(),
});

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise(setImmediate);
}

describe('a good answer', () => {
  it('has AWS’s form, to the letter', async () => {
    const reply = await send(sts.origin, await wire(identity));
    const requestId = String(reply.headers['x-amzn-requestid']);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/xml');
    expect(reply.body.toString()).toBe(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>${user.userArn}</Arn>
    <UserId>${user.userId}</UserId>
    <Account>${user.accountId}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`);
  });

  it('has credentials in it that work', async () => {
    const reply = await send(sts.origin, await wire(session()));
    const keys = {
      accessKeyId: textOf(reply, 'AccessKeyId') ?? '',
      secretAccessKey: textOf(reply, 'SecretAccessKey') ?? '',
      sessionToken: textOf(reply, 'SessionToken') ?? '',
    };
    expect(textOf(reply, 'Expiration')).toBe('2026-02-01T00:00:10Z');
    const who = await send(sts.origin, await wire(identity, keys));
    expect(textOf(who, 'Arn')).toBe(user.userArn);
    const again = await send(sts.origin, await wire({ Action: 'GetSessionToken' }, keys));
    expect(textOf(again, 'Message')).toBe('Cannot call GetSessionToken with session credentials');
  });

  it('comes to a GET as well', async () => {
    const reply = await send(sts.origin, await wire(identity, user, { method: 'GET' }));
    expect(textOf(reply, 'Arn')).toBe(user.userArn);
  });

  it('is dated by the server’s clock, wherever that stands', async () => {
    sts.clock.offsetMs = 86_400_000;
    const reply = await send(sts.origin, await wire(identity));
    expect(reply.status).toBe(403);
    expect(reply.headers.date).toBe('Sun, 01 Feb 2026 12:00:10 GMT');
  });

  it('tells root who it is', async () => {
    const root = sts.addUser({ root: true });
    const reply = await send(sts.origin, await wire(identity, root));
    expect(textOf(reply, 'Arn')).toBe(`arn:aws:iam::${root.accountId}:root`);
    expect(textOf(reply, 'UserId')).toBe(root.accountId);
  });

  it('goes to one of two that send the same code at once', async () => {
    const request = await wire(session());
    const replies = await Promise.all([send(sts.origin, request), send(sts.origin, request)]);
    expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 403]);
  });
});

describe('CORS', () => {
  const preflight = (more: Record<string, string> = {}): WireRequest => ({
    method: 'OPTIONS',
    target: '/',
    headers: {
      host: `127.0.0.1:${sts.port}`,
      origin: EXTENSION,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'amz-sdk-request,authorization,x-amz-date',
      ...more,
    },
    body: '',
  });
  const from = (request: WireRequest): WireRequest => ({
    ...request,
    headers: { ...request.headers, origin: EXTENSION },
  });

  it('lets any origin read, with the request id and the date', async () => {
    for (const request of [from(await wire(identity)), from(await wire({ Action: 'Nothing' }))]) {
      expect((await send(sts.origin, request)).headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': EXPOSED,
      });
    }
  });

  it('says nothing of it to a client without an origin', async () => {
    const { headers } = await send(sts.origin, await wire(identity));
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('grants a preflight what it asks for', async () => {
    const reply = await send(sts.origin, preflight());
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'amz-sdk-request,authorization,x-amz-date',
      'access-control-allow-methods': 'GET,POST',
      'access-control-max-age': '172800',
    });
  });

  it('can be switched off, for preflights and for answers', async () => {
    sts.cors = false;
    const refused = await send(sts.origin, preflight());
    const answered = await send(sts.origin, from(await wire(session())));
    expect([refused.status, answered.status]).toEqual([403, 200]);
    for (const { headers } of [refused, answered]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    // The call took effect all the same: that is what makes it dangerous to repeat.
    expect((await send(sts.origin, from(await wire(session())))).status).toBe(403);
  });

  it('never spends a fault on a preflight', async () => {
    sts.faults.next({ kind: 'reset' });
    expect((await send(sts.origin, preflight())).status).toBe(200);
    expect(sts.faults.pending).toBe(1);
  });
});

describe('the gate', () => {
  it('before the reply: the code is spent and the session made while the client still waits', async () => {
    sts.gate.close('before-reply');
    const first = send(sts.origin, await wire(session()));
    await sts.gate.arrival('before-reply');
    const second = send(sts.origin, await wire(session()));
    await sts.gate.arrival('before-reply', 2);
    expect(sts.requests.all.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
    sts.gate.open('before-reply');
    expect([(await first).status, (await second).status]).toEqual([200, 403]);
  });

  it('before verification: nothing has happened yet', async () => {
    sts.gate.close('before-verification');
    const held = send(sts.origin, await wire(session()));
    await sts.gate.arrival('before-verification');
    expect(user.device.consume(user.currentCode())).toBe('accepted');
    sts.gate.open('before-verification');
    expect((await held).status).toBe(403);
  });

  it('goes on without a client that was killed, and says so', async () => {
    sts.gate.close('before-reply');
    const request = await wire(session());
    const socket = new AbortController();
    const lost = fetch(sts.origin, {
      method: 'POST',
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'host')),
      body: request.body,
      signal: socket.signal,
    }).catch((error: Error) => error.name);
    await sts.gate.arrival('before-reply');
    socket.abort();
    expect(await lost).toBe('AbortError');
    await until(() => sts.requests.last?.connectionGone === true);
    expect(sts.requests.last?.outcome).toBeUndefined();
    sts.gate.open('before-reply');
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ code: 'OK', delivered: 'broken' });
    expect((await send(sts.origin, await wire(session()))).status).toBe(403);
  });
});

describe('a client that goes away while sending', () => {
  it('leaves a trace in the log, no effect and no warning', async () => {
    const warned = vi.spyOn(process, 'emitWarning');
    const { headers, body } = await wire(session());
    const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const socket = connect(sts.port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
    await until(() => sts.requests.all.length === 1);
    socket.destroy();
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ status: undefined, code: undefined, delivered: 'broken' });
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    expect((await send(sts.origin, await wire(session()))).status).toBe(200);
  });
});

describe('the log', () => {
  it('keeps what a test asks about, and nothing that could sign', async () => {
    const { sessionToken, ...keys } = sts.accounts.issueSession(user, 900, true);
    const request = await wire(identity, { ...keys, sessionToken });
    await send(sts.origin, { ...request, headers: { ...request.headers, origin: EXTENSION, 'user-agent': 'test' } });
    await until(() => sts.requests.last?.outcome !== undefined);
    const entry = sts.requests.last;
    expect(entry).toMatchObject({
      receivedAtMs: NOW,
      secure: false,
      method: 'POST',
      path: '/',
      host: `127.0.0.1:${sts.port}`,
      origin: EXTENSION,
      operation: 'GetCallerIdentity',
      parameters: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      outcome: { status: 200, code: 'OK', detail: undefined, fault: undefined, delivered: 'whole' },
    });
    expect(entry?.headers['user-agent']).toBe('test');
    const written = JSON.stringify(entry);
    for (const secret of [sessionToken, keys.secretAccessKey, 'Signature=']) expect(written).not.toContain(secret);
  });

  it('counts by operation and forgets on demand', async () => {
    await send(sts.origin, await wire(identity));
    await send(sts.origin, await wire(session()));
    await send(sts.origin, await wire(session()));
    expect([sts.requests.count('GetCallerIdentity'), sts.requests.count('GetSessionToken')]).toEqual([1, 2]);
    expect(sts.requests.of('GetSessionToken').map(({ parameters }) => parameters['TokenCode'])).toEqual([
      user.currentCode(),
      user.currentCode(),
    ]);
    sts.requests.clear();
    expect(sts.requests.all).toEqual([]);
  });

  it('tells HTTPS from HTTP', async () => {
    const request = await wire(identity, user, { host: `localhost:${sts.tlsPort}` });
    await send(sts.tlsOrigin, request, sts.certificatePem);
    expect(sts.requests.last).toMatchObject({ secure: true, host: `localhost:${sts.tlsPort}` });
  });

  it('calls its listener at the end of each request', async () => {
    const ended: unknown[] = [];
    sts.requests.onOutcome(({ operation, outcome }) => ended.push([operation, outcome?.code]));
    await send(sts.origin, await wire(identity));
    await send(sts.origin, await wire({ Action: 'Nothing' }));
    await until(() => ended.length === 2);
    expect(ended).toEqual([
      ['GetCallerIdentity', 'OK'],
      ['Nothing', 'InvalidAction'],
    ]);
  });
});
