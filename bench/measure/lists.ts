import { setTimeout as pause } from 'node:timers/promises';
import { type CdpSession, callOf } from '../chromium/cdp-pipe.ts';
import { type ListMoments, readList, watchList } from '../page/list-probe.ts';
import { makeProfiles } from '../stint-vault.ts';
import { clickHeard, inTurn, openQuietPage, type Round, SETTLE_MS, waitFor } from './round.ts';

/** How many profiles a vault holds. */
const LIST_SIZES = [10, 200, 2000] as const;

/**
 * For vaults of each size, in the real toolbar popup and with the worker running: milliseconds from the start of loading its page until
 * the profile's name stands in it, and from the click on the picker until its list is ready, and until the frame with it.
 */
export async function measureLists(round: Round, turn: number): Promise<void> {
  const page = await openQuietPage(round, round.subjects.stint);
  for (const size of inTurn(LIST_SIZES, turn)) await measureList(round, page.session, size);
  await round.browser.close(page);
}

async function measureList(round: Round, page: CdpSession, size: number): Promise<void> {
  const { browser, samples, plan, subjects, vault, users, endpointUrl } = round;
  await vault.install(page, makeProfiles(size, users, endpointUrl), () => browser.workers.stop(subjects.stint.id));
  for (let turn = 0; turn < plan.list; turn += 1) {
    await browser.workers.start(subjects.stint.id);
    const { popup } = await browser.clickIcon(subjects.stint, callOf(watchList, size));
    const { namedMs } = await waitFor(popup, readList, isNamed, 'the name of the profile');
    await pause(2 * SETTLE_MS);
    await clickHeard(popup, '[role=combobox]', readList);
    const { clickMs, readyMs, paintedMs } = await waitFor(popup, readList, isPainted, `the list of ${size} profiles`);
    samples.add('list.named', String(size), namedMs);
    samples.add('list.ready', String(size), readyMs - clickMs);
    samples.add('list.painted', String(size), paintedMs - clickMs);
    await browser.close(popup);
    await pause(SETTLE_MS);
  }
}

function isNamed(found: ListMoments): found is ListMoments & { namedMs: number } {
  return found.namedMs !== undefined;
}

function isPainted(found: ListMoments): found is Required<ListMoments> {
  return found.paintedMs !== undefined;
}
