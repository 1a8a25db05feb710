import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright';

/** Chromium's remedies, for people. */
export const NO_CHROMIUM = [
  'Stint needs a Chromium to run in, and found none.',
  'Install one with either of:',
  '  npx playwright install chromium',
  '  sudo apt-get install chromium',
  'or point CHROMIUM_PATH at the executable of one you have.',
].join('\n');

/**
 * The Chromium to use: CHROMIUM_PATH, else Playwright's own download if it is there, else one on the PATH.
 * @returns its path, or `undefined` when there is none
 * @throws when CHROMIUM_PATH names no file: a wish that cannot be met is not passed over in silence
 */
export function findChromium(): string | undefined {
  const wished = process.env['CHROMIUM_PATH'];
  if (wished) {
    if (!existsSync(wished)) throw new Error(`CHROMIUM_PATH is ${wished}, and there is no such file.`);
    return wished;
  }
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders
    .flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** As {@link findChromium}. @throws with the remedies when there is none */
export function requireChromium(): string {
  const path = findChromium();
  if (!path) throw new Error(NO_CHROMIUM);
  return path;
}

/** What every launch needs: root has no user namespaces to sandbox with, and QUIC would bypass a mapped host name. */
export function chromiumArgs(): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-quic'];
}

/** A plain headless browser, without the extension. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: chromiumArgs() });
}
