/** The words Stint shows, from where Stint has them: a test names a text by its key or an error by its code. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ErrorCode, isErrorCode } from '../src/core/errors.ts';
import { type ErrorTexts, errorTexts } from '../src/ui/error-texts.ts';
import { type TextKey, text, useTextsFrom } from '../src/ui/texts.ts';

const MESSAGES = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../public/_locales/en/messages.json'), 'utf8'),
) as Readonly<Record<string, { readonly message: string } | undefined>>;

useTextsFrom((key, substitutions) => {
  const message = MESSAGES[key]?.message;
  if (message === undefined) throw new Error(`There is no text ${key}.`);
  return message.replace(/\$([1-9])/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
});

/** A text of the English Stint with its places filled in. */
export function words(key: TextKey, ...substitutions: readonly (string | number)[]): string {
  return text(key, ...substitutions);
}

/** Cause and remedy as an alert gives them for `code`; `host` where the text names the server. */
export function refusal(code: ErrorCode, host?: string): ErrorTexts {
  if (!isErrorCode(code)) throw new Error(`${String(code)} is no error code.`);
  return errorTexts({ code, ...(host !== undefined && { params: { host } }) });
}
