import type { VaultCrypto } from './data-key.ts';
import { paddedLength } from './padding.ts';
import { type Binding, openBytes, type Sealed, sealBytes } from './sealing.ts';

/** Seals a JSON text, padded so that its size tells little. */
export function sealText(crypto: VaultCrypto, key: CryptoKey, binding: Binding, text: string): Promise<Sealed> {
  const bytes = new TextEncoder().encode(text);
  // Blanks after JSON are nothing to its readers, so the padding needs no form of its own.
  const padded = new Uint8Array(paddedLength(bytes.length)).fill(0x20);
  padded.set(bytes);
  return sealBytes(crypto, key, binding, padded);
}

/** Opens what {@link sealText} gave, with the blanks it was padded with. @returns as {@link openBytes} */
export async function openText(
  crypto: VaultCrypto,
  key: CryptoKey,
  binding: Binding,
  sealed: unknown,
): Promise<string | undefined> {
  const padded = await openBytes(crypto, key, binding, sealed);
  return padded && new TextDecoder().decode(padded);
}
