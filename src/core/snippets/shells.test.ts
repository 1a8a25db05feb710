import { chmodSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findProgram, programHome } from '../../testing/programs.ts';
import { EDGE_INPUTS, snippetInputs } from '../../testing/snippet-inputs.ts';
import { environmentOf } from './environment.ts';
import type { SnippetOptions } from './options.ts';
import { renderSnippet } from './render.ts';
import { renderUnset } from './unset.ts';

// Snippets are proved in the shells that read them: what comes out must be what went in, byte for byte.

// Real programs on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const home = programHome();

interface Shell {
  readonly program: string;
  readonly args: readonly string[];
  readonly format: 'posix' | 'fish' | 'powershell' | 'nushell' | 'tcsh';
  readonly extension: string;
  /** How many generated snippets: as many as the shell's speed allows. */
  readonly count: number;
  /** Prints a variable and a line end. */
  readonly print: (name: string) => string;
}

const printf = (name: string) => `printf '%s\\n' "$${name}"\n`;
const SHELLS: readonly Shell[] = [
  { program: 'bash', args: ['--norc', '-eu'], format: 'posix', extension: 'sh', count: 10_000, print: printf },
  { program: 'dash', args: ['-eu'], format: 'posix', extension: 'sh', count: 10_000, print: printf },
  { program: 'zsh', args: ['-f', '-eu'], format: 'posix', extension: 'sh', count: 10_000, print: printf },
  { program: 'fish', args: ['--no-config'], format: 'fish', extension: 'fish', count: 500, print: printf },
  { program: 'tcsh', args: ['-fe'], format: 'tcsh', extension: 'csh', count: 200, print: printf },
  {
    program: 'nu',
    args: ['--no-config-file'],
    format: 'nushell',
    extension: 'nu',
    count: 200,
    print: (name) => `print $env.${name}\n`,
  },
  {
    program: 'pwsh',
    args: ['-NoProfile', '-File'],
    format: 'powershell',
    extension: 'ps1',
    count: 500,
    print: (name) => `[Console]::Out.Write($Env:${name} + [char]10)\n`,
  },
];

/** Left behind by earlier commands. */
const STALE = {
  AWS_PROFILE: 'gone',
  AWS_DEFAULT_PROFILE: 'gone',
  AWS_SECURITY_TOKEN: 'old',
  AWS_REGION: 'us-old-1',
  AWS_CREDENTIAL_EXPIRATION: '2001-01-01T00:00:00Z',
};

describe.each(SHELLS)('$program', ({ program, args, format, extension, count, print }) => {
  const path = findProgram(program) ?? '';
  const runScript = (name: string, script: string, env = {}) =>
    home.run(path, [...args, home.write(`${name}.${extension}`, script)], env);

  /** The AWS variables of the program's environment, after each of these texts in turn. */
  const environments = (name: string, texts: readonly string[]) => {
    // An external `env`: what the shell hands on to the programs it starts. Nushell captures none at the end of a block.
    const ask = format === 'nushell' ? "^env\nprint '---'\n" : 'env\necho ---\n';
    return runScript(name, texts.map((text) => text + ask).join(''), STALE)
      .split('\n---\n')
      .slice(0, texts.length)
      .map((block) => Object.fromEntries(block.split('\n').flatMap((line) => awsVariable(line))));
  };

  it.skipIf(path === '')(`reads the values of ${count} snippets back`, () => {
    const all = snippetInputs(count);
    const script = all.map(
      (one) =>
        renderSnippet(format, one) +
        environmentOf(one)
          .map(([name]) => print(name))
          .join(''),
    );
    const output = runScript('values', script.join(''));
    const expected = all.flatMap((one) => environmentOf(one).map(([, value]) => value));
    // Compared as one text first: a difference among 60,000 lines would take minutes to print.
    if (output === `${expected.join('\n')}\n`) return;
    const lines = output.split('\n');
    const at = expected.findIndex((value, index) => lines[index] !== value);
    expect(lines[at]).toBe(expected[at]);
    expect(lines.length).toBe(expected.length + 1);
  });

  it.skipIf(path === '')('hands them on, without what was stale, and takes them back', () => {
    for (const one of EDGE_INPUTS) {
      const unset = renderUnset(format) ?? '';
      // Twice: unsetting what is not set is no error.
      const found = environments('hand-on', [renderSnippet(format, one), unset, unset]);
      expect(found).toEqual([Object.fromEntries(environmentOf(one)), {}, {}]);
    }
  });

  it.skipIf(path === '')('leaves what its options leave', () => {
    const [one] = snippetInputs(0);
    if (!one) throw new Error('there is no input');
    const secrets = Object.fromEntries(environmentOf(one, {}));
    const none: SnippetOptions = { region: false, defaultRegion: false, expiration: false };
    expect(environments('options', [renderSnippet(format, one, none), renderUnset(format, none) ?? ''])).toEqual([
      { ...secrets, AWS_REGION: STALE.AWS_REGION },
      { AWS_REGION: STALE.AWS_REGION },
    ]);
    expect(environments('keep', [renderSnippet(format, one, { ...none, clearStale: false })])).toEqual([
      { ...STALE, ...secrets },
    ]);
  });

  it.skipIf(path === '')('runs the line that verifies', () => {
    const [one] = snippetInputs(0);
    if (!one) throw new Error('there is no input');
    mkdirSync(join(home.folder, 'bin'), { recursive: true });
    const aws = home.write('bin/aws', '#!/bin/sh\necho "called: $*, $AWS_SECRET_ACCESS_KEY"\n');
    chmodSync(aws, 0o755);
    const PATH = `${join(home.folder, 'bin')}${delimiter}${home.env['PATH']}`;
    const output = runScript('verify', renderSnippet(format, one, { verify: true }), { PATH });
    expect(output).toBe(`called: sts get-caller-identity, ${one.secretAccessKey}\n`);
  });
});

function awsVariable(line: string): [string, string][] {
  const [, name, value] = /^(AWS_[A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
}
