import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { findProgram, programHome } from '../../testing/programs.ts';
import { EDGE_INPUTS, snippetInput } from '../../testing/snippet-inputs.ts';
import { environmentOf } from './environment.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
import { renderSnippet } from './render.ts';

// Formats that are commands, or a part of one, are to mean the same in every shell: each is run there, and programs by those names tell
// what arguments they were given.

// Real programs on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const home = programHome();
mkdirSync(join(home.folder, 'bin'));
for (const name of ['aws', 'docker', 'gh', 'glab', 'java']) {
  chmodSync(home.write(`bin/${name}`, '#!/bin/sh\nprintf "%s\\n" "$(basename "$0")" "$@"\necho\n'), 0o755);
}
const PATH = `${join(home.folder, 'bin')}:${home.env['PATH']}`;

const SHELLS = [
  { program: 'bash', args: ['--norc', '-eu'] },
  { program: 'dash', args: ['-eu'] },
  { program: 'zsh', args: ['-f', '-eu'] },
  { program: 'fish', args: ['--no-config'] },
  { program: 'tcsh', args: ['-fe'] },
  { program: 'nu', args: ['--no-config-file'] },
] as const;

interface Command {
  readonly id: SnippetFormatId;
  /** What stands before a snippet that is a part of a command. */
  readonly before?: string;
  readonly expected: (input: SnippetInput) => readonly (readonly string[])[];
}

const secretsOf = (input: SnippetInput) => environmentOf(input, {});
const regionOf = (input: SnippetInput) => environmentOf(input, { region: true }).slice(3);

const COMMANDS: readonly Command[] = [
  {
    id: 'aws-configure',
    expected: (input) =>
      [
        ['aws_access_key_id', input.accessKeyId],
        ['aws_secret_access_key', input.secretAccessKey],
        ['aws_session_token', input.sessionToken],
        ['region', input.region],
      ].map((pair) => ['aws', 'configure', 'set', ...pair, '--profile', input.profileName]),
  },
  {
    id: 'docker-run',
    before: 'docker ',
    expected: (input) => [['docker', ...environmentOf(input).flatMap(([name, value]) => ['-e', `${name}=${value}`])]],
  },
  {
    id: 'java',
    before: 'java ',
    expected: (input) => [
      [
        'java',
        `-Daws.accessKeyId=${input.accessKeyId}`,
        `-Daws.secretAccessKey=${input.secretAccessKey}`,
        `-Daws.sessionToken=${input.sessionToken}`,
        `-Daws.region=${input.region}`,
      ],
    ],
  },
  {
    id: 'github-actions',
    expected: (input) => [
      ...secretsOf(input).map(([name, value]) => ['gh', 'secret', 'set', name, '--body', value]),
      ...regionOf(input).map(([name, value]) => ['gh', 'variable', 'set', name, '--body', value]),
    ],
  },
  {
    id: 'gitlab-ci',
    expected: (input) => [
      ...secretsOf(input).map(([name, value]) => ['glab', 'variable', 'set', name, '--value', value, '--masked']),
      ...regionOf(input).map(([name, value]) => ['glab', 'variable', 'set', name, '--value', value]),
    ],
  },
];

describe.each(SHELLS)('$program', ({ program, args }) => {
  const path = findProgram(program) ?? '';

  it.skipIf(path === '').each(COMMANDS)('takes $id as it is meant', ({ id, before = '', expected }) => {
    const inputs = [...EDGE_INPUTS, ...fc.sample(snippetInput(16_384), 5), ...fc.sample(snippetInput(60), 40)].map(
      (input) => (id === 'aws-configure' ? withoutDashes(input) : input),
    );
    const script = inputs.map((input) => `${before}${renderSnippet(id, input)}\n`).join('');
    const output = home.run(path, [...args, home.write(`${id}.${program}`, script)], { PATH });
    const told = inputs.flatMap(expected).map((call) => `${call.join('\n')}\n\n`);
    // Not compared by the test itself, which would print hundreds of kilobytes.
    expect(output === told.join('')).toBe(true);
  });
});

/** What begins with a dash is refused there. */
function withoutDashes(input: SnippetInput): SnippetInput {
  const undashed = (value: string) => value.replace(/^-+/, 'x');
  return {
    ...input,
    accessKeyId: undashed(input.accessKeyId),
    secretAccessKey: undashed(input.secretAccessKey),
    sessionToken: undashed(input.sessionToken),
  };
}
