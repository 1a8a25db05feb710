import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BenchBrowser, type Subject, urlOf } from '../chromium/bench-browser.ts';

/** After its load event the popup is watched this long, in milliseconds. */
const WATCH_MS = 500;

/** One file, or some together, in bytes. Compressed each by itself, as they would travel. */
export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface PackageSizes {
  readonly background: Size;
  /** What is run on a page the user chose. */
  readonly chip: Size;
  /** Every script the popup's page loads as it opens. */
  readonly popupScripts: Size;
  /** All the popup's page loads, itself included. */
  readonly popupPage: Size;
  readonly popupFiles: readonly string[];
  /** What of the manifest puts script into pages of the web. */
  readonly contentScripts: number;
  readonly webAccessibleResources: number;
}

interface Manifest {
  readonly background: { readonly service_worker: string };
  readonly content_scripts?: readonly unknown[];
  readonly web_accessible_resources?: readonly unknown[];
}

/** Weighs a package: the background by its manifest, the popup by what the browser loads for it. */
export async function measurePackage(browser: BenchBrowser, stint: Subject): Promise<PackageSizes> {
  const manifest = JSON.parse(await readFile(join(stint.folder, 'manifest.json'), 'utf8')) as Manifest;
  const tab = await browser.openTab();
  const loaded = new Set<string>();
  tab.session.on('Network.requestWillBeSent', ({ request }) => loaded.add(request.url));
  await tab.session.send('Network.enable');
  await browser.navigate(tab, urlOf(stint, stint.popup));
  await pause(WATCH_MS);
  await browser.close(tab);
  const popupFiles = [...loaded].map((url) => new URL(url).pathname.slice(1));
  return {
    background: await sizeOf(stint, [manifest.background.service_worker]),
    chip: await sizeOf(stint, ['content.js']),
    popupScripts: await sizeOf(
      stint,
      popupFiles.filter((file) => file.endsWith('.js')),
    ),
    popupPage: await sizeOf(stint, popupFiles),
    popupFiles,
    contentScripts: manifest.content_scripts?.length ?? 0,
    webAccessibleResources: manifest.web_accessible_resources?.length ?? 0,
  };
}

async function sizeOf({ folder }: Subject, files: readonly string[]): Promise<Size> {
  const size = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) {
    const content = await readFile(join(folder, file));
    size.raw += content.length;
    size.gzip += gzipSync(content, { level: 9 }).length;
    size.brotli += brotliCompressSync(content).length;
  }
  return size;
}
