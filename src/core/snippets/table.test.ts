import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { isSnippetFormatId, type SnippetFormatId } from './ids.ts';
import { SNIPPET_FORMATS, snippetFormat } from './table.ts';

describe('the table of formats', () => {
  // Ids are stored and sent: a change here loses what people chose.
  it('keeps its ids and its order', () => {
    expect(SNIPPET_FORMATS.map(({ id, label }) => [id, label])).toEqual([
      ['posix', 'bash, zsh'],
      ['fish', 'fish'],
      ['powershell', 'PowerShell'],
      ['cmd', 'Windows cmd'],
      ['dotenv', '.env'],
      ['credentials-file', 'Credentials file'],
      ['credential-process', 'credential_process JSON'],
      ['access-key-id', 'Access key ID'],
      ['secret-access-key', 'Secret access key'],
      ['session-token', 'Session token'],
    ]);
  });

  it('finds each by its id', () => {
    for (const format of SNIPPET_FORMATS) {
      expect(isSnippetFormatId(format.id)).toBe(true);
      expect(snippetFormat(format.id)).toBe(format);
    }
  });

  it.each(['', 'bash', 'POSIX', 'constructor', '__proto__', 'toString', null, undefined, 0, ['posix'], {}])(
    'does not know %o',
    (value) => {
      expect(isSnippetFormatId(value)).toBe(false);
      expect(() => snippetFormat(value as SnippetFormatId)).toThrow(new AppError('bad-request'));
    },
  );
});
