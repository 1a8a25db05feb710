import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { BenchBrowser, type Subject } from '../chromium/bench-browser.ts';
import type { Samples } from '../samples.ts';
import { heapKiB } from './heap.ts';
import { inTurn } from './round.ts';

/** After its load event a page is watched this long, in milliseconds. */
const WATCH_MS = 500;

/** A page of the web without script of its own. */
export const PLAIN_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Any page</title></head>
  <body>
    <form><input name="user"><input name="code" autocomplete="one-time-code"><textarea name="note"></textarea><button>Send</button></form>
    <table>${Array.from({ length: 100 }, (_, row) => `<tr><td>${row}</td><td>i-0abc${row}</td><td>running</td></tr>`).join('')}</table>
  </body>
</html>
`;

/**
 * A page of the web without script of its own, in a browser with Stint and in one without: its heap in KiB, and how many bytes of
 * script and how many worlds of extensions were put into it.
 * @param folder for the browsers' profiles
 */
export async function measurePlainPages(
  samples: Samples,
  stint: Subject,
  times: number,
  folder: string,
): Promise<void> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PLAIN_PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browsers = [
    { whose: 'with', browser: await BenchBrowser.launch([stint], folder) },
    { whose: 'without', browser: await BenchBrowser.launch([], folder) },
  ];
  try {
    for (let turn = 0; turn < times; turn += 1) {
      for (const { whose, browser } of inTurn(browsers, turn)) {
        const { heap, bytes, worlds } = await visit(browser, url);
        samples.add('plain.heap', whose, heap);
        samples.add('plain.bytes', whose, bytes);
        samples.add('plain.worlds', whose, worlds);
      }
    }
  } finally {
    for (const { browser } of browsers) await browser.quit();
    server.close();
  }
}

async function visit(browser: BenchBrowser, url: string): Promise<{ heap: number; bytes: number; worlds: number }> {
  const tab = await browser.openTab();
  let bytes = 0;
  let worlds = 0;
  const stops = [
    tab.session.on('Debugger.scriptParsed', (script) => {
      if (script.url.startsWith('chrome-extension:')) bytes += script.length ?? 0;
    }),
    tab.session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.startsWith('chrome-extension:')) worlds += 1;
    }),
  ];
  await tab.session.send('Debugger.enable');
  await tab.session.send('Runtime.enable');
  await browser.navigate(tab, url);
  await pause(WATCH_MS);
  for (const stop of stops) stop();
  await tab.session.send('Debugger.disable');
  await tab.session.send('Runtime.disable');
  const heap = await heapKiB(tab.session);
  await browser.close(tab);
  return { heap, bytes, worlds };
}
