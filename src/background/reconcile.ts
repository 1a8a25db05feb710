import { readItem } from '../storage/item.ts';
import { ended } from '../storage/items.ts';
import { watchExpiry } from './expiry.ts';
import type { Outside } from './outside.ts';
import type { SessionService } from './session-service.ts';
import type { VaultKeeper } from './vault-keeper.ts';

/** The alarm at the next change: of the badge's label, of what is to be told, or at a session's end. */
const EXPIRY_ALARM = 'expiry';
/** The alarm at the end of the time without use. Use moves the end and not the alarm: one that rings early sets the next. */
const LOCK_ALARM = 'lock';

/**
 * Derives everything that is only a cache from the vault and the clock: rewrites what pages see, the badge and the notifications, sets
 * the next alarms, settles abandoned sign-ins and wipes ended credentials. Called at every start of the background, page opening, alarm and change of idle state;
 * running it twice changes nothing.
 */
export async function reconcile(outside: Outside, keeper: VaultKeeper, sessions: SessionService): Promise<void> {
  const { vault } = await keeper.refresh();
  // A popup that is open notes by itself with what the next one begins; here it is closed, or locked under its hands.
  if (vault === 'locked' || vault === 'missing') await outside.action.beginPopupWith(vault);
  const known = async () => JSON.stringify(await readItem(outside.areas, ended));
  const before = await known();
  await sessions.reconcile(vault === 'locked', async () => plan(outside, EXPIRY_ALARM, await watchExpiry(outside)));
  // What has just ended is named in the view, too.
  if ((await known()) !== before) await keeper.refresh();
  await plan(outside, LOCK_ALARM, await keeper.lockDeadline());
}

function plan({ alarms }: Outside, name: string, atMs: number | undefined): Promise<void> {
  return atMs === undefined ? alarms.clear(name) : alarms.set(name, atMs);
}
