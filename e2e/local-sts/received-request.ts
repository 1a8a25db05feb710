import type { IncomingMessage } from 'node:http';

/** The largest body read, in bytes. No STS parameter comes near it; a larger body is refused unread. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A request exactly as it came over the wire, before anyone has judged it. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string;
  /** The query as sent, without its question mark; empty when there is none. */
  readonly query: string;
  /** Names in lower case; values of a repeated header joined with a comma, as SigV4 wants them. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Everything but the body. */
export function readHead(message: IncomingMessage): Omit<ReceivedRequest, 'body'> {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (values !== undefined) headers.set(name, values.join(','));
  }
  return {
    method: message.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers,
  };
}

/**
 * The body's exact bytes, or undefined when there are more than {@link MAX_BODY_BYTES} (the rest is left unread).
 * @throws when the client goes away before the end
 */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
