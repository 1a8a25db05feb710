/** What the memory of an extension's contexts holds, as the browser's own heap profiler tells it. */
import type { CDPSession } from 'playwright';
import type { StintBrowser } from './launch.ts';

/** Without it the profiler cuts every string after 1,024 characters: a snippet, or a vault as JSON, is longer. */
export const WHOLE_STRINGS = '--js-flags=--heap-snapshot-string-limit=1000000';

/** The strings in one context's memory. */
export interface Heap {
  /** Its address, and what kind of context it is. */
  readonly context: string;
  /** Every string on the heap, and every name in its code, one a line. */
  readonly strings: Buffer;
}

/** The part of the protocol that is used. */
type Ask = (method: string, params?: object) => Promise<unknown>;

/** Every context of the extension that is open now: its pages, the popup among them, and its worker. Garbage is collected first. */
export async function heapsOf(stint: StintBrowser): Promise<Heap[]> {
  const browser = await stint.context.browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('The browser is closed.');
  const { targetInfos } = await browser.send('Target.getTargets');
  const ours = targetInfos.filter(({ url, type }) => url.startsWith(stint.url('')) && type !== 'tab');
  const heaps: Heap[] = [];
  for (const { targetId, url, type } of ours) {
    const strings = await stringsOf(browser, targetId);
    heaps.push({ context: `${type} ${new URL(url).pathname}`, strings });
  }
  await browser.detach();
  return heaps;
}

/** Playwright gives no session with a worker; one target's messages wrapped in another's are the way round. */
async function stringsOf(browser: CDPSession, targetId: string): Promise<Buffer> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const answers = new Map<number, () => void>();
  const chunks: string[] = [];
  const hear = (event: { readonly sessionId: string; readonly message: string }) => {
    if (event.sessionId !== sessionId) return;
    const said = JSON.parse(event.message) as { id?: number; method?: string; params?: { chunk?: string } };
    if (said.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(said.params?.chunk ?? '');
    if (said.id !== undefined) answers.get(said.id)?.();
  };
  browser.on('Target.receivedMessageFromTarget', hear);
  const ask: Ask = (method, params = {}) =>
    new Promise((answered, failed) => {
      const id = answers.size + 1;
      answers.set(id, () => answered(undefined));
      const message = JSON.stringify({ id, method, params });
      browser.send('Target.sendMessageToTarget', { sessionId, message }).catch(failed);
    });
  await ask('HeapProfiler.enable');
  await ask('HeapProfiler.collectGarbage');
  await ask('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  browser.off('Target.receivedMessageFromTarget', hear);
  await browser.send('Target.detachFromTarget', { sessionId });
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return Buffer.from(strings.join('\n'));
}
