import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { environmentOf } from './environment.ts';
import type { SnippetInput } from './format.ts';
import { renderSnippet } from './render.ts';

// Snippets are proved against the programs that read them: what comes out must be what went in, byte for byte.

const folder = mkdtempSync(join(tmpdir(), 'stint-snippets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs a program without this process's AWS settings and gives its output. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  return stdout;
}

const credential = (maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+=_-'),
    minLength: 1,
    maxLength,
    size: 'max',
  });

const input = (tokenMaxLength: number): fc.Arbitrary<SnippetInput> =>
  fc.record({
    accessKeyId: credential(32),
    secretAccessKey: credential(64),
    sessionToken: credential(tokenMaxLength),
    // Far ahead: the SDK refuses credentials that have ended.
    expiration: fc.constantFrom('2126-11-22T02:17:00Z', '2126-11-22T02:17:00.000Z', '2126-11-22T02:17:00+00:00'),
    region: fc.constantFrom('eu-central-1', 'us-gov-west-1'),
    profileName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,20}$/),
  });

const EDGES: readonly SnippetInput[] = ['-n', '--', '=', '/', '+', 'A='.repeat(8192), '/'.repeat(16_384)].map(
  (sessionToken) => ({
    accessKeyId: '-e',
    secretAccessKey: '==/+',
    sessionToken,
    expiration: '2126-11-22T02:17:00Z',
    region: 'eu-central-1',
    profileName: 'dev',
  }),
);

/** Enough to meet every character in every place; the edges and tokens up to 16 kB with them. */
function inputs(count: number): SnippetInput[] {
  return [...EDGES, ...fc.sample(input(16_384), 20), ...fc.sample(input(40), count)];
}

interface Shell {
  readonly program: string;
  readonly args: readonly string[];
  readonly format: 'posix' | 'fish' | 'powershell';
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
  {
    program: 'pwsh',
    args: ['-NoProfile', '-File'],
    format: 'powershell',
    extension: 'ps1',
    count: 500,
    print: (name) => `[Console]::Out.Write($Env:${name} + [char]10)\n`,
  },
];

const absent = SHELLS.filter(({ program }) => !onPath(program)).map(({ program }) => program);
if (absent.length > 0) process.stderr.write(`Snippets not tried in ${absent.join(', ')}: not on the PATH\n`);

describe.each(SHELLS)('$program', ({ program, args, format, extension, count, print }) => {
  it.skipIf(!onPath(program))(`reads the values of ${count} snippets back`, () => {
    const all = inputs(count);
    const script = all.map(
      (one) =>
        renderSnippet(format, one) +
        environmentOf(one)
          .map(([name]) => print(name))
          .join(''),
    );
    const output = run(program, [...args, write(`${program}.${extension}`, script.join(''))]);
    const expected = all.flatMap((one) => environmentOf(one).map(([, value]) => value));
    // Compared as one text first: a difference among 60,000 lines would take minutes to print.
    if (output === `${expected.join('\n')}\n`) return;
    const lines = output.split('\n');
    const at = expected.findIndex((value, index) => lines[index] !== value);
    expect(lines[at]).toBe(expected[at]);
    expect(lines.length).toBe(expected.length + 1);
  });

  it.skipIf(!onPath(program))('hands them on to the programs it starts', () => {
    for (const one of EDGES) {
      const script = `${renderSnippet(format, one)}env\n`;
      const lines = run(program, [...args, write(`${program}-env.${extension}`, script)]).split('\n');
      for (const [name, value] of environmentOf(one)) expect(lines).toContain(`${name}=${value}`);
    }
  });
});

describe('.env', () => {
  it("is read by Node's --env-file", () => {
    for (const one of [...EDGES.slice(-2), ...fc.sample(input(2000), 3)]) {
      const path = write('node.env', renderSnippet('dotenv', one));
      const env: unknown = JSON.parse(
        run(process.execPath, [`--env-file=${path}`, '-e', 'process.stdout.write(JSON.stringify(process.env))']),
      );
      expect(env).toMatchObject(Object.fromEntries(environmentOf(one)));
    }
  });

  it.skipIf(!onPath('bash'))('can be sourced', () => {
    for (const one of EDGES) {
      const path = write('sourced.env', renderSnippet('dotenv', one));
      const lines = run('bash', ['--norc', '-euc', 'set -a; . "$1"; env', 'bash', path]).split('\n');
      for (const [name, value] of environmentOf(one)) expect(lines).toContain(`${name}=${value}`);
    }
  });
});

// The AWS SDK for JavaScript in a process of its own: what it makes of a file, of a process and of the environment.
const READ_WITH_SDK = `
const { STSClient } = await import('@aws-sdk/client-sts');
const client = new STSClient(process.argv[1] ? { profile: process.argv[1], region: 'us-east-1' } : {});
const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials();
console.log(JSON.stringify({ accessKeyId, secretAccessKey, sessionToken, expiration, region: await client.config.region() }));
`;

function readWithSdk(profile: string, env: Readonly<Record<string, string>>): unknown {
  const files = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  return JSON.parse(run(process.execPath, ['--input-type=module', '-e', READ_WITH_SDK, profile], { ...files, ...env }));
}

describe('the AWS SDK', () => {
  const [one] = fc.sample(input(1000), 1) as [SnippetInput];
  const { accessKeyId, secretAccessKey, sessionToken, region } = one;
  const expiration = new Date(one.expiration).toISOString();

  it('reads the credentials file, beside another section', () => {
    const text = `[other]\naws_access_key_id = x\naws_secret_access_key = y\n\n${renderSnippet('credentials-file', one)}`;
    const found = readWithSdk(one.profileName, { AWS_SHARED_CREDENTIALS_FILE: write('credentials', text) });
    expect(found).toMatchObject({ accessKeyId, secretAccessKey, sessionToken });
  });

  it('reads what a credential_process prints', () => {
    const json = write('process.json', renderSnippet('credential-process', one));
    const config = write('config', `[profile ${one.profileName}]\ncredential_process = cat ${json}\n`);
    const found = readWithSdk(one.profileName, { AWS_CONFIG_FILE: config });
    expect(found).toMatchObject({ accessKeyId, secretAccessKey, sessionToken, expiration });
  });

  it('reads the environment, region and expiration too', () => {
    const found = readWithSdk('', Object.fromEntries(environmentOf(one)));
    expect(found).toEqual({ accessKeyId, secretAccessKey, sessionToken, expiration, region });
  });
});
