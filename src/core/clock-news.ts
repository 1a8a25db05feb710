/** A clock that is off by less is not worth a word: codes are taken all the same, and the countdown goes by AWS's clock. */
const WORTH_TELLING_MS = 2 * 60_000;

/**
 * Whether the user is to be told of this computer's clock: it is minutes off, and by another figure than they were told before.
 * @param offsetMs how far the server's clock is ahead, milliseconds
 * @param toldMs the offset they know of, milliseconds; 0 for none
 */
export function isClockNews(offsetMs: number, toldMs: number): boolean {
  return Math.abs(offsetMs) >= WORTH_TELLING_MS && (toldMs === 0 || Math.abs(offsetMs - toldMs) > WORTH_TELLING_MS);
}
