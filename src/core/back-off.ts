import type { ErrorCode, ErrorRecord } from './errors.ts';

/** What a server says when it is too busy: it is left alone for a while, and gets the next code then. */
const TOO_BUSY: readonly ErrorCode[] = ['throttled', 'service-unavailable'];

const FIRST_SECONDS = 4;
const LONGEST_SECONDS = 60;
/** More than that is not waited for on a server's word. */
const LONGEST_ASKED_SECONDS = 15 * 60;

/** Whether `code` is of a refusal after which {@link backOffSeconds} are to be waited. */
export function isTooBusy(code: ErrorCode): boolean {
  return TOO_BUSY.includes(code);
}

/**
 * How long to leave a server alone that said it is too busy: what it asked for, else exponential back-off with half of it at random, so
 * that those who were refused together do not come back together (AWS, "Timeouts, retries and backoff with jitter").
 * @param attempt how many times in a row it has said so, from 1
 * @param random from 0 to 1
 * @returns whole seconds, 1 to 900
 */
export function backOffSeconds(attempt: number, random: number, askedSeconds?: number): number {
  if (askedSeconds !== undefined) return Math.min(Math.max(Math.ceil(askedSeconds), 1), LONGEST_ASKED_SECONDS);
  const span = Math.min(FIRST_SECONDS * 2 ** (attempt - 1), LONGEST_SECONDS);
  return Math.ceil(span / 2 + (span / 2) * random);
}

/** When a refusal at `atMs` lets the next call leave, in the same clock; `atMs` itself when there is nothing to wait for. */
export function waitEndsMs({ error, atMs }: { readonly error: ErrorRecord; readonly atMs: number }): number {
  const seconds = isTooBusy(error.code) ? Number(error.params?.['seconds'] ?? 0) : 0;
  return atMs + seconds * 1000;
}
