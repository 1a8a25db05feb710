/** `npm test`: every check in order, counted. Ends with `N passed, N failed` and is non-zero when anything failed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'test-results');
const BIN = join(ROOT, 'node_modules/.bin');

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What was skipped, by name, where the tool says. */
  readonly leftOut?: readonly string[];
}

interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Where the tool leaves its numbers; a step without counts as one check. */
  readonly report?: { readonly file: string; readonly read: (report: unknown) => Count };
  readonly env?: Readonly<Record<string, string>>;
}

const UNIT = join(RESULTS, 'unit.json');
const E2E = join(RESULTS, 'e2e.json');

const STEPS: readonly Step[] = [
  { name: 'types of the extension', command: ['tsc', '--noEmit'] },
  { name: 'types of tests and scripts', command: ['tsc', '--noEmit', '-p', 'tsconfig.tools.json'] },
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  { name: 'lint with types, import walls', command: ['oxlint', '--type-aware'] },
  { name: 'dead code', command: ['knip'] },
  {
    name: 'unit tests',
    command: ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${UNIT}`],
    report: { file: UNIT, read: readVitest },
  },
  { name: 'builds, twice the same byte for byte', command: ['jiti', 'scripts/check-packages.ts'] },
  {
    name: 'the package for Firefox, by its store linter',
    command: ['web-ext', 'lint', '--source-dir', 'dist/firefox', '--self-hosted'],
  },
  {
    name: 'end-to-end tests',
    command: ['playwright', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E },
    report: { file: E2E, read: readPlaywright },
  },
  { name: 'npm start without a display, and Ctrl-C', command: ['jiti', 'scripts/check-start.ts'] },
];

function readVitest(report: unknown): Count {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = report as Record<string, number>;
  const { testResults } = report as { testResults: readonly { assertionResults: readonly UnitTest[] }[] };
  const leftOut = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  );
  // A file that does not load has no tests to fail.
  const failed = Math.max(numFailedTests ?? 0, numFailedTestSuites ?? 0);
  return { passed: numPassedTests ?? 0, failed, skipped: numPendingTests ?? 0, leftOut };
}

interface UnitTest {
  readonly status: string;
  readonly fullName: string;
}

function readPlaywright(report: unknown): Count {
  const { stats } = report as { stats: Record<string, number> };
  return {
    passed: stats['expected'] ?? 0,
    failed: (stats['unexpected'] ?? 0) + (stats['flaky'] ?? 0),
    skipped: stats['skipped'] ?? 0,
  };
}

function runStep({ name, command: [program, ...args], report, env }: Step): Count {
  const startedAt = Date.now();
  console.log(`\n── ${name}`);
  const done = spawnSync(join(BIN, program), args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  const ok = done.status === 0;
  const counted =
    report && existsSync(report.file) ? report.read(JSON.parse(readFileSync(report.file, 'utf8'))) : undefined;
  const count = counted ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  // A tool that fails without a failed test (no tests found, an error in its set-up) has failed all the same.
  const result = !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(
    `── ${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped, in ${seconds} s`,
  );
  return result;
}

rmSync(RESULTS, { recursive: true, force: true });
const counts = STEPS.map(runStep);
const sum = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((total, count) => total + count[key], 0);
const failedSteps = STEPS.filter((_, index) => (counts[index]?.failed ?? 0) > 0).map((step) => step.name);
console.log('');
if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join('; ')}.`);
if (sum('skipped') > 0) console.log(`Left out: ${sum('skipped')}, for want of the program they need.`);
for (const name of counts.flatMap(({ leftOut }) => leftOut ?? [])) console.log(`  left out: ${name}`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = failedSteps.length > 0 ? 1 : 0;
