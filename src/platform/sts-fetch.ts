import { AppError } from '../core/errors.ts';
import { joinBytes } from './join-bytes.ts';
import { checkReply, unreadableReply } from './sts-reply.ts';

/** The time one call may take from the first byte out to the last byte in, milliseconds. */
const TIMEOUT_MS = 15_000;
/** The largest reply read, bytes. STS's own are below 10 kB. */
const REPLY_MAX_BYTES = 256 * 1024;

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
      const reply = await fetch(url, {
        method: request.method,
        headers,
        body: request.body,
        signal: deadline,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      }).catch((cause: unknown) => {
        // DNS, TLS, a refused redirect, missing CORS and a dead network all look alike from here.
        throw new AppError(deadline.aborted ? 'timed-out' : 'unreachable', { cause, params: { host } });
      });
      facts.clockOffsetMs = offsetFrom(reply.headers.get('date'), sentAtMs, Date.now());
      const body = await readCapped(reply, host).catch((cause: unknown) => {
        if (cause instanceof AppError) throw cause;
        if (deadline.aborted) throw new AppError('timed-out', { cause, params: { host } });
        throw unreadableReply({ status: reply.status, host }, 'cut short', cause);
      });
      checkReply({ status: reply.status, headers: reply.headers, body, host });
      return { response: { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body } };
    },
  };
}

/** Whether a host is this computer, by the names an endpoint may have for it. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1';
}

/** Server minus local clock; the reply was stamped somewhere between sending and receiving. */
function offsetFrom(date: string | null, sentAtMs: number, receivedAtMs: number): number | undefined {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(serverMs) ? undefined : serverMs - (sentAtMs + receivedAtMs) / 2;
}

async function readCapped(reply: Response, host: string): Promise<Uint8Array> {
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
      throw unreadableReply({ status: reply.status, host }, 'more than 256 KiB');
    }
    chunks.push(value);
  }
  return joinBytes(chunks);
}
