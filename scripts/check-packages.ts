/** Builds both packages twice and compares every byte: what is published can be rebuilt by anyone. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Target } from './build/package-manifest.ts';
import { buildPackage } from './build-package.ts';

const DIST = resolve(import.meta.dirname, '../dist');

function hashes(target: Target): Map<string, string> {
  const root = join(DIST, target);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return new Map(
    files
      .map((item) => join(item.parentPath, item.name))
      .sort((a, b) => a.localeCompare(b))
      .map((path) => [relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

for (const target of ['chrome', 'firefox'] as const) {
  await buildPackage(target);
  const first = hashes(target);
  await buildPackage(target);
  const second = hashes(target);
  const names = [...new Set([...first.keys(), ...second.keys()])];
  const different = names.filter((name) => first.get(name) !== second.get(name));
  if (different.length > 0) {
    console.error(`dist/${target} differs between two builds: ${different.join(', ')}.`);
    process.exitCode = 1;
  } else console.log(`dist/${target}: ${names.length} files, the same in both builds.`);
}
