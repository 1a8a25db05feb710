import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect as tcpConnect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalUser } from './accounts.ts';
import { type Fault, GATEWAY_TIMEOUT, INTERNAL_FAILURE, SERVICE_UNAVAILABLE, THROTTLED } from './faults/fault.ts';
import { type LocalSts, startLocalSts } from './local-sts.ts';
import { send, signedCall, textOf, type WireReply, type WireRequest } from './signed-call.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 10);

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
afterEach(() => {
  vi.useRealTimers();
});

const host = () => `127.0.0.1:${sts.port}`;

function wire(code = user.currentCode()): Promise<WireRequest> {
  return signedCall(
    user,
    { Action: 'GetSessionToken', SerialNumber: user.mfaSerial, TokenCode: code },
    { host: host(), atMs: NOW },
  );
}

const call = async (): Promise<WireReply> => send(sts.origin, await wire());

/** A client that can be watched while the answer comes. */
function watch({ method, target, headers, body }: WireRequest) {
  const seen = { head: undefined as IncomingMessage | undefined, body: '', end: undefined as string | undefined };
  const request = httpRequest({
    host: '127.0.0.1',
    port: sts.port,
    method,
    path: target,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    agent: false,
  });
  request.on('response', (response) => {
    seen.head = response;
    response.on('data', (chunk: Buffer) => {
      seen.body += chunk.toString();
    });
    response.on('end', () => {
      seen.end ??= 'complete';
    });
    response.on('error', (error: NodeJS.ErrnoException) => {
      seen.end ??= error.code ?? error.message;
    });
  });
  request.on('error', (error: NodeJS.ErrnoException) => {
    seen.end ??= error.code ?? error.message;
  });
  request.end(body);
  return { seen, hangUp: () => request.destroy() };
}

