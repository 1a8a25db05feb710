import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { startLocalSts } from '../../e2e/local-sts/local-sts.ts';
import { BenchBrowser, type Subject } from '../chromium/bench-browser.ts';
import { callOf } from '../chromium/cdp-pipe.ts';
import { BLANK } from '../extensions/blank.ts';
import { floorExtension } from '../extensions/floor.ts';
import { writeExtension } from '../extensions/write-extension.ts';
import { watchCodeField } from '../page/ready-probe.ts';
import type { Plan } from '../plan.ts';
import type { RunFacts } from '../report.ts';
import { Samples } from '../samples.ts';
import { ServerTime } from '../server-time.ts';
import { makeProfiles, StintVault } from '../stint-vault.ts';
import { measureEnabledPages } from './enabled-pages.ts';
import { measureFlows } from './flows.ts';
import { measureHeaps } from './heap.ts';
import { measureLists } from './lists.ts';
import { measureActions, measureDocuments } from './openings.ts';
import { measurePackage, type PackageSizes } from './package-sizes.ts';
import { measurePlainPages } from './plain-pages.ts';
import { openQuietPage, type Round, SETTLE_MS } from './round.ts';
import { measureWorkers } from './workers.ts';

/** How many profiles there are unless a measurement says otherwise; each signs in as somebody else, so that none has to wait for a code. */
const PROFILES = 10;

export interface RunResult {
  readonly samples: Samples;
  readonly sizes: PackageSizes;
  readonly facts: RunFacts;
}

/**
 * All rounds, then the page of the web.
 * @param folder an empty one, for what is generated
 * @param say is told how far it has got
 */
export async function run(stint: Subject, plan: Plan, folder: string, say: (line: string) => void): Promise<RunResult> {
  const sts = await startLocalSts();
  try {
    const users = Array.from({ length: PROFILES }, (_, index) => sts.addUser({ userName: `user${index}` }));
    const floorUser = sts.addUser({ userName: 'floor' });
    const { accessKeyId, secretAccessKey, mfaSerial } = floorUser;
    const account = { accessKeyId, secretAccessKey, mfaSerial, region: 'eu-central-1', endpoint: sts.origin };
    const subjects = {
      blank: await writeExtension(folder, BLANK),
      floor: await writeExtension(folder, floorExtension(account)),
      stint,
    };
    const given = { subjects, plan, users, floorUser, endpointUrl: sts.origin, samples: new Samples() };
    const vault = await StintVault.create();
    const server = new ServerTime(sts.requests);
    let sizes: PackageSizes | undefined;
    let version = '';
    for (let turn = 0; turn < plan.rounds; turn += 1) {
      say(`Round ${turn + 1} of ${plan.rounds}`);
      const browser = await BenchBrowser.launch(Object.values(subjects), folder);
      try {
        given.samples.startRound();
        const round: Round = { ...given, browser, vault, server, clockAheadMs: await browser.clockAheadMs() };
        await warmUp(round);
        // Before there are sessions, past ones and notes to draw: what the first view needs.
        sizes ??= await measurePackage(browser, stint);
        await measureActions(round);
        await measureDocuments(round);
        await measureWorkers(round);
        await measureHeaps(round);
        await measureFlows(round);
        await measureLists(round, turn);
        version ||= await browser.version();
      } finally {
        await browser.quit();
      }
    }
    if (!sizes) throw new Error('There was no round.');
    say('Any page');
    await measurePlainPages(given.samples, stint, plan.plainPage, folder);
    say('A page the user enabled');
    await measureEnabledPages({ ...given, vault, times: plan.plainPage, folder });
    return { samples: given.samples, sizes, facts: { browser: version, rounds: plan.rounds, cores: cpus().length } };
  } finally {
    await sts.stop();
  }
}

/** Gives Stint its vault and opens each popup once, unmeasured: the first of a browser pays for what all later ones share. */
async function warmUp(round: Round): Promise<void> {
  const { browser, subjects, vault, users, endpointUrl } = round;
  const page = await openQuietPage(round, subjects.stint);
  await vault.install(page.session, makeProfiles(PROFILES, users, endpointUrl), () =>
    browser.workers.stop(subjects.stint.id),
  );
  await browser.close(page);
  for (const subject of Object.values(subjects)) {
    const { popup } = await browser.clickIcon(subject, callOf(watchCodeField));
    await pause(2 * SETTLE_MS);
    await browser.close(popup);
  }
}
