import { setTimeout as pause } from 'node:timers/promises';
import { urlOf } from '../chromium/bench-browser.ts';
import type { CdpSession } from '../chromium/cdp-pipe.ts';
import { makeCold, type Round } from './round.ts';

/** A page that has been left alone this long has done what it does, in milliseconds. */
const DONE_MS = 700;

/** JavaScript heap of the popup's page in use after a collection, in KiB; nothing of the benchmark's is in it. */
export async function measureHeaps(round: Round): Promise<void> {
  const { browser, samples, subjects } = round;
  for (const subject of [subjects.blank, subjects.stint]) {
    // Pages of one extension share a heap: there must be no other.
    await makeCold(round, subject);
    const tab = await browser.openTab();
    await browser.navigate(tab, urlOf(subject, subject.popup));
    await pause(DONE_MS);
    samples.add('popup.heap', subject.name, await heapKiB(tab.session));
    await browser.close(tab);
  }
}

/** What is in use of a page's JavaScript heap after everything that can go has gone, in KiB. */
export async function heapKiB(session: CdpSession): Promise<number> {
  // Twice: what the first finalises the second frees.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024;
}
