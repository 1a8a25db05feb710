import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Who imports what, and whether the table in ARCHITECTURE.md allows it. */
const IMPORTS: readonly (readonly [file: string, specifier: string, isAllowed: boolean])[] = [
  ['src/core/a.ts', './b.ts', true],
  ['src/core/a.ts', '../vault/store.ts', false],
  ['src/core/a.ts', '../platform/browser.ts', false],
  ['src/vault/a.ts', '../core/errors.ts', true],
  ['src/vault/a.ts', '../storage/items.ts', false],
  ['src/vault/a.ts', '../platform/storage-areas.ts', false],
  ['src/messages/a.ts', '../core/errors.ts', true],
  ['src/messages/a.ts', '../background/handlers.ts', false],
  ['src/storage/a.ts', '../vault/store.ts', false],
  ['src/platform/a.ts', 'webextension-polyfill', true],
  ['src/platform/a.ts', '../background/services.ts', false],
  ['src/ui/A.tsx', '../core/errors.ts', true],
  ['src/ui/A.tsx', '../platform/runtime.ts', false],
  ['src/ui/A.tsx', '../vault/store.ts', false],
  ['src/popup/A.tsx', '../ui/Button.tsx', true],
  ['src/popup/A.tsx', '../platform/runtime.ts', false],
  ['src/popup/A.tsx', '../wiring/page-ports.ts', false],
  ['src/popup/A.tsx', '../options/OptionsApp.tsx', false],
  ['src/popup/A.tsx', '../background/services.ts', false],
  ['src/popup/main.tsx', '../wiring/page-ports.ts', true],
  ['src/popup/main.tsx', '../vault/store.ts', false],
  ['src/options/A.tsx', '../popup/App.tsx', false],
  ['src/options/A.tsx', '../storage/items.ts', false],
  ['src/background/a.ts', '../vault/store.ts', true],
  ['src/background/a.ts', '../platform/alarms.ts', false],
  ['src/background/a.ts', '@aws-sdk/client-sts', false],
  ['src/background/work.ts', '../platform/alarms.ts', true],
  ['src/background/work.ts', '../popup/view.ts', false],
  ['src/content/a.ts', '../storage/items.ts', false],
  ['src/content/a.ts', '../vault/store.ts', false],
  ['src/content/a.ts', '../core/snippets/render.ts', false],
  ['src/content/a.ts', '../platform/content-runtime.ts', false],
  ['src/background/a.ts', '../testing/fake-outside.ts', false],
];

let folder = '';
/** What the linter said, by file and line: each import stands on a line of its own. */
let complaints: ReadonlySet<string>;
const lines = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stint-walls-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [file, specifier] of IMPORTS) lines.set(file, [...(lines.get(file) ?? []), `import '${specifier}';`]);
  for (const [file, text] of lines) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text.join('\n')}\n`);
  }
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--format', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  });
  complaints = new Set(
    stdout
      .split('\n')
      .filter((line) => line.includes('(no-restricted-imports)'))
      .map((line) => line.replace(/^(.*?):(\d+):.*$/, '$1:$2')),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(IMPORTS)('%s importing %s: allowed is %s', (file, specifier, isAllowed) => {
  const line = (lines.get(file)?.indexOf(`import '${specifier}';`) ?? -1) + 1;
  expect(line).toBeGreaterThan(0);
  const isRefused = [...complaints].some((place) => place.endsWith(`${file}:${line}`));
  expect(isRefused).toBe(!isAllowed);
});
