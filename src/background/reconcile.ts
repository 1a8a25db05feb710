import type { Outside } from './outside.ts';
import type { SessionService } from './session-service.ts';
import type { VaultKeeper } from './vault-keeper.ts';

/** The alarm at the next session's end. */
const EXPIRY_ALARM = 'expiry';
/** The alarm at the end of the time without use. Use moves the end and not the alarm: one that rings early sets the next. */
const LOCK_ALARM = 'lock';

/**
 * Derives everything that is only a cache from the vault and the clock: settles abandoned sign-ins, wipes ended credentials, rewrites
 * what pages see, and sets the next alarms. Called at every start of the background, page opening, alarm and change of idle state;
 * running it twice changes nothing.
 */
export async function reconcile(outside: Outside, keeper: VaultKeeper, sessions: SessionService): Promise<void> {
  await sessions.reconcile();
  const overview = await keeper.refresh();
  const serverNow = await keeper.serverNow();
  const ends = overview.sessions.map((session) => session.expiresAtMs).filter((end) => end > serverNow);
  const nextEnd = ends.length > 0 ? outside.now() + Math.min(...ends) - serverNow : undefined;
  await plan(outside, EXPIRY_ALARM, nextEnd);
  await plan(outside, LOCK_ALARM, await keeper.lockDeadline());
}

function plan({ alarms }: Outside, name: string, atMs: number | undefined): Promise<void> {
  return atMs === undefined ? alarms.clear(name) : alarms.set(name, atMs);
}
