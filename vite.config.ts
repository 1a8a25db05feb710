import { resolve } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { classicScripts } from './scripts/build/classic-scripts.ts';
import { compactHtml } from './scripts/build/compact-html.ts';
import { noPreload } from './scripts/build/no-preload.ts';
import { addBackground, packageManifest, type Target } from './scripts/build/package-manifest.ts';

const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome';

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
    modulePreload: false,
    assetsInlineLimit: 0,
  },
  plugins: [
    noPreload(),
    compactHtml(),
    classicScripts([
      { fileName: 'background.js', entry: 'src/background/index.ts', callsSts: true, polyfilled: target === 'firefox' },
      { fileName: 'first-view.js', entry: 'src/popup/first-view.ts', callsSts: false, polyfilled: false },
    ]),
    crx({ manifest: packageManifest(target) as ManifestV3Export, browser: target }),
    addBackground(target, 'background.js'),
  ],
});
