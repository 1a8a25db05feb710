import { setTimeout as pause } from 'node:timers/promises';
import { type BenchPage, type Subject, urlOf } from '../chromium/bench-browser.ts';
import { callOf } from '../chromium/cdp-pipe.ts';
import { typeDigits } from '../page/input.ts';
import { type Readiness, readCodeField, readReadiness, watchCodeField } from '../page/ready-probe.ts';
import { inTurn, makeCold, openQuietPage, type Round, SETTLE_MS, waitFor } from './round.ts';

const PROBE = callOf(watchCodeField);
/** A field counts as ready when it has been so for this long and still is, in milliseconds. */
const STAYS_MS = 300;

/**
 * Milliseconds from the click on a pinned icon to a code field that can be typed into, the extension having had neither a process nor a
 * worker: `action.cold.wall`. With it `action.cold.document`, the same from the moment the browser began to load the popup's page.
 */
export async function measureActions(round: Round): Promise<void> {
  const { browser, samples, plan, subjects, clockAheadMs } = round;
  for (let turn = 0; turn < plan.action; turn += 1) {
    for (const subject of inTurn([subjects.blank, subjects.stint], turn)) {
      await makeCold(round, subject);
      const { popup, clickedAtMs } = await browser.clickIcon(subject, PROBE);
      const { originMs, readyMs } = await settled(popup, subject);
      samples.add('action.cold.wall', subject.name, originMs + readyMs - clockAheadMs - clickedAtMs);
      samples.add('action.cold.document', subject.name, readyMs);
      await browser.close(popup);
    }
  }
}

/** Milliseconds from the start of loading the popup's page in a tab to a code field that can be typed into. */
export async function measureDocuments(round: Round): Promise<void> {
  const { browser, samples, plan, subjects } = round;
  const pair = [subjects.blank, subjects.stint];
  for (let turn = 0; turn < plan.coldDocument; turn += 1) {
    for (const subject of inTurn(pair, turn)) {
      await makeCold(round, subject);
      samples.add('document.cold', subject.name, await openDocument(round, subject));
    }
  }
  const quiet = await Promise.all(pair.map((subject) => openQuietPage(round, subject)));
  for (let turn = 0; turn < plan.warmDocument; turn += 1) {
    for (const subject of inTurn(pair, turn)) {
      await browser.workers.start(subject.id);
      await pause(SETTLE_MS);
      samples.add('document.warm', subject.name, await openDocument(round, subject));
    }
  }
  for (const page of quiet) await browser.close(page);
}

async function openDocument({ browser }: Round, subject: Subject): Promise<number> {
  const tab = await browser.openTab(PROBE);
  await browser.navigate(tab, urlOf(subject, subject.popup));
  const { readyMs } = await settled(tab, subject);
  await browser.close(tab);
  return readyMs;
}

/** The page's readiness once it has lasted. @throws when the field, ready as it says, does not take a digit */
async function settled(page: BenchPage, subject: Subject): Promise<Required<Readiness>> {
  await pause(STAYS_MS);
  const isSettled = (found: Readiness): found is Required<Readiness> =>
    found.readyMs !== undefined && found.nowMs - found.readyMs >= STAYS_MS;
  const readiness = await waitFor(page, readReadiness, isSettled, `the code field of ${subject.name}`);
  await typeDigits(page.session, '4');
  const typed = await page.session.evaluate(readCodeField);
  if (typed !== '4') throw new Error(`The code field of ${subject.name} was given a 4 and holds "${typed}".`);
  return readiness;
}
