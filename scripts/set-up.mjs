// What `npm start` and `npm test` do first, on a machine that has Node and nothing else. Plain JavaScript without packages, since there
// may be none yet. It says what it installs, and where it cannot, what to do instead.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const STAMP = join(ROOT, 'node_modules', '.stint-installed');
const IS_ROOT = process.getuid?.() === 0;

const say = (line) => console.log(`stint: ${line}`);

function fail(...lines) {
  for (const line of lines) console.error(`stint: ${line}`);
  process.exit(1);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options }).status === 0;
}

function onPath(...names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Node ${process.versions.node} is too old: install Node 20.19 or newer from https://nodejs.org and try again.`,
    );
  }
}

/** `npm ci`, unless the lockfile is the one that was installed last. */
function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  say('Installing the npm packages that package-lock.json pins (no install scripts are run).');
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])) {
    fail(
      'npm could not install the packages: check the network or the registry that npm is set to, then run the same command again.',
    );
  }
  writeFileSync(STAMP, wanted);
}

let listsAreFresh = false;

function aptInstall(packages) {
  if (!IS_ROOT || !onPath('apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`Installing from Debian: ${packages.join(' ')}.`);
  if (!listsAreFresh) listsAreFresh = run('apt-get', ['update', '-qq'], { env });
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** CHROMIUM_PATH, Playwright's own download if it is there, one on the PATH; else one is installed. */
function ensureChromium() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished) {
    if (!existsSync(wished)) fail(`CHROMIUM_PATH is ${wished}, and there is no such file. Correct it or unset it.`);
    return;
  }
  const { chromium } = createRequire(join(ROOT, 'package.json'))('playwright');
  const found = () => existsSync(chromium.executablePath()) || onPath('chromium', 'chromium-browser') !== undefined;
  if (found()) return;
  if (aptInstall(['chromium']) && found()) return;
  say("No Chromium found: downloading Playwright's.");
  if (run('npx', ['playwright', 'install', 'chromium']) && found()) return;
  fail(
    'Stint needs a Chromium to run in, and none could be installed.',
    'Install one with `npx playwright install chromium` or `sudo apt-get install chromium`,',
    'or point CHROMIUM_PATH at the executable of one you have, then run the same command again.',
  );
}

/** The tests' other programs. Where one cannot be had, its tests say that they were left out. */
function ensureTestPrograms() {
  const wanted = [
    { names: ['firefox-esr', 'firefox'], debian: 'firefox-esr', env: 'FIREFOX_PATH' },
    { names: ['fish'], debian: 'fish' },
    { names: ['zsh'], debian: 'zsh' },
    { names: ['tcsh'], debian: 'tcsh' },
    { names: ['aws'], debian: 'awscli' },
    { names: ['faketime'], debian: 'faketime' },
  ].filter(({ names, env }) => !(env && process.env[env]) && !onPath(...names));
  if (wanted.length === 0) return;
  if (!aptInstall(wanted.map(({ debian }) => debian))) {
    say(`Not installed, so their tests are left out: ${wanted.map(({ debian }) => debian).join(', ')}.`);
  }
}

function hand(script, args) {
  const done = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), join(ROOT, script), ...args],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
  process.exit(done.status ?? 1);
}

// Ctrl-C goes to the whole process group: the script handed to ends things in order, and this one waits for it.
process.on('SIGINT', () => {});

const [task, ...args] = process.argv.slice(2);
checkNode();
installPackages();
ensureChromium();
if (task === 'test') {
  ensureTestPrograms();
  hand('scripts/test.ts', args);
}
if (task === 'start') hand('scripts/start.ts', args);
