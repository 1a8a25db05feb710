import { createHash } from 'node:crypto';

/**
 * The id Chromium gives an extension: the first 16 bytes of a SHA-256, each half byte a letter from `a` to `p`
 * (Chromium's `components/crx_file/id_util.cc`).
 * @param key the manifest's `key`, base64; where there is none Chromium takes the folder's absolute path instead
 */
export function extensionIdOf(key: string): string {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest();
  return [...hash.subarray(0, 16)].map((byte) => letter(byte >> 4) + letter(byte & 15)).join('');
}

function letter(value: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + value);
}
