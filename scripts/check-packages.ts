/** Builds both packages here and once more in a copy at another place, and compares every byte: what is published can be rebuilt by anyone. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import type { Target } from './build/package-manifest.ts';
import { buildPackage } from './build-package.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** What is made, and what is not ours. */
const LEFT_OUT = ['.git', 'node_modules', 'dist', 'test-results', 'demo-screenshots'];

function hashes(root: string, target: Target): Map<string, string> {
  const folder = join(root, 'dist', target);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return new Map(
    files
      .map((item) => join(item.parentPath, item.name))
      .sort((a, b) => a.localeCompare(b))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** The same sources, with the same packages, in a folder of another name. */
function copyOfRoot(): string {
  const copy = mkdtempSync(join(tmpdir(), 'stint-again-'));
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => !(LEFT_OUT.includes(basename(path)) && resolve(path, '..') === ROOT),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const copy = copyOfRoot();
try {
  for (const target of ['chrome', 'firefox'] as const) {
    await buildPackage(target);
    const built = spawnSync(
      process.execPath,
      [join(copy, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
      {
        cwd: copy,
        env: { ...process.env, TARGET: target },
        stdio: 'inherit',
      },
    );
    if (built.status !== 0) throw new Error(`The copy of dist/${target} could not be built.`);
    const [here, there] = [hashes(ROOT, target), hashes(copy, target)];
    const names = [...new Set([...here.keys(), ...there.keys()])];
    const different = names.filter((name) => here.get(name) !== there.get(name));
    if (different.length > 0) {
      console.error(`dist/${target} differs between two builds: ${different.join(', ')}.`);
      process.exitCode = 1;
    } else console.log(`dist/${target}: ${names.length} files, the same when built at another place.`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
