import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from './sigv4/node-sha256.ts';

/** Credentials to sign with. */
export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One HTTP request as it will go over the wire; a test changes a byte of it before it leaves. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer as it came, nothing parsed. */
export interface WireReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to sign besides the parameters. */
export interface SigningOptions {
  /** The value of `Host`. */
  readonly host: string;
  /** The time of the signature, milliseconds since the epoch. */
  readonly atMs: number;
  /** Default: `us-east-1`. */
  readonly region?: string;
  /** More headers, signed too. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: POST with the parameters in the body; GET puts them in the query. */
  readonly method?: 'GET' | 'POST';
}

/**
 * A query-protocol call, signed by the SDK's signer. `Version` is added.
 * @param parameters `Action` and the rest, in the order given
 */
export async function signedCall(
  keys: SigningKeys,
  parameters: Readonly<Record<string, string>>,
  options: SigningOptions,
): Promise<WireRequest> {
  const { host, atMs, region = 'us-east-1', method = 'POST' } = options;
  const form = new URLSearchParams({ ...parameters, Version: '2011-06-15' });
  const body = method === 'POST' ? form.toString() : '';
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials: keys,
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: host,
      path: '/',
      query: method === 'GET' ? Object.fromEntries(form) : {},
      headers: {
        host,
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...options.headers,
      },
      body,
    },
    { signingDate: new Date(atMs) },
  );
  return { method, target: method === 'GET' ? `/?${form}` : '/', headers: signed.headers, body };
}

/**
 * Sends a request byte for byte as given and collects the whole answer.
 * @param origin `http://…` or `https://…`
 * @param ca the certificate to trust, PEM, for https
 * @throws what Node throws when the connection breaks
 */
export function send(origin: string, wire: WireRequest, ca?: string): Promise<WireReply> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(origin);
    const request = (protocol === 'https:' ? httpsRequest : httpRequest)(
      {
        host: hostname,
        port,
        method: wire.method,
        path: wire.target,
        headers: { ...wire.headers, 'content-length': String(Buffer.byteLength(wire.body)) },
        // One connection a call: a fault on one must not be felt by the next.
        agent: false,
        ...(ca !== undefined && { ca }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on('error', reject);
    request.end(wire.body);
  });
}

/** The text of the first element called `name` in an XML reply, entities decoded; undefined without one. */
export function textOf(reply: WireReply, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(reply.body.toString('utf8'))?.[1];
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
