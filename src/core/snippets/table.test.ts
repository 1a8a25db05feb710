import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { SNIPPET_GROUPS } from './groups.ts';
import { isSnippetFormatId, SNIPPET_FORMAT_IDS, type SnippetFormatId } from './ids.ts';
import { parseSnippetOptions } from './options.ts';
import { snippetFormat } from './table.ts';

describe('the table of formats', () => {
  // Ids are stored and sent: a change here loses what people chose.
  it('keeps its ids and its order', () => {
    expect(SNIPPET_FORMAT_IDS).toEqual([
      'posix',
      'fish',
      'powershell',
      'cmd',
      'nushell',
      'tcsh',
      'dotenv',
      'credentials-file',
      'credential-process',
      'docker-env-file',
      'compose',
      'terraform',
      'vscode-launch',
      'aws-configure',
      'docker-run',
      'java',
      'github-actions',
      'gitlab-ci',
      'access-key-id',
      'secret-access-key',
      'session-token',
    ]);
  });

  it('puts each into one group, in that order', () => {
    expect(Object.values(SNIPPET_GROUPS).flat()).toEqual(SNIPPET_FORMAT_IDS);
  });

  it.each(SNIPPET_FORMAT_IDS)('%s: found by its id, with options that can be stored', (id) => {
    expect(isSnippetFormatId(id)).toBe(true);
    const { id: own, options } = snippetFormat(id);
    expect(own).toBe(id);
    expect(parseSnippetOptions(JSON.parse(JSON.stringify(options)))).toEqual(options);
  });

  it.each(['', 'bash', 'POSIX', 'constructor', '__proto__', 'toString', null, undefined, 0, ['posix'], {}])(
    'does not know %o',
    (value) => {
      expect(isSnippetFormatId(value)).toBe(false);
      expect(() => snippetFormat(value as SnippetFormatId)).toThrow(new AppError('bad-request'));
    },
  );
});
