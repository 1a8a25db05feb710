import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, expect } from 'vitest';

/** Some programs come with the npm packages. */
const NPM_PROGRAMS: Readonly<Record<string, string>> = {
  nu: `node_modules/@nushell/${process.platform}-${process.arch}/bin/nu`,
};

/**
 * Where a program lies; undefined where it is missing, which is said once. A test that needs it is then to be skipped, so that it
 * counts as left out.
 */
export function findProgram(name: string): string | undefined {
  const fromNpm = NPM_PROGRAMS[name] && resolve(NPM_PROGRAMS[name]);
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = fromNpm && existsSync(fromNpm) ? fromNpm : places.find(isExecutable);
  if (found === undefined) process.stderr.write(`Snippets not tried in ${name}: it is not installed here.\n`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a program is run with: nothing of this process's AWS settings, and a home of its own. */
export interface ProgramHome {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file there and gives its path. */
  write(name: string, text: string): string;
  /** Runs a program and gives its output; fails the test unless it ends well. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): string;
  /** The same for a program that talks to a server of this process. */
  runAside(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

/** A folder that lasts as long as the test file, as the home of the programs it runs. */
export function programHome(): ProgramHome {
  const folder = mkdtempSync(join(tmpdir(), 'stint-snippets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const own = { PATH: process.env['PATH'] ?? '', HOME: folder };
  return {
    folder,
    env: own,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    run(program, args, env = {}, input = '') {
      const { status, stdout, stderr, error } = spawnSync(program, args, {
        env: { ...own, ...env },
        cwd: folder,
        encoding: 'utf8',
        input,
        maxBuffer: 64 * 1024 * 1024,
      });
      if (error) throw error;
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      return stdout;
    },
    runAside: (program, args, env = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, { env: { ...own, ...env }, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text;
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          stderr += text;
        });
        child.on('error', reject);
        child.on('close', (status) => (status === 0 ? resolve(stdout) : reject(new Error(`${program}: ${stderr}`))));
      }),
  };
}
