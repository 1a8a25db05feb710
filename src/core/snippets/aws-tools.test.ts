import { createHash, createHmac } from 'node:crypto';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import { fromProcess } from '@aws-sdk/credential-provider-process';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { findProgram, programHome } from '../../testing/programs.ts';
import { EDGE_INPUTS, snippetInput } from '../../testing/snippet-inputs.ts';
import type { SnippetInput } from './format.ts';
import { renderSnippet } from './render.ts';

// What AWS's own tools make of a snippet.

// Real programs on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const home = programHome();
const INPUTS = [...EDGE_INPUTS.slice(-2), ...fc.sample(snippetInput(16_384), 4), ...fc.sample(snippetInput(200), 20)];
const NO_FILES = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
/** What a person has left in the same shell. */
const STALE = { AWS_PROFILE: 'other', AWS_DEFAULT_PROFILE: 'other', AWS_SECURITY_TOKEN: 'old' };
const OTHER = '[other]\naws_access_key_id = x\naws_secret_access_key = y\n\n';

function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: SnippetInput) {
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** A program that prints `text`, for `credential_process`. */
function printer(text: string): string {
  const path = home.write('print-credentials', `#!/bin/sh\ncat <<'END'\n${text}END\n`);
  chmodSync(path, 0o755);
  return path;
}

/** The environment that a shell hands on, the stale variables with it. */
function environmentAfter(shell: string, snippet: string): Record<string, string> {
  const script = home.write('env.sh', `${snippet}env\n`);
  const lines = home.run(shell, [script], STALE).split('\n');
  return Object.fromEntries(lines.flatMap((line) => (line.startsWith('AWS_') ? [pair(line)] : [])));
}

function pair(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

const sh = findProgram('sh') ?? '';

describe('the AWS SDK for JavaScript', () => {
  it('reads the credentials file, beside another section', async () => {
    for (const one of INPUTS) {
      for (const section of ['', 'default']) {
        const text = OTHER + renderSnippet('credentials-file', one, { section, region: true });
        const provide = fromIni({
          profile: section || one.profileName,
          filepath: home.write('credentials', text),
          configFilepath: '/dev/null',
          ignoreCache: true,
        });
        expect(await provide()).toMatchObject(secretsOf(one));
      }
    }
  });

  it('reads what a credential_process prints', async () => {
    for (const one of INPUTS) {
      const program = printer(renderSnippet('credential-process', one));
      const config = home.write('config', `[profile ${one.profileName}]\ncredential_process = ${program}\n`);
      const provide = fromProcess({
        profile: one.profileName,
        configFilepath: config,
        filepath: '/dev/null',
        ignoreCache: true,
      });
      expect(await provide()).toMatchObject({ ...secretsOf(one), expiration: new Date(one.expiration) });
    }
  });

  // The whole chain of providers, in a process of its own.
  const READ = `
const { STSClient } = await import('@aws-sdk/client-sts');
const client = new STSClient({});
const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials();
console.log(JSON.stringify({ accessKeyId, secretAccessKey, sessionToken, expiration, region: await client.config.region() }));
`;

  it.skipIf(sh === '')('reads the environment, though a profile was chosen before', () => {
    const files = { ...NO_FILES, AWS_SHARED_CREDENTIALS_FILE: home.write('other', OTHER) };
    const read = (one: SnippetInput, clearStale: boolean) => {
      const env = environmentAfter(sh, renderSnippet('posix', one, { clearStale }));
      // From this folder, where the SDK is.
      const script = home.write('read.mjs', `process.chdir(${JSON.stringify(process.cwd())});`);
      const output = home.run(
        process.execPath,
        ['--import', script, '--input-type=module', '-e', READ.replace("'@aws-sdk/client-sts'", JSON.stringify(STS))],
        { ...files, ...env },
      );
      return JSON.parse(output) as unknown;
    };
    for (const one of INPUTS.slice(0, 3)) {
      const expiration = new Date(one.expiration).toISOString();
      expect(read(one, true)).toEqual({ ...secretsOf(one), expiration, region: one.region });
      // What the line that unsets is for.
      expect(read(one, false)).toMatchObject({ accessKeyId: 'x' });
    }
  });
});

const STS = import.meta.resolve('@aws-sdk/client-sts');

describe('awscli', () => {
  const aws = findProgram('aws') ?? '';
  // A 16 kB token makes a header that Node's server takes only when told to.
  const INPUT = INPUTS.filter(({ accessKeyId }) => !accessKeyId.startsWith('-')).slice(0, 2);

  /** Whose credentials `aws sts get-caller-identity` signs with, told from its request. */
  async function signer(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Signer> {
    let seen: Promise<Signer> | undefined;
    const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
      seen = readSigner(request);
      void seen.then(() => response.end(IDENTITY));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await home.runAside(aws, ['sts', 'get-caller-identity', '--endpoint-url', url, ...args], { ...NO_FILES, ...env });
      if (!seen) throw new Error('nothing was sent');
      return await seen;
    } finally {
      server.close();
    }
  }

  const expectSigned = (found: Signer, one: SnippetInput) => {
    expect(found).toMatchObject({ accessKeyId: one.accessKeyId, sessionToken: one.sessionToken });
    expect(found.signature).toBe(found.signatureWith(one.secretAccessKey));
  };

  it.skipIf(aws === '' || sh === '')('reads the environment, whatever was stale', async () => {
    for (const one of INPUT) {
      const found = await signer(environmentAfter(sh, renderSnippet('posix', one)));
      expectSigned(found, one);
      expect(found.region).toBe(one.region);
    }
  });

  it.skipIf(aws === '' || sh === '')('without the line that unsets, would not', async () => {
    const [one] = INPUT;
    if (!one) throw new Error('there is no input');
    const env = environmentAfter(sh, renderSnippet('posix', one, { clearStale: false }));
    await expect(signer(env)).rejects.toThrow('could not be found');
    const { AWS_PROFILE: _, AWS_DEFAULT_PROFILE: __, ...token } = env;
    expect((await signer(token)).sessionToken).toBe('old');
  });

  it.skipIf(aws === '')('reads the credentials file', async () => {
    for (const one of INPUT) {
      const text = OTHER + renderSnippet('credentials-file', one, { region: true });
      const env = { AWS_SHARED_CREDENTIALS_FILE: home.write('aws-credentials', text) };
      const found = await signer(env, ['--profile', one.profileName]);
      expectSigned(found, one);
      expect(found.region).toBe(one.region);
    }
  });

  it.skipIf(aws === '')('reads what a credential_process prints', async () => {
    for (const one of INPUT) {
      const program = printer(renderSnippet('credential-process', one));
      const config = `[profile ${one.profileName}]\ncredential_process = ${program}\nregion = eu-central-1\n`;
      const env = { AWS_CONFIG_FILE: home.write('aws-config', config) };
      expectSigned(await signer(env, ['--profile', one.profileName]), one);
    }
  });

  it.skipIf(aws === '' || sh === '')('is set by `aws configure set`', async () => {
    const one = INPUT.find(
      ({ secretAccessKey, sessionToken }) => !`${secretAccessKey} ${sessionToken}`.match(/(^| )-/),
    );
    if (!one) throw new Error('there is no input');
    const files = {
      AWS_CONFIG_FILE: join(home.folder, 'set-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home.folder, 'set-credentials'),
    };
    for (const section of ['', 'default']) {
      for (const path of Object.values(files)) rmSync(path, { force: true });
      home.run(sh, ['-e', home.write('set.sh', renderSnippet('aws-configure', one, { section }))], files);
      const found = await signer(files, ['--profile', section || one.profileName]);
      expectSigned(found, one);
      expect(found.region).toBe(one.region);
      expect(readFileSync(files.AWS_SHARED_CREDENTIALS_FILE, 'utf8')).toContain(one.sessionToken);
    }
  });

  it.skipIf(aws === '' || sh === '')(
    'takes a value that begins with a dash for an option, which is why it is refused',
    () => {
      const [one] = INPUT;
      if (!one) throw new Error('there is no input');
      const line =
        renderSnippet('aws-configure', one)
          .split('\n')
          .find((text) => text.includes('aws_secret_access_key')) ?? '';
      const dashed = line.replace(one.secretAccessKey, `-${one.secretAccessKey}`);
      expect(dashed).not.toBe(line);
      const files = {
        AWS_CONFIG_FILE: home.write('none', ''),
        AWS_SHARED_CREDENTIALS_FILE: home.write('none-either', ''),
      };
      expect(() => home.run(sh, ['-e', home.write('dashed.sh', dashed)], files)).toThrow();
      home.run(sh, ['-e', home.write('plain.sh', line)], files);
      expect(readFileSync(files.AWS_SHARED_CREDENTIALS_FILE, 'utf8')).toContain(one.secretAccessKey);
      expect(readFileSync(files.AWS_SHARED_CREDENTIALS_FILE, 'utf8')).not.toContain(`-${one.secretAccessKey}`);
    },
  );
});

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/a</Arn><UserId>U</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Who signed a request (Signature Version 4). */
interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
  readonly sessionToken: string;
  readonly signature: string;
  /** The signature this request would have with that secret access key. */
  readonly signatureWith: (secretAccessKey: string) => string;
}

async function readSigner(request: IncomingMessage): Promise<Signer> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  const header = (name: string) => String(request.headers[name] ?? '');
  const [, scope = '', signed = '', signature = ''] =
    /Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(header('authorization')) ?? [];
  const [, accessKeyId = '', date = '', region = '', service = ''] =
    /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(scope) ?? [];
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const headers = signed.split(';').map((name) => `${name}:${header(name).trim()}\n`);
  const canonical = ['POST', '/', '', headers.join(''), signed, sha256(body)].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    header('x-amz-date'),
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  return {
    accessKeyId,
    region,
    sessionToken: header('x-amz-security-token'),
    signature,
    signatureWith: (secret) =>
      hmac([date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`), toSign).toString(
        'hex',
      ),
  };
}
