import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Fault } from './faults/fault.ts';
import { spoil } from './faults/spoiled-reply.ts';
import { errorReply, foreignReply, type Reply } from './replies/reply.ts';
import { ServiceError } from './service-error.ts';

/** The way back to one client. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Headers every answer of this exchange carries: `Date`, CORS. */
  readonly commonHeaders: Readonly<Record<string, string>>;
  /** The TCP socket under it all, under TLS too: only this one can be reset. */
  readonly socket: Socket;
  /** Aborted when the client is gone or the server stops. */
  readonly signal: AbortSignal;
}

/** The answer of a fault that replaces it, or undefined for faults that spoil or delay the right one. */
export function replacement(fault: Fault, requestId: string): Reply | undefined {
  switch (fault.kind) {
    case 'error': {
      const reply = errorReply(new ServiceError(fault.status, fault.code, fault.message), requestId);
      return { ...reply, headers: { ...reply.headers, ...retryAfter(fault.retryAfterSeconds) } };
    }
    case 'html': {
      const reply = foreignReply(fault.status, 'text/html', fault.html ?? proxyPage(fault.status));
      return { ...reply, headers: { ...reply.headers, ...retryAfter(fault.retryAfterSeconds) } };
    }
    case 'redirect': {
      const reply = foreignReply(fault.status, 'text/html', proxyPage(fault.status));
      return { ...reply, headers: { ...reply.headers, location: fault.location } };
    }
    default:
      return undefined;
  }
}

/**
 * Writes `reply` the way `fault` wants it, or plainly without one.
 * Resolves when all was written, when the fault has done its work, or when the client is gone.
 */
export async function deliver(exchange: Exchange, reply: Reply, fault: Fault | undefined): Promise<void> {
  const { response, socket, signal } = exchange;
  switch (fault?.kind) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'silence':
      return aborted(signal);
    case 'delay':
      if (await sleep(fault.ms, signal)) writeWhole(exchange, reply);
      return;
    case 'trickle': {
      writeHead(exchange, reply, reply.body.length);
      for (let at = 0; at < reply.body.length; at += fault.bytes) {
        if (!(await sleep(fault.everyMs, signal))) return;
        response.write(reply.body.subarray(at, at + fault.bytes));
      }
      response.end();
      return;
    }
    case 'stall':
      writeHead(exchange, reply, reply.body.length);
      response.write(reply.body.subarray(0, fault.afterBytes ?? reply.body.length - 1));
      return aborted(signal);
    case 'cut': {
      writeHead(exchange, reply, reply.body.length);
      const part = reply.body.subarray(0, fault.afterBytes ?? Math.floor(reply.body.length / 2));
      await new Promise<void>((resolve) => response.write(part, () => resolve()));
      response.destroy();
      return;
    }
    case 'body': {
      const spoiled = { ...spoil(reply, fault.body), ...(fault.status !== undefined && { status: fault.status }) };
      if ('body' in spoiled) return writeWhole(exchange, spoiled);
      writeHead(exchange, spoiled, undefined);
      // The client is expected to give up in the middle of it; that is no error here.
      await pipeline(spoiled.stream(), response, { signal }).catch(() => undefined);
      return;
    }
    default:
      writeWhole(exchange, reply);
  }
}

function writeWhole(exchange: Exchange, reply: Reply): void {
  writeHead(exchange, reply, reply.body.length);
  exchange.response.end(reply.body);
}

function writeHead({ response, commonHeaders }: Exchange, reply: Pick<Reply, 'status' | 'headers'>, length?: number) {
  response.writeHead(reply.status, {
    ...commonHeaders,
    ...reply.headers,
    ...(length !== undefined && { 'content-length': length }),
  });
  response.flushHeaders();
}

function proxyPage(status: number): string {
  return `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>\n`;
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

/** @returns false when the exchange ended first */
function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const onAbort = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
