/** Stands in for the SDK's SHA-256 in JavaScript: the browser has a faster one. */

import { joinBytes } from '../join-bytes.ts';

/** SHA-256, or HMAC-SHA-256 when made with a secret, as the SDK's signer wants it. */
export class Sha256 {
  private readonly secret: Promise<CryptoKey> | undefined;
  private chunks: Uint8Array<ArrayBuffer>[] = [];

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.secret =
      secret === undefined
        ? undefined
        : crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.chunks.push(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    const data = joinBytes(this.chunks);
    const hash = this.secret
      ? crypto.subtle.sign('HMAC', await this.secret, data)
      : crypto.subtle.digest('SHA-256', data);
    return new Uint8Array(await hash);
  }

  reset(): void {
    this.chunks = [];
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}
