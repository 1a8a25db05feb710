/** `npm run bench`: what Stint costs, as ratios to the least an extension can cost, all measured in one run. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CHROME_PACKAGE } from '../e2e/launch.ts';
import { buildPackage } from '../scripts/build-package.ts';
import type { Subject } from './chromium/bench-browser.ts';
import { extensionIdOf } from './chromium/extension-id.ts';
import { run } from './measure/run.ts';
import { type BenchOptions, parseBenchOptions, USAGE } from './plan.ts';
import { documentOf, factsOf, missedIn, quotedIn, rowsOf, tableOf } from './report.ts';

const DOCUMENT = resolve(import.meta.dirname, '../docs/benchmark.md');
const README = resolve(import.meta.dirname, '../README.md');

interface BuiltManifest {
  readonly key: string;
  readonly action: { readonly default_popup: string };
}

/** The package to measure, in `folder`: a copy, so that a build meanwhile does not change it under the browser. */
async function takePackage({ packageFolder }: BenchOptions, folder: string): Promise<Subject> {
  if (packageFolder === undefined) await buildPackage('chrome');
  const copy = join(folder, 'stint');
  await cp(packageFolder ?? CHROME_PACKAGE, copy, { recursive: true });
  const { key, action } = JSON.parse(await readFile(join(copy, 'manifest.json'), 'utf8')) as BuiltManifest;
  return { name: 'stint', folder: copy, id: extensionIdOf(key), popup: action.default_popup };
}

async function bench(options: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stint-bench-'));
  // Chromium ends by itself when its pipe does; what would stay behind is the folder.
  const interrupted = () =>
    void rm(folder, { recursive: true, force: true, maxRetries: 5 }).then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    const stint = await takePackage(options, folder);
    const { samples, sizes, facts } = await run(stint, options.plan, folder, (line) => console.error(line));
    const rows = rowsOf(samples, sizes);
    console.log(`${factsOf(facts)}\n\n${tableOf(rows)}\n`);
    if (!options.quick) {
      await mkdir(dirname(DOCUMENT), { recursive: true });
      await writeFile(DOCUMENT, documentOf(rows, facts));
      await writeFile(README, quotedIn(await readFile(README, 'utf8'), rows, facts));
    }
    const missed = missedIn(rows);
    console.log(missed.length === 0 ? 'No must is missed.' : `Missed: ${missed.map((row) => row.what).join('; ')}.`);
    if (options.check && missed.length > 0) process.exitCode = 1;
  } finally {
    process.off('SIGINT', interrupted);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function main(): Promise<void> {
  let options: BenchOptions;
  try {
    options = parseBenchOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${String(error)}\n\n${USAGE}`);
    process.exitCode = 1;
    return;
  }
  await bench(options);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
