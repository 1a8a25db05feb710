import { randomBytes, randomInt } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE32.charAt(byte % BASE32.length)).join('');
}

/** A fresh access key id of 20 characters: `AKIA…` for long-term keys, `ASIA…` for temporary ones. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + base32(16);
}

/** A fresh IAM user id of 21 characters, `AIDA…` (IAM User Guide, "Unique identifiers"). */
export function newUserId(): string {
  return `AIDA${base32(17)}`;
}

/** A fresh secret of 40 characters `[A-Za-z0-9+/]`: 30 random bytes in base64. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/**
 * A fresh session token: base64 of `bytes` random bytes, so about a third longer. AWS promises no size
 * (GetSessionToken's documentation); callers that want an unusual one ask for it.
 */
export function newSessionToken(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

/** A fresh account id: 12 digits, the first not zero. */
export function newAccountId(): string {
  return String(randomInt(100_000_000_000, 1_000_000_000_000));
}

/** A fresh serial number of the form AWS's documents show for hardware tokens (`GAHT12345678`). */
export function newHardwareSerial(): string {
  return `GAHT${randomInt(0, 100_000_000).toString().padStart(8, '0')}`;
}
