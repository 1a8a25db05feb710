import { resolve } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { errorCodes } from './error-codes.ts';
import { noPreload } from './no-preload.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the manifest asks for at the least, so that `light-dark()` stays as it is written. */
export const CSS_TARGET = ['chrome123', 'firefox142'];

/** How the scripts of both pages are made, be it in the one build or in the popup's own. */
export function pageBuild(): Pick<InlineConfig, 'oxc' | 'resolve'> & { readonly plugins: Plugin[] } {
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Pages only call promises, which every supported browser returns by itself.
    resolve: { alias: { 'webextension-polyfill': resolve(ROOT, 'src/platform/native-browser.ts') } },
    plugins: [noPreload(), errorCodes('pages')],
  };
}