/** Turns of the event loop until `met`: waits on the network, not on a clock. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise(setImmediate);
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
}

describe('an answer replaced on arrival', () => {
  it.each<[string, Fault, number, string]>([
    ['Throttling', THROTTLED, 400, 'Throttling'],
    ['ServiceUnavailable', SERVICE_UNAVAILABLE, 503, 'ServiceUnavailable'],
    ['InternalFailure', INTERNAL_FAILURE, 500, 'InternalFailure'],
    [
      '429',
      { kind: 'error', status: 429, code: 'TooManyRequests', message: 'Slow down <now>' },
      429,
      'TooManyRequests',
    ],
  ])('is AWS XML: %s', async (_name, fault, status, code) => {
    sts.faults.next(fault);
    const reply = await call();
    expect(reply.status).toBe(status);
    expect(textOf(reply, 'Code')).toBe(code);
    expect(textOf(reply, 'Message')).toBe(fault.kind === 'error' ? fault.message : '');
    expect(textOf(reply, 'Type')).toBe(status < 500 ? 'Sender' : 'Receiver');
    expect(reply.headers['x-amzn-requestid']).toBe(textOf(reply, 'RequestId'));
    expect(sts.requests.last).toMatchObject({
      operation: 'GetSessionToken',
      outcome: { status, code, fault: 'error', delivered: 'whole' },
    });
    expect((await call()).status).toBe(200);
  });

  it('tells when to come back', async () => {
    sts.faults.next({ ...SERVICE_UNAVAILABLE, retryAfterSeconds: 7 } as Fault);
    expect((await call()).headers['retry-after']).toBe('7');
  });

  it.each<[string, Fault, number]>([
    ['504', GATEWAY_TIMEOUT, 504],
    ['502 of our own making', { kind: 'html', status: 502, html: '<b>bad</b>' }, 502],
  ])('is a page: %s', async (_name, fault, status) => {
    sts.faults.next(fault);
    const reply = await call();
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('text/html');
    expect(reply.headers).not.toHaveProperty('x-amzn-requestid');
    expect(reply.body.toString()).toContain(status === 504 ? '504' : '<b>bad</b>');
    expect(sts.requests.last?.outcome).toMatchObject({ status, code: undefined, fault: 'html' });
  });

  it.each([301, 302, 303, 307, 308] as const)('is a redirect: %i', async (status) => {
    sts.faults.next({ kind: 'redirect', status, location: 'http://127.0.0.1:9/elsewhere' });
    const reply = await call();
    expect(reply).toMatchObject({ status, headers: { location: 'http://127.0.0.1:9/elsewhere' } });
  });

  it('leaves the code unspent, and on reply it is spent', async () => {
    sts.faults.next(SERVICE_UNAVAILABLE);
    expect((await call()).status).toBe(503);
    sts.faults.next({ ...SERVICE_UNAVAILABLE, at: 'reply' } as Fault);
    expect((await call()).status).toBe(503);
    expect(sts.requests.last?.outcome).toMatchObject({ status: 503, code: 'ServiceUnavailable', fault: 'error' });
    expect((await call()).status).toBe(403);
    expect(sts.requests.last?.outcome?.detail).toBe('reused');
  });

  it('hits the operation meant and no other, until cleared', async () => {
    sts.faults.untilCleared(THROTTLED, { operation: 'GetCallerIdentity' });
    const identity = async () =>
      send(sts.origin, await signedCall(user, { Action: 'GetCallerIdentity' }, { host: host(), atMs: NOW }));
    expect((await call()).status).toBe(200);
    expect((await identity()).status).toBe(400);
    expect((await identity()).status).toBe(400);
    sts.faults.clear();
    expect((await identity()).status).toBe(200);
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['HTTP', () => tcpConnect(sts.port, '127.0.0.1')],
    [
      'HTTPS',
      () => tlsConnect({ port: sts.tlsPort, host: '127.0.0.1', servername: 'localhost', ca: sts.certificatePem }),
    ],
  ])('is reset over %s: an RST, not an orderly end', async (_name, connect) => {
    sts.faults.next({ kind: 'reset' });
    const { method, target, headers, body } = await wire();
    const socket = connect();
    const ended = new Promise<string>((resolve) => {
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.once('end', () => resolve('end'));
    });
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
    expect(await ended).toBe('ECONNRESET');
    expect(received).toBe('');
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ status: undefined, fault: 'reset', delivered: 'broken' });
    expect((await call()).status).toBe(200);
  });

  it('in the middle of the body spends the code', async () => {
    sts.faults.next({ kind: 'cut' });
    const { seen } = watch(await wire());
    await until(() => seen.end !== undefined);
    expect(seen.end).toBe('ECONNRESET');
    const promised = Number(seen.head?.headers['content-length']);
    expect(seen.body.length).toBe(Math.floor(promised / 2));
    expect(seen.body).toMatch(/^<GetSessionTokenResponse /);
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ status: 200, code: 'OK', fault: 'cut', delivered: 'broken' });
    expect((await call()).status).toBe(403);
  });

  it('after as many bytes as asked for', async () => {
    sts.faults.next({ kind: 'cut', afterBytes: 5 });
    const { seen } = watch(await wire());
    await until(() => seen.end !== undefined);
    expect(seen.body).toBe('<GetS');
  });
});

describe('an answer that takes its time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  it('comes whole after a delay, and not before', async () => {
    sts.faults.next({ kind: 'delay', ms: 12_000 });
    const { seen } = watch(await wire());
    await until(() => vi.getTimerCount() === 1);
    vi.advanceTimersByTime(11_999);
    await someTurns();
    expect(seen.head).toBeUndefined();
    vi.advanceTimersByTime(1);
    await until(() => seen.end !== undefined);
    expect(seen).toMatchObject({ end: 'complete', head: { statusCode: 200 } });
  });

  it('trickles, so many bytes at a time', async () => {
    sts.faults.next({ kind: 'trickle', bytes: 100, everyMs: 1_000 });
    const { seen } = watch(await wire());
    await until(() => seen.head !== undefined);
    expect(seen.body).toBe('');
    const length = Number(seen.head?.headers['content-length']);
    for (let sent = 100; sent < length + 100; sent += 100) {
      await until(() => vi.getTimerCount() === 1);
      vi.advanceTimersByTime(999);
      await someTurns();
      expect(seen.body.length).toBe(sent - 100);
      vi.advanceTimersByTime(1);
      await until(() => seen.body.length === Math.min(sent, length));
    }
    await until(() => seen.end !== undefined);
    expect(seen.end).toBe('complete');
  });

  it('stops one byte before the end and stays there until the client gives up', async () => {
    sts.faults.next({ kind: 'stall' });
    const { seen, hangUp } = watch(await wire());
    await until(() => seen.head !== undefined && seen.body.length === Number(seen.head.headers['content-length']) - 1);
    await someTurns();
    expect(seen.end).toBeUndefined();
    expect(sts.requests.last?.outcome).toBeUndefined();
    hangUp();
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ status: 200, fault: 'stall', delivered: 'broken' });
  });

  it('stalls after the headers', async () => {
    sts.faults.next({ kind: 'stall', afterBytes: 0 });
    const { seen, hangUp } = watch(await wire());
    await until(() => seen.head !== undefined);
    await someTurns();
    expect(seen.body).toBe('');
    hangUp();
  });

  it('never comes, before or after the code is spent', async () => {
    for (const at of ['arrival', 'reply'] as const) {
      sts.faults.next({ kind: 'silence', at });
      const { seen, hangUp } = watch(await wire());
      await until(() => sts.requests.last?.operation === 'GetSessionToken');
      await someTurns();
      expect(seen).toMatchObject({ head: undefined, end: undefined });
      hangUp();
      await until(() => sts.requests.last?.outcome !== undefined);
      sts.requests.clear();
    }
    expect((await call()).status).toBe(403);
  });

  it('forgets its timer when the client hangs up', async () => {
    sts.faults.next({ kind: 'delay', ms: 60_000 });
    const { hangUp } = watch(await wire());
    await until(() => vi.getTimerCount() === 1);
    hangUp();
    await until(() => vi.getTimerCount() === 0);
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ status: undefined, fault: 'delay', delivered: 'broken' });
  });
});

describe('a wrong body on the wire', () => {
  it('has the status asked for', async () => {
    sts.faults.next({
      kind: 'body',
      status: 500,
      body: { shape: 'text', contentType: 'text/html', text: '<p>no</p>' },
    });
    const reply = await call();
    expect(reply).toMatchObject({ status: 500, headers: { 'content-type': 'text/html' } });
    expect(reply.body.toString()).toBe('<p>no</p>');
  });

  it('is a portal with 200', async () => {
    sts.faults.next({ kind: 'body', body: { shape: 'captive-portal' } });
    const reply = await call();
    expect(reply.status).toBe(200);
    expect(reply.body.toString()).toContain('Please sign in');
  });

  it('is huge, without a declared length', async () => {
    sts.faults.next({ kind: 'body', body: { shape: 'huge', field: 'SessionToken', bytes: 50_000_000 } });
    const reply = await call();
    expect(reply.headers).not.toHaveProperty('content-length');
    expect(reply.headers['transfer-encoding']).toBe('chunked');
    expect(reply.body.length).toBeGreaterThan(50_000_000);
  });

  it('stops being made when the client hangs up', async () => {
    sts.faults.next({ kind: 'body', body: { shape: 'huge', field: 'SessionToken', bytes: 1e15 } });
    const { seen, hangUp } = watch(await wire());
    await until(() => seen.body.length > 100_000);
    hangUp();
    await until(() => sts.requests.last?.outcome !== undefined);
    expect(sts.requests.last?.outcome).toMatchObject({ fault: 'body', delivered: 'broken' });
  });

  it('credentials in it are real: the fault is in the answer only', async () => {
    sts.faults.next({
      kind: 'body',
      body: { shape: 'replaced-field', field: 'Expiration', value: '1970-01-01T00:00:00Z' },
    });
    const reply = await call();
    expect(textOf(reply, 'Expiration')).toBe('1970-01-01T00:00:00Z');
    expect(sts.accounts.findCaller(textOf(reply, 'AccessKeyId') ?? '')?.user).toBe(user);
  });

  it('that cannot be made is a mistake of the test, and loud', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    sts.faults.next({ kind: 'body', body: { shape: 'missing-field', field: 'NoSuchField' } });
    await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(warned).toHaveBeenCalledWith(expect.objectContaining({ message: expect.stringContaining('NoSuchField') }));
    warned.mockRestore();
  });
});
