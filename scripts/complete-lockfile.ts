/**
 * Puts other platforms' binaries back into package-lock.json. npm drops those that the registry in use does not hold, and `npm ci` then
 * refuses the lockfile everywhere. They are entered by name and exact version, as the package that wants them states it, without a
 * hash, which the next `npm install` against a full registry adds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const LOCKFILE = resolve(import.meta.dirname, '../package-lock.json');

interface Entry {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
}

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const CPU: readonly [inName: RegExp, cpu: string][] = [
  [/arm64/, 'arm64'],
  [/arm(-|$)/, 'arm'],
  [/ia32/, 'ia32'],
  [/ppc64/, 'ppc64'],
  [/riscv64/, 'riscv64'],
  [/s390x/, 's390x'],
  [/x64/, 'x64'],
];

/** The platform that a binary's name states, so that npm passes it over on every other. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const os = OS.find((item) => name.includes(item));
  const cpu = CPU.find(([inName]) => inName.test(name))?.[1];
  if (!os || !cpu) throw new Error(`${name} does not say its platform.`);
  const libc = os === 'linux' ? [name.includes('musl') ? 'musl' : 'glibc'] : undefined;
  return { os: [os === 'windows' ? 'win32' : os], cpu: [cpu], ...(libc && { libc }) };
}

const lock = JSON.parse(readFileSync(LOCKFILE, 'utf8')) as { packages: Record<string, Entry> };
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`${name} is wanted as ${version}, which is no exact version.`);
    Object.assign(lock.packages, {
      [`node_modules/${name}`]: { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true },
    });
    added += 1;
  }
}
const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([...(root ? [root] : []), ...others.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added} binaries of other platforms to package-lock.json.`);
