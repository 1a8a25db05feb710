import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import { BACKGROUND, classicScripts } from './scripts/build/classic-scripts.ts';
import { compactHtml } from './scripts/build/compact-html.ts';
import { firstPaint } from './scripts/build/first-paint.ts';
import { addBackground, packageManifest, type Target } from './scripts/build/package-manifest.ts';
import { CSS_TARGET, pageBuild } from './scripts/build/page-build.ts';

const page = pageBuild();
const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome';

export default defineConfig({
  ...page,
  build: {
    outDir: `dist/${target}`,
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: CSS_TARGET,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Chromium's clipboard writer; no manifest names it.
      ...(target === 'chrome' && { input: { offscreen: 'src/offscreen/index.html' } }),
    },
  },
  plugins: [
    ...page.plugins,
    compactHtml(),
    classicScripts([
      { ...BACKGROUND, polyfilled: target === 'firefox' },
      { fileName: 'first-view.js', entry: 'src/popup/first-view.ts', callsSts: false, polyfilled: false, inPage: true },
      { fileName: 'content.js', entry: 'src/content/main.ts', callsSts: false, polyfilled: false },
    ]),
    crx({ manifest: packageManifest(target) as ManifestV3Export, browser: target }),
    firstPaint(),
    addBackground(target, 'background.js'),
  ],
});
