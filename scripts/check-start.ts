/** Walks the path of `npm start` as on a computer without a display: to its end, and broken off by Ctrl-C. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '..');
const PICTURES = ['1-set-up', '2-profile', '3-popup', '4-session', '5-copied'].map((name) =>
  join(ROOT, 'demo-screenshots', `${name}.png`),
);
/** What may be left of what was ended has this long to go, milliseconds. */
const GONE_WITHIN_MS = 10_000;

interface Run {
  readonly process: ChildProcess;
  /** All that was said so far. */
  said(): string;
  readonly ended: Promise<number | null>;
}

function start(): Run {
  let text = '';
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), 'scripts/start.ts'], {
    cwd: ROOT,
    // A group of its own, as a terminal gives it: Ctrl-C reaches all of it.
    detached: true,
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { process: child, said: () => text, ended };
}

function demand(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

/** The browsers that run with Stint from this folder. */
function browsers(): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(`--load-extension=${join(ROOT, 'dist')}`));
}

async function toItsEnd(): Promise<void> {
  rmSync(join(ROOT, 'demo-screenshots'), { recursive: true, force: true });
  const run = start();
  const code = await run.ended;
  demand(code === 0, `It ended with ${code}.`);
  for (const step of [
    'set-up page',
    'Added the profile',
    'MFA code',
    'the session is live',
    'to the clipboard',
    'Done.',
  ]) {
    demand(run.said().includes(step), `It never said: ${step}`);
  }
  for (const picture of PICTURES) demand(existsSync(picture), `It left no ${picture}.`);
}

async function brokenOff(): Promise<void> {
  const run = start();
  while (!run.said().includes('  1. ')) {
    demand(run.process.exitCode === null, `It ended by itself: ${run.said()}`);
    await pause(50);
  }
  demand(browsers().length > 0, 'No browser ran that could be ended.');
  process.kill(-(run.process.pid ?? 0), 'SIGINT');
  const late = pause(GONE_WITHIN_MS, 'late' as const, { ref: false });
  demand((await Promise.race([run.ended, late])) !== 'late', 'Ctrl-C did not end it.');
  const from = Date.now();
  while (browsers().length > 0) {
    demand(Date.now() - from < GONE_WITHIN_MS, `Ctrl-C left behind: ${browsers()[0]}`);
    await pause(100);
  }
}

await toItsEnd();
console.log('npm start walks its path to the end.');
await brokenOff();
console.log('Ctrl-C ends all that it started.');
