/** Wires the popup's and the options tab's ports to the real world. Only their `main.tsx` imports this room. */
import type { ProfileSummary } from '../core/safe-index.ts';
import type { Settings } from '../core/settings.ts';
import { createClient } from '../messages/client.ts';
import { writeClipboard } from '../platform/clipboard.ts';
import { deliver, openOptions } from '../platform/runtime.ts';
import { storageAreas } from '../platform/storage-areas.ts';
import { pickItem } from '../storage/item.ts';
import { clockOffset, ended, schedule } from '../storage/items.ts';
import {
  COPY_INTENT_KEY,
  OVERVIEW_KEY,
  POPUP_INTENT_KEY,
  PROFILE_INDEX_KEY,
  SETTINGS_KEY,
  SIGN_INS_KEY,
} from '../storage/page-keys.ts';
import type { Facts, PagePorts, PassphrasePort } from '../ui/ports.ts';

const SESSION_ITEMS = [OVERVIEW_KEY, SIGN_INS_KEY, COPY_INTENT_KEY, POPUP_INTENT_KEY];
const LOCAL_ITEMS = [SETTINGS_KEY, schedule.key, ended.key, clockOffset.key];

/** How a page reads the settings, from what was stored or from nothing. */
type ReadSettings = (stored: unknown) => Settings;

async function readFacts(readSettings: ReadSettings): Promise<Facts> {
  const [session, local] = await Promise.all([
    storageAreas.session.get(SESSION_ITEMS),
    storageAreas.local.get(LOCAL_ITEMS),
  ]);
  return {
    overview: session[OVERVIEW_KEY] as Facts['overview'],
    signIns: (session[SIGN_INS_KEY] ?? {}) as Facts['signIns'],
    copyIntent: session[COPY_INTENT_KEY] as Facts['copyIntent'],
    popupIntent: session[POPUP_INTENT_KEY] as Facts['popupIntent'],
    settings: readSettings(local[SETTINGS_KEY]),
    schedule: pickItem(schedule, local),
    ended: pickItem(ended, local),
    clockOffsetMs: pickItem(clockOffset, local),
  };
}

function watchFacts(listener: (facts: Facts) => void, readSettings: ReadSettings): () => void {
  let latest = 0;
  const read = async () => {
    latest += 1;
    const turn = latest;
    const facts = await readFacts(readSettings);
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
export function pagePorts(readSettings: ReadSettings): PagePorts {
  return {
    send: createClient(deliver),
    readFacts: () => readFacts(readSettings),
    watchFacts: (listener) => watchFacts(listener, readSettings),
    async readProfileIndex() {
      const { [PROFILE_INDEX_KEY]: index } = await storageAreas.session.get([PROFILE_INDEX_KEY]);
      return JSON.parse((index as string | undefined) ?? '[]') as ProfileSummary[];
    },
    readTemplates: async () => (await import('./stored-templates.ts')).readTemplates(),
    writeClipboard,
    openOptions,
    now: () => Date.now(),
  };
}

/** The work with passphrases, loaded when it is first needed. */
export async function loadPassphrasePort(): Promise<PassphrasePort> {
  return (await import('./passphrases.ts')).passphrases();
}
