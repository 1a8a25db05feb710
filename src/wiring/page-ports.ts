/** Wires the popup's and the options tab's ports to the real world. Only their `main.tsx` imports this room. */
import { createClient } from '../messages/client.ts';
import { writeClipboard } from '../platform/clipboard.ts';
import { requestHost } from '../platform/permissions.ts';
import { deliver, openOptions } from '../platform/runtime.ts';
import { storageAreas } from '../platform/storage-areas.ts';
import { pickItem, readItem } from '../storage/item.ts';
import {
  clockOffset,
  copyIntent,
  ended,
  overview,
  parseProfileIndex,
  popupIntent,
  profileIndex,
  schedule,
  settings,
  signIns,
  templates,
} from '../storage/items.ts';
import type { Facts, PagePorts, PassphrasePort } from '../ui/ports.ts';

const SESSION_ITEMS = [overview.key, signIns.key, copyIntent.key, popupIntent.key];
const LOCAL_ITEMS = [settings.key, schedule.key, ended.key, clockOffset.key];

async function readFacts(): Promise<Facts> {
  const [session, local] = await Promise.all([
    storageAreas.session.get(SESSION_ITEMS),
    storageAreas.local.get(LOCAL_ITEMS),
  ]);
  return {
    overview: pickItem(overview, session),
    signIns: pickItem(signIns, session),
    copyIntent: pickItem(copyIntent, session),
    popupIntent: pickItem(popupIntent, session),
    settings: pickItem(settings, local),
    schedule: pickItem(schedule, local),
    ended: pickItem(ended, local),
    clockOffsetMs: pickItem(clockOffset, local),
  };
}

function watchFacts(listener: (facts: Facts) => void): () => void {
  let latest = 0;
  const read = async () => {
    latest += 1;
    const turn = latest;
    const facts = await readFacts();
    // Changes come in bursts; only the newest reading is worth drawing.
    if (turn === latest) listener(facts);
  };
  const onChange = (items: readonly string[]) => (changes: Record<string, unknown>) => {
    if (items.some((key) => key in changes)) void read();
  };
  const stops = [storageAreas.session.watch(onChange(SESSION_ITEMS)), storageAreas.local.watch(onChange(LOCAL_ITEMS))];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The outside world of a page. */
export function pagePorts(): PagePorts {
  return {
    send: createClient(deliver),
    readFacts,
    watchFacts,
    readProfileIndex: async () => parseProfileIndex(await readItem(storageAreas, profileIndex)),
    readTemplates: () => readItem(storageAreas, templates),
    writeClipboard,
    openOptions,
    allowHost: requestHost,
    now: () => Date.now(),
  };
}

/** The work with passphrases, loaded when it is first needed. */
export async function loadPassphrasePort(): Promise<PassphrasePort> {
  const [{ passphrasePort }, { PassphraseBrake }] = await Promise.all([
    import('./passphrase-port.ts'),
    import('./passphrase-brake.ts'),
  ]);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const brake = new PassphraseBrake({ storage: localStorage, nowMs: () => Date.now(), pause });
  return passphrasePort(createClient(deliver), brake);
}
