/**
 * Stands in for `core/error-codes.ts` in the pages (see scripts/build/error-codes.ts), whose list the popup would read at every opening: each code has
 * its texts, so what has texts is a code.
 */
import type { ErrorCode } from '../core/error-codes.ts';
import { text } from './texts.ts';

/** For checks of the list itself, which pages have none of. */
export const ERROR_CODES: readonly ErrorCode[] = [];

/** Whether `value` is an error code of this version. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && /^[a-z-]+$/.test(value) && hasText(`error_${value.replaceAll('-', '_')}_cause`);
}

function hasText(key: string): boolean {
  return text(key as `error_internal_cause`) !== '';
}
