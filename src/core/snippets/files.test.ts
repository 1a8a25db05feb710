import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { findProgram, programHome } from '../../testing/programs.ts';
import { EDGE_INPUTS, snippetInput } from '../../testing/snippet-inputs.ts';
import { environmentOf } from './environment.ts';
import type { SnippetInput } from './format.ts';
import { renderSnippet } from './render.ts';

// Formats that are files, or a part of one, are proved on the programs that read them.

// Real programs on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const home = programHome();
const NODE = process.execPath;
const PRINT_ENV = 'process.stdout.write(JSON.stringify(process.env))';

const many = (count: number) => [
  ...EDGE_INPUTS,
  ...fc.sample(snippetInput(16_384), 5),
  ...fc.sample(snippetInput(60), count),
];
const few = () => [...EDGE_INPUTS.slice(-2), ...fc.sample(snippetInput(16_384), 2)];
const environment = (input: SnippetInput) => Object.fromEntries(environmentOf(input));

describe('.env', () => {
  it("is read by Node's --env-file", () => {
    for (const one of few()) {
      const path = home.write('node.env', renderSnippet('dotenv', one));
      expect(JSON.parse(home.run(NODE, [`--env-file=${path}`, '-e', PRINT_ENV]))).toMatchObject(environment(one));
    }
  });

  it('is read by dotenv', async () => {
    const { parse } = await import('dotenv');
    for (const one of many(2000)) expect(parse(renderSnippet('dotenv', one))).toEqual(environment(one));
  });

  for (const program of ['bash', 'dash']) {
    const path = findProgram(program) ?? '';
    it.skipIf(path === '')(`can be sourced by ${program}`, () => {
      for (const one of EDGE_INPUTS) {
        const file = home.write('sourced.env', renderSnippet('dotenv', one));
        const lines = home.run(path, ['-euc', 'set -a; . "$1"; env', program, file]).split('\n');
        for (const [name, value] of environmentOf(one)) expect(lines).toContain(`${name}=${value}`);
      }
    });
  }
});

describe('Docker', () => {
  const docker = findProgram('docker') ?? '';

  /** What `docker create` asks its daemon for, with `args`. */
  async function createdEnv(args: readonly string[]): Promise<unknown> {
    let created = '';
    const daemon = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        response.setHeader('Content-Type', 'application/json');
        response.setHeader('API-Version', '1.43');
        if (!request.url?.includes('/containers/create')) return response.end('{}');
        created = body;
        response.statusCode = 201;
        return response.end('{"Id":"c","Warnings":[]}');
      });
    });
    await new Promise<void>((resolve) => daemon.listen(0, '127.0.0.1', resolve));
    try {
      const DOCKER_HOST = `tcp://127.0.0.1:${(daemon.address() as AddressInfo).port}`;
      await home.runAside(docker, ['create', '--pull=never', ...args, 'image'], { DOCKER_HOST });
      return (JSON.parse(created) as { Env: unknown }).Env;
    } finally {
      daemon.close();
    }
  }

  it.skipIf(docker === '')('reads --env-file', async () => {
    for (const one of few()) {
      const path = home.write('docker.env', renderSnippet('docker-env-file', one));
      expect(await createdEnv(['--env-file', path])).toEqual(environmentOf(one).map((pair) => pair.join('=')));
    }
  });

  it.skipIf(docker === '')('reads -e', async () => {
    for (const one of few()) {
      const args = renderSnippet('docker-run', one)
        .split(' ')
        .map((word) => word.replace(/^"(.*)"$/, '$1'));
      const created = (await createdEnv(args)) as string[];
      expect(created.toSorted()).toEqual(
        environmentOf(one)
          .map((pair) => pair.join('='))
          .toSorted(),
      );
    }
  });
});

describe('Compose', () => {
  const python = findProgram('python3') ?? '';
  const READ =
    'import json, sys\ntry:\n  import yaml\nexcept ImportError:\n  sys.exit()\nprint(json.dumps(yaml.safe_load(sys.stdin)))';
  const hasYaml = python !== '' && home.run(python, ['-c', READ], {}, '1').trim() === '1';
  if (!hasYaml) process.stderr.write('Snippets not tried in PyYAML: it is not installed here.\n');

  it.skipIf(!hasYaml)('is YAML whose values are all text', () => {
    for (const one of few()) {
      const file = `services:\n  app:\n    image: app\n${renderSnippet('compose', one)}`;
      expect(JSON.parse(home.run(python, ['-c', READ], {}, file))).toEqual({
        services: { app: { image: 'app', environment: environment(one) } },
      });
    }
  });

  it('holds nothing that Compose would fill in, and nothing that YAML would unescape', () => {
    for (const one of many(1000)) {
      for (const line of renderSnippet('compose', one).trimEnd().split('\n').slice(1)) {
        expect(line).toMatch(/^ {6}[A-Z_]+: "[A-Za-z0-9/+=_.:-]+"$/);
      }
    }
  });
});

describe('launch.json', () => {
  it('has an env that is JSON', () => {
    for (const one of many(1000)) {
      expect(JSON.parse(`{${renderSnippet('vscode-launch', one)}}`)).toEqual({ env: environment(one) });
    }
  });
});

describe('Terraform', () => {
  const terraform = findProgram('terraform') ?? '';

  it.skipIf(terraform === '')('reads the block, and would lay it out the same', () => {
    for (const one of few()) {
      const text = renderSnippet('terraform', one);
      expect(home.run(terraform, ['fmt', '-'], {}, text)).toBe(text);
      // Without the provider's plugin a block of locals stands in for it.
      home.write('main.tf', text.replace('provider "aws"', 'locals'));
      const ask = 'jsonencode([local.region, local.access_key, local.secret_key, local.token])\n';
      const printed: unknown = JSON.parse(JSON.parse(home.run(terraform, ['console'], {}, ask)) as string);
      expect(printed).toEqual([one.region, one.accessKeyId, one.secretAccessKey, one.sessionToken]);
    }
  });
});

describe('Java', () => {
  const java = findProgram('java') ?? '';
  const bash = findProgram('bash') ?? '';

  it.skipIf(java === '' || bash === '')('has the properties', () => {
    for (const one of few()) {
      const script = `"${java}" ${renderSnippet('java', one)} -XshowSettings:properties -version 2>&1\n`;
      const lines = home
        .run(bash, [home.write('java.sh', script)])
        .split('\n')
        .map((line) => line.trim());
      expect(lines).toContain(`aws.accessKeyId = ${one.accessKeyId}`);
      expect(lines).toContain(`aws.secretAccessKey = ${one.secretAccessKey}`);
      expect(lines).toContain(`aws.sessionToken = ${one.sessionToken}`);
      expect(lines).toContain(`aws.region = ${one.region}`);
    }
  });
});
