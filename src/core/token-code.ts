import { AppError } from './errors.ts';

/** How many digits a code has. */
export const TOKEN_CODE_LENGTH = 6;

/** How long one code lasts: the time step RFC 6238 recommends (section 5.2) and AWS's devices use, in milliseconds. */
export const TOKEN_STEP_MS = 30_000;

/**
 * An MFA code as typed or pasted: six ASCII digits, in one piece or as two groups of three the way authenticators show
 * them, parted by one white space or hyphen (`492 718`, `492-718`). White space around it is dropped. `\d` is ASCII
 * only here: full-width and other digits are refused, as STS refuses them (STS model, tokenCodeType `[\d]{6}`).
 * @throws {AppError} `invalid-token-code`
 */
export function parseTokenCode(text: string): string {
  const [, first, second] = /^(\d{3})[\s-]?(\d{3})$/.exec(text.trim()) ?? [];
  if (!first || !second) throw new AppError('invalid-token-code');
  return first + second;
}

/**
 * What an input field keeps while a code is being typed: the first six ASCII digits of `text`, fewer while there are
 * fewer.
 */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, TOKEN_CODE_LENGTH);
}

/** One 30-second window. */
export interface TokenStep {
  /** RFC 6238's T: whole steps since the epoch. */
  readonly index: number;
  /** When the next code comes, milliseconds since the epoch. */
  readonly endsAtMs: number;
  /** Until then: more than 0, at most {@link TOKEN_STEP_MS}. */
  readonly remainingMs: number;
}

/**
 * The window that `nowMs`, milliseconds since the epoch by the server's clock, falls into (RFC 6238, section 4.2, with
 * T0 = 0).
 */
export function tokenStep(nowMs: number): TokenStep {
  const index = Math.floor(nowMs / TOKEN_STEP_MS);
  const endsAtMs = (index + 1) * TOKEN_STEP_MS;
  return { index, endsAtMs, remainingMs: endsAtMs - nowMs };
}
