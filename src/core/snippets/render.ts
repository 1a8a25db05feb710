import { AppError } from '../errors.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
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
  profileName: /^[A-Za-z0-9._@+-]{1,64}$/,
};

/**
 * Credentials as text to be pasted into a shell or a file. All values are checked, also those this format leaves out,
 * so that one session can be copied in every format or in none.
 * @throws {AppError} `value-unsafe-for-snippet`, naming the `field`, for a value with any other character than the
 * patterns above allow, or one too long for a line of this format.
 */
export function renderSnippet(formatId: SnippetFormatId, input: SnippetInput): string {
  for (const field of Object.keys(PATTERNS) as (keyof SnippetInput)[]) {
    const value: unknown = input[field];
    // A missing value would be tested, and pasted, as the word "undefined".
    if (typeof value !== 'string' || !PATTERNS[field].test(value)) {
      throw new AppError('value-unsafe-for-snippet', { params: { field } });
    }
  }
  const { render, maxLineLength = Number.POSITIVE_INFINITY } = snippetFormat(formatId);
  const text = render(input);
  if (text.split('\n').some((line) => line.length > maxLineLength)) {
    // Of the values only the token has no limit of its own.
    throw new AppError('value-unsafe-for-snippet', { params: { field: 'sessionToken' } });
  }
  return text;
}
