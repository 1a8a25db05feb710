/**
 * Stands in for `core/error-codes.ts` in the background's script (see scripts/build/error-codes.ts): the errors it reads back are those
 * that it wrote itself, so any text is taken for a code. Pages know their codes by their texts.
 */
import type { ErrorCode } from '../core/error-codes.ts';

/** For checks of the list itself, which the background has none of. */
export const ERROR_CODES: readonly ErrorCode[] = [];

/** Whether `value` may be an error code. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string';
}
