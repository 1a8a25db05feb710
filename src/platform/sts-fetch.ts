import { parseXML } from '@aws-sdk/xml-builder';
import { AppError, type ServiceReply } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import { stsError } from '../core/sts-errors.ts';

/** The time one call may take from the first byte out to the last byte in, milliseconds. */
export const TIMEOUT_MS = 15_000;
/** The largest reply read, bytes. STS's own are below 10 kB. */
export const REPLY_MAX_BYTES = 256 * 1024;

/** The SDK's request, as much of it as is read here. */
interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

interface Received {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What one call learned beside its answer. */
export interface CallFacts {
  /** The server's clock minus this computer's, milliseconds, from the reply's Date where it can be read. */
  clockOffsetMs: number | undefined;
}

/**
 * The SDK's request handler over `fetch`: no cookies, no cache, no referrer, no redirect, one deadline over everything, a cap on what
 * is read. A reply that is not STS's ends here as an {@link AppError}; only a well-formed success goes on to the SDK.
 */
export function stsRequestHandler(facts: CallFacts) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: SignedRequest): Promise<{ response: Received }> {
      const url = `${request.protocol}//${request.hostname}${request.port ? `:${request.port}` : ''}${request.path}`;
      const host = new URL(url).host;
      // `host` is part of what was signed; the browser sets it and forbids us to.
      const { host: _, ...headers } = request.headers;
      const deadline = AbortSignal.timeout(TIMEOUT_MS);
      if (!navigator.onLine && !isLoopback(request.hostname)) throw new AppError('offline', { params: { host } });
      const sentAtMs = Date.now();
      let reply: Response;
      let body: Uint8Array;
      try {
        reply = await fetch(url, {
          method: request.method,
          headers,
          body: request.body,
          signal: deadline,
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          referrerPolicy: 'no-referrer',
        });
        facts.clockOffsetMs = offsetFrom(reply.headers.get('date'), sentAtMs, Date.now());
        body = await readCapped(reply);
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        // DNS, TLS, a refused redirect, missing CORS and a dead network all look alike from here.
        throw new AppError(deadline.aborted ? 'timed-out' : 'unreachable', { cause, params: { host } });
      }
      checkReply(reply, body, host);
      return { response: { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body } };
    },
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1';
}

/** Server minus local clock; the reply was stamped somewhere between sending and receiving. */
function offsetFrom(date: string | null, sentAtMs: number, receivedAtMs: number): number | undefined {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(serverMs) ? undefined : serverMs - (sentAtMs + receivedAtMs) / 2;
}

async function readCapped(reply: Response): Promise<Uint8Array> {
  if (!reply.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = reply.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > REPLY_MAX_BYTES) {
      await reader.cancel();
      throw new AppError('unreadable-reply', { service: { status: reply.status, message: 'more than 256 KiB' } });
    }
    chunks.push(value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** Lets pass what the SDK may read. @throws {AppError} for everything else: what STS refused, and what STS did not write. */
function checkReply(reply: Response, bytes: Uint8Array, host: string): void {
  const { status } = reply;
  const text = decode(bytes, status);
  const start = text.trimStart().slice(0, 200).toLowerCase();
  const isHtml =
    /^(<!doctype html|<html|<head|<body)/.test(start) || /text\/html/i.test(reply.headers.get('content-type') ?? '');
  if (isHtml && status < 500) throw new AppError('foreign-reply', { service: { status }, params: { host } });
  if (status >= 300) throw stsError(readRefusal(reply, text));
  if (!start.startsWith('<')) throw unreadable(status, 'not XML');
  if (/<!(doctype|entity)/i.test(text)) throw unreadable(status, 'a document type declaration');
}

function decode(bytes: Uint8Array, status: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(status, 'not UTF-8', cause);
  }
}

function unreadable(status: number, message: string, cause?: unknown): AppError {
  return new AppError('unreadable-reply', { service: { status, message }, ...(cause !== undefined && { cause }) });
}

/** Servers that speak STS's protocol differ in the root of an error and in what they leave out, so `Code` is taken where it stands. */
function readRefusal(reply: Response, text: string): ServiceReply {
  const headerId = reply.headers.get('x-amzn-requestid') ?? undefined;
  let tree: unknown;
  try {
    tree = /<!(doctype|entity)/i.test(text) ? undefined : parseXML(text);
  } catch {
    // Not XML, or cut short: the status alone has to speak.
  }
  const fields = {
    code: find(tree, 'Code'),
    message: find(tree, 'Message'),
    requestId: headerId ?? find(tree, 'RequestId'),
  };
  return {
    status: reply.status,
    ...(fields.code !== undefined && { code: fields.code.slice(0, 128) }),
    ...(fields.message !== undefined && { message: fields.message.slice(0, 2048) }),
    ...(fields.requestId !== undefined && { requestId: fields.requestId.slice(0, 128) }),
  };
}

/** The first text under `name`, going in depth and stopping at ten levels. */
function find(tree: unknown, name: string, depth = 0): string | undefined {
  if (!isObject(tree) || depth > 10) return undefined;
  const own = tree[name];
  if (typeof own === 'string') return own.trim();
  for (const child of Object.values(tree)) {
    const found = find(Array.isArray(child) ? child[0] : child, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
