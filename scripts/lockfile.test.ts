import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const read = (name: string) => JSON.parse(readFileSync(resolve(ROOT, name), 'utf8')) as Record<string, unknown>;
const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}

const packages = Object.entries(lock.packages).filter(([name]) => name !== '');

it('no package runs anything when it is installed', () => {
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name)).toEqual([]);
  expect(readFileSync(resolve(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts\s*=\s*true$/m);
});

it('every package comes from the registry', () => {
  const hosts = packages.flatMap(([, { resolved }]) => (resolved ? new URL(resolved).host : []));
  expect([...new Set(hosts)].filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
});

it.each(['dependencies', 'devDependencies'])('%s are pinned to one version', (kind) => {
  const versions = Object.entries(read('package.json')[kind] as Record<string, string>);
  expect(versions.length).toBeGreaterThan(3);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
