import { incompleteSignature, signatureRefused } from '../service-error.ts';

/** How far a signature's time may be off, in minutes either way (AWS's texts name the number). */
const TOLERANCE_MINUTES = 15;
const TOLERANCE_MS = TOLERANCE_MINUTES * 60_000;

const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** `ms` since the epoch in ISO 8601 basic format, `20260131T235959Z`, rounded down to the second. */
export function formatAmzDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/**
 * Milliseconds since the epoch of an `X-Amz-Date`.
 * @throws {ServiceError} IncompleteSignature for another format and for dates that do not exist, such as 30 February
 */
export function parseAmzDate(text: string): number {
  const ms = Date.parse(text.replace(BASIC, '$1-$2-$3T$4:$5:$6Z'));
  if (!BASIC.test(text) || Number.isNaN(ms) || formatAmzDate(ms) !== text) {
    throw incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return ms;
}

/**
 * Refuses a signature from more than {@link TOLERANCE_MINUTES} ago or ahead, with both times and the bound as AWS does.
 * @param signedAtMs the request's time, milliseconds since the epoch
 * @param nowMs the server's time
 * @throws {ServiceError} SignatureDoesNotMatch
 */
export function checkSkew(signedAtMs: number, nowMs: number): void {
  // The wire knows whole seconds only; so does AWS's comparison.
  const now = Math.floor(nowMs / 1000) * 1000;
  const signed = formatAmzDate(signedAtMs);
  if (signedAtMs < now - TOLERANCE_MS) {
    throw signatureRefused(
      `Signature expired: ${signed} is now earlier than ${formatAmzDate(now - TOLERANCE_MS)} (${formatAmzDate(now)} - ${TOLERANCE_MINUTES} min.)`,
    );
  }
  if (signedAtMs > now + TOLERANCE_MS) {
    throw signatureRefused(
      `Signature not yet current: ${signed} is still later than ${formatAmzDate(now + TOLERANCE_MS)} (${formatAmzDate(now)} + ${TOLERANCE_MINUTES} min.)`,
    );
  }
}
