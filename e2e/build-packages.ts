import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Target } from '../scripts/build/package-manifest.ts';
import { buildPackage } from '../scripts/build-package.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['src', 'public', 'scripts/build', 'manifest.json', 'vite.config.ts', 'package-lock.json'];

/** Before all end-to-end tests: builds what they drive where it is missing or older than its sources. */
export default async function buildPackages(): Promise<void> {
  const newest = Math.max(...SOURCES.map((path) => newestChange(join(ROOT, path))));
  for (const target of ['chrome', 'firefox'] satisfies Target[]) {
    if (builtAt(target) < newest) await buildPackage(target);
  }
}

/** Milliseconds since the epoch; 0 when it was never built. */
function builtAt(target: Target): number {
  return statSync(join(ROOT, 'dist', target, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
