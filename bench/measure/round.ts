import { setTimeout as pause } from 'node:timers/promises';
import type { LocalUser } from '../../e2e/local-sts/accounts.ts';
import { type BenchBrowser, type BenchPage, type Subject, urlOf } from '../chromium/bench-browser.ts';
import { clickAt, middleOf } from '../page/input.ts';
import type { Plan } from '../plan.ts';
import type { Samples } from '../samples.ts';
import type { ServerTime } from '../server-time.ts';
import type { StintVault } from '../stint-vault.ts';

interface Subjects {
  readonly blank: Subject;
  readonly floor: Subject;
  readonly stint: Subject;
}

/** One round: a fresh browser with all extensions in it, and where its samples go. */
export interface Round {
  readonly browser: BenchBrowser;
  readonly subjects: Subjects;
  readonly samples: Samples;
  readonly plan: Plan;
  /** How far the pages' clock is ahead of this process's, in milliseconds. */
  readonly clockAheadMs: number;
  readonly vault: StintVault;
  /** Whom the first profiles sign in as, one each. */
  readonly users: readonly LocalUser[];
  /** Whom the floor signs in as. */
  readonly floorUser: LocalUser;
  /** The embedded STS's origin. */
  readonly endpointUrl: string;
  readonly server: ServerTime;
}

/** How long the browser gets to finish with what was stopped or closed, in milliseconds. */
export const SETTLE_MS = 250;

/** `items`, beginning with another one each turn, so that none always comes first. */
export function inTurn<T>(items: readonly T[], turn: number): T[] {
  const first = turn % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Opens a page of an extension that does nothing, to speak to its worker from. It also keeps the extension's process alive. */
export async function openQuietPage({ browser }: Round, subject: Subject): Promise<BenchPage> {
  const page = await browser.openTab();
  await browser.navigate(page, urlOf(subject, 'manifest.json'));
  return page;
}

/**
 * Ends an extension's worker; with no page of it open its process ends, too: the state it is in when nobody has used it for a minute.
 * @throws when a page of it is open
 */
export async function makeCold({ browser }: Round, subject: Subject): Promise<void> {
  await browser.workers.stop(subject.id);
  await pause(SETTLE_MS);
  if (await browser.isAlive(subject)) throw new Error(`${subject.name} is to be cold and has a page open.`);
}

/** What has to come may take this long, in milliseconds. */
const PATIENCE_MS = 20_000;
/** A click that was not heard in this time was lost: a page that is just being drawn takes none. In milliseconds. */
const LOST_MS = 400;
const CLICKS = 4;

/**
 * Asks a page for `read` until it `isThere`.
 * @throws when it does not come in time, with what stands in the page
 */
export async function waitFor<Args extends readonly unknown[], Found, There extends Found>(
  { session }: BenchPage,
  read: (...args: Args) => Found,
  isThere: (found: Found) => found is There,
  what: string,
  ...args: Args
): Promise<There> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = (await session.evaluate(read, ...args)) as Found;
    if (isThere(found)) return found;
    if (performance.now() > deadline) {
      const standing = await session.evaluate(() => document.body.textContent);
      throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${what}. The page reads: ${JSON.stringify(standing)}`);
    }
    await pause(50);
  }
}

/** Clicks what `selector` finds, once more if the page, by `read`, has heard nothing of it. @throws as {@link waitFor} */
export async function clickHeard(
  page: BenchPage,
  selector: string,
  read: () => { readonly clickMs?: number },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const place = await waitFor(page, middleOf, isPlace, `${selector} in sight`, selector);
    await clickAt(page.session, place);
    await pause(LOST_MS);
    if ((await page.session.evaluate(read)).clickMs !== undefined) return;
    if (attempt === CLICKS) throw new Error(`${selector} was clicked ${CLICKS} times and heard nothing.`);
  }
}

function isPlace<Place>(found: Place | null): found is Place {
  return found !== null;
}
