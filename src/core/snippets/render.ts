import { AppError, type ErrorCode } from '../errors.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
import { SECTION_NAME, type SnippetOptions } from './options.ts';
import { underSection } from './section.ts';
import { snippetFormat } from './table.ts';

// Real temporary credentials have no other characters; what has them could end a quote or run a command where it is
// pasted.
const CREDENTIAL = /^[A-Za-z0-9/+=_-]+$/;

const PATTERNS: Readonly<Record<keyof SnippetInput, RegExp>> = {
  accessKeyId: CREDENTIAL,
  secretAccessKey: CREDENTIAL,
  sessionToken: CREDENTIAL,
  expiration: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  region: /^[a-z][a-z0-9-]{1,63}$/,
  profileName: SECTION_NAME,
};

const FIELDS = Object.keys(PATTERNS) as (keyof SnippetInput)[];

function refuse(field: keyof SnippetInput, code: ErrorCode = 'value-unsafe-for-snippet'): never {
  throw new AppError(code, { params: { field } });
}

/** @throws {AppError} `value-unsafe-for-snippet`, naming the `field`, for a value its pattern above does not allow */
export function checkInput(input: SnippetInput): void {
  for (const field of FIELDS) {
    const value: unknown = input[field];
    // A missing value would be tested, and pasted, as the word "undefined".
    if (typeof value !== 'string' || !PATTERNS[field].test(value)) refuse(field);
  }
}

/**
 * Credentials as text to be pasted into a shell or a file. All values are checked, also those this format leaves out,
 * so that one session can be copied in every format or in none.
 * @param chosen what differs from the format's own options
 * @throws {AppError} `value-unsafe-for-snippet`, naming the `field`, for a value with any other character than the
 * patterns above allow; `value-not-for-format` for one this format has no way to write: too long for its lines, or beginning with a dash.
 */
export function renderSnippet(formatId: SnippetFormatId, input: SnippetInput, chosen: SnippetOptions = {}): string {
  const format = snippetFormat(formatId);
  const values = underSection(input, format, chosen);
  checkInput(values);
  const dashed = FIELDS.find((field) => values[field].startsWith('-'));
  if (format.refusesDash && dashed) refuse(dashed, 'value-not-for-format');
  const text = format.render(values, { ...format.options, ...chosen });
  const { maxLineLength = Number.POSITIVE_INFINITY } = format;
  // Of the values only the token has no limit of its own.
  if (text.split('\n').some((line) => line.length > maxLineLength)) refuse('sessionToken', 'value-not-for-format');
  return text;
}
