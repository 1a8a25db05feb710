import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalUser } from '../../e2e/local-sts/accounts.ts';
import { BenchBrowser, type Subject, urlOf } from '../chromium/bench-browser.ts';
import { ONE_LINE } from '../extensions/one-line.ts';
import { writeExtension } from '../extensions/write-extension.ts';
import type { Samples } from '../samples.ts';
import { makeProfiles, type StintVault, tell } from '../stint-vault.ts';
import { heapKiB } from './heap.ts';
import { PLAIN_PAGE } from './plain-pages.ts';
import { inTurn } from './round.ts';

/** What of a run this needs. */
interface Given {
  readonly samples: Samples;
  readonly subjects: { readonly stint: Subject };
  readonly vault: StintVault;
  readonly users: readonly LocalUser[];
  /** The embedded STS's origin. */
  readonly endpointUrl: string;
  readonly times: number;
  /** For the browsers' profiles and what is generated. */
  readonly folder: string;
}

const SITE = 'http://127.0.0.1/*';

/**
 * A page that the user enabled: its heap in KiB, every world in it included, beside that of the page with a content script of one line.
 * Stint is measured with nothing to offer, when no chip is drawn, and with a session offered.
 */
export async function measureEnabledPages(given: Given): Promise<void> {
  const { samples, vault, users, endpointUrl, times, folder } = given;
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PLAIN_PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const stint = await withAccess(given.subjects.stint, folder);
  const browsers: Record<'one-line' | 'idle' | 'offered', BenchBrowser> = {
    'one-line': await BenchBrowser.launch([await writeExtension(folder, ONE_LINE)], folder),
    idle: await BenchBrowser.launch([stint], folder),
    offered: await BenchBrowser.launch([stint], folder),
  };
  try {
    for (const whose of ['idle', 'offered'] as const) {
      const browser = browsers[whose];
      const page = await browser.openTab();
      await browser.navigate(page, urlOf(stint, 'manifest.json'));
      const [profile] = makeProfiles(1, users, endpointUrl);
      const [user] = users;
      if (!profile || !user) throw new RangeError('There is nobody to sign in as.');
      await vault.install(page.session, [profile], () => browser.workers.stop(stint.id));
      await tell(page.session, 'save-site', { site: { id: 'localhost', patterns: [SITE] } });
      if (whose === 'offered') {
        const { id: profileId } = profile;
        const tokenCode = user.device.freshCode();
        await tell(page.session, 'start-session', { profileId, tokenCode, durationSeconds: 3600 });
      }
      await browser.close(page);
    }
    for (let turn = 0; turn < times; turn += 1) {
      for (const [whose, browser] of inTurn(Object.entries(browsers), turn)) {
        samples.add('enabled.heap', whose, await visit(browser, url, whose === 'offered' ? 3 : 2));
      }
    }
  } finally {
    for (const browser of Object.values(browsers)) await browser.quit();
    server.close();
  }
}

/** The package with the access that a user would give it in the settings; no program can answer the browser's question. */
async function withAccess(stint: Subject, folder: string): Promise<Subject> {
  const copy = join(folder, 'stint-enabled');
  await cp(stint.folder, copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...manifest, host_permissions: [SITE] }));
  return { ...stint, folder: copy };
}

/** After its load event a page is left alone this long, in milliseconds; by then the chip has asked what to offer. */
const WATCH_MS = 700;

/** @param elements how many the root has when the script has done what it does: head, body and, where it is drawn, the chip */
async function visit(browser: BenchBrowser, url: string, elements: number): Promise<number> {
  const tab = await browser.openTab();
  let worlds = 0;
  const stop = tab.session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension:')) worlds += 1;
  });
  await tab.session.send('Runtime.enable');
  await browser.navigate(tab, url);
  await pause(WATCH_MS);
  stop();
  await tab.session.send('Runtime.disable');
  if (worlds !== 1) throw new Error(`${url} has ${worlds} worlds of extensions.`);
  // Asked of the browser: a script that looks would have the page's own world make what it has no need for, some 70 KiB.
  const { root } = await tab.session.send('DOM.getDocument', { depth: 2 });
  const there = root.children?.find(({ localName }) => localName === 'html')?.children?.length;
  if (there !== elements) throw new Error(`The root of ${url} has ${there} elements in place of ${elements}.`);
  await tab.session.send('DOM.disable');
  const heap = await heapKiB(tab.session);
  await browser.close(tab);
  return heap;
}
