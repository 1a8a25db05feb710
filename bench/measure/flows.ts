import { setTimeout as pause } from 'node:timers/promises';
import type { LocalUser } from '../../e2e/local-sts/accounts.ts';
import type { Subject } from '../chromium/bench-browser.ts';
import { type CdpSession, callOf } from '../chromium/cdp-pipe.ts';
import { type FlowMoments, readFlow, watchFlow } from '../page/flow-probe.ts';
import { typeDigits } from '../page/input.ts';
import { makeProfiles, tell } from '../stint-vault.ts';
import { clickHeard, inTurn, openQuietPage, type Round, SETTLE_MS, waitFor } from './round.ts';
import { ask } from './workers.ts';

const PROBE = callOf(watchFlow);

/**
 * Milliseconds from the sixth digit's key to a session that stands in the popup, and to the frame with it, both less the time the
 * embedded STS was busy; and from the click on Copy to text on the clipboard. In the real toolbar popup, the worker running. With it
 * `flow.fetch`: the floor's signed fetch alone, in its worker, less the same.
 */
export async function measureFlows(round: Round): Promise<void> {
  const { browser, plan, subjects, users, floorUser } = round;
  for (const subject of [subjects.stint, subjects.floor]) await browser.allowClipboard(subject);
  const stint = await openQuietPage(round, subjects.stint);
  const floor = await openQuietPage(round, subjects.floor);
  for (let turn = 0; turn < plan.flow; turn += 1) {
    const user = users[turn % users.length];
    if (!user) throw new Error('There is nobody to sign in as.');
    const ways = [
      () => signInWithStint(round, stint.session, turn % users.length, user),
      () => signIn(round, subjects.floor, floorUser),
      () => fetchAlone(round, floor.session),
    ];
    for (const way of inTurn(ways, turn)) await way();
  }
  for (const page of [stint, floor]) await browser.close(page);
}

async function signInWithStint(round: Round, page: CdpSession, index: number, user: LocalUser): Promise<void> {
  const profileId = makeProfiles(index + 1, round.users, round.endpointUrl).at(-1)?.id ?? '';
  await tell(page, 'select-profile', { profileId });
  await signIn(round, round.subjects.stint, user);
  await tell(page, 'end-session', { profileId });
}

/** One sign-in and one copy in the popup of `subject`, on the profile it opens on. */
async function signIn(round: Round, subject: Subject, user: LocalUser): Promise<void> {
  const { browser, samples, server } = round;
  user.device.forgetUsedCodes();
  await browser.workers.start(subject.id);
  const { popup } = await browser.clickIcon(subject, PROBE);
  await waitFor(popup, isFocused, (found): found is true => found, `the code field of ${subject.name}`);
  await pause(2 * SETTLE_MS);
  const code = user.currentCode();
  await typeDigits(popup.session, code.slice(0, 5));
  await pause(SETTLE_MS);
  server.reset();
  await typeDigits(popup.session, code.slice(5));
  const { keyMs, shownMs, paintedMs } = await waitFor(popup, readFlow, isShown, `the session of ${subject.name}`);
  const serverMs = await server.takenMs();
  samples.add('flow.shown', subject.name, shownMs - keyMs - serverMs);
  samples.add('flow.painted', subject.name, paintedMs - keyMs - serverMs);
  await pause(2 * SETTLE_MS);
  await clickHeard(popup, 'button[aria-label=Copy]', readFlow);
  const { clickMs, writtenMs, written } = await waitFor(popup, readFlow, isWritten, `the copy of ${subject.name}`);
  const onClipboard = await popup.session.evaluate(readClipboard);
  if (!written.includes('AWS_SESSION_TOKEN') || onClipboard !== written) {
    throw new Error(`${subject.name} says it has copied the credentials, and the clipboard holds something else.`);
  }
  samples.add('flow.copied', subject.name, writtenMs - clickMs);
  await browser.close(popup);
  await pause(SETTLE_MS);
}

/** The floor's own signed fetch, without a popup: what there is no getting below. */
async function fetchAlone({ samples, server, floorUser }: Round, page: CdpSession): Promise<void> {
  floorUser.device.forgetUsedCodes();
  server.reset();
  const { answer } = await page.evaluate(ask, { type: 'start', code: floorUser.currentCode() });
  const { fetchMs } = answer as { fetchMs: number };
  samples.add('flow.fetch', 'floor', fetchMs - (await server.takenMs()));
}

function isShown(
  found: FlowMoments,
): found is FlowMoments & Required<Pick<FlowMoments, 'keyMs' | 'shownMs' | 'paintedMs'>> {
  return found.paintedMs !== undefined;
}

function isWritten(
  found: FlowMoments,
): found is FlowMoments & Required<Pick<FlowMoments, 'clickMs' | 'writtenMs' | 'written'>> {
  return found.written !== undefined;
}

/** Run in the page. */
function isFocused(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLInputElement && field.autocomplete === 'one-time-code';
}

/** Run in the page. */
function readClipboard(): Promise<string> {
  return navigator.clipboard.readText();
}
