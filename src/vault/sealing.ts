import { type Bytes, sizedBase64, toBase64 } from './base64.ts';
import { openSealed, type VaultCrypto } from './data-key.ts';
import { own } from './json.ts';

/** What is sealed is bound to this, in a fixed order, its kind first; JSON keeps the parts apart. */
export type Binding = readonly (string | number)[];

/** Something sealed as it lies in storage. */
export interface Sealed {
  /** 12 bytes, base64; fresh with every seal. */
  readonly nonce: string;
  /** Sealed by AES-256-GCM, base64. */
  readonly body: string;
}

/** Seals `bytes` under a fresh nonce. */
export async function sealBytes(crypto: VaultCrypto, key: CryptoKey, binding: Binding, bytes: Bytes): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt(algorithmOf(nonce, binding), key, bytes);
  return { nonce: toBase64(nonce), body: toBase64(new Uint8Array(body)) };
}

/**
 * Opens what {@link sealBytes} gave.
 * @param sealed what lay in storage, of any shape.
 * @returns `undefined` when it was not sealed whole, with this binding and under this key.
 */
export async function openBytes(
  crypto: VaultCrypto,
  key: CryptoKey,
  binding: Binding,
  sealed: unknown,
): Promise<Bytes | undefined> {
  const nonce = sizedBase64(own(sealed, 'nonce'), 12);
  const body = sizedBase64(own(sealed, 'body'), 0, Infinity);
  return nonce && body && openSealed(crypto, algorithmOf(nonce, binding), key, body);
}

function algorithmOf(nonce: Bytes, binding: Binding): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(JSON.stringify(binding)) };
}
