import { resolve } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { classicScripts } from './scripts/build/classic-scripts.ts';
import { compactHtml } from './scripts/build/compact-html.ts';
import { errorCodes } from './scripts/build/error-codes.ts';
import { firstPaint } from './scripts/build/first-paint.ts';
import { noPreload } from './scripts/build/no-preload.ts';
import { addBackground, packageManifest, type Target } from './scripts/build/package-manifest.ts';

const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome';

/** What both pages are made of, and what that is made of. Their style sheets with it, so that they stand before a page's own. */
const PAGE =
  /\/node_modules\/preact\/|\/src\/(wiring\/page-ports|core\/(arn|clock-news|session|session-durations)|ui\/(Button|Environment|Select|Status|texts|times|use-facts|use-now))\.tsx?$|\/src\/ui\/\w+\.css$/;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    // Pages only call promises, which every supported browser returns by itself.
    alias: { 'webextension-polyfill': resolve(import.meta.dirname, 'src/platform/native-browser.ts') },
  },
  build: {
    outDir: `dist/${target}`,
    emptyOutDir: true,
    target: 'es2022',
    // What the manifest asks for at the least, so that `light-dark()` stays as it is written.
    cssTarget: ['chrome123', 'firefox142'],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Chromium's clipboard writer; no manifest names it.
      ...(target === 'chrome' && { input: { offscreen: 'src/offscreen/index.html' } }),
      output: {
        // What both pages draw themselves with comes in one file: each that the popup asks for costs it a way to the browser and back.
        codeSplitting: { groups: [{ name: 'page', test: PAGE }] },
      },
    },
  },
  plugins: [
    noPreload(),
    errorCodes('pages'),
    compactHtml(),
    classicScripts([
      { fileName: 'background.js', entry: 'src/background/index.ts', callsSts: true, polyfilled: target === 'firefox' },
      { fileName: 'first-view.js', entry: 'src/popup/first-view.ts', callsSts: false, polyfilled: false, inPage: true },
      { fileName: 'content.js', entry: 'src/content/main.ts', callsSts: false, polyfilled: false },
    ]),
    crx({ manifest: packageManifest(target) as ManifestV3Export, browser: target }),
    firstPaint(),
    addBackground(target, 'background.js'),
  ],
});
