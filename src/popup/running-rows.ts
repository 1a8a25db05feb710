import type { ProfileSummary } from '../core/safe-index.ts';
import { isLive } from '../core/session.ts';
import type { Facts } from '../ui/ports.ts';

/** A live session as a locked popup may show it: its profile only where that is known without the vault. */
export interface RunningRow {
  readonly sessionId: string;
  readonly expiresAtMs: number;
  readonly profile?: ProfileSummary;
}

/**
 * What runs behind the lock at `nowMs` (by the server's clock, milliseconds since the epoch), the first to end first: the sessions of
 * the overview by name, and those only the schedule knows without.
 */
export function runningRows(facts: Facts, nowMs: number): RunningRow[] {
  const { sessions = [], profiles = [] } = facts.overview ?? {};
  const named = sessions.map((session): RunningRow => {
    const profile = profiles.find((item) => item.id === session.profileId);
    return { sessionId: session.id, expiresAtMs: session.expiresAtMs, ...(profile && { profile }) };
  });
  const nameless = facts.schedule
    .filter((item) => !named.some((row) => row.sessionId === item.id))
    .map((item): RunningRow => ({ sessionId: item.id, expiresAtMs: item.expiresAtMs }));
  return [...named, ...nameless]
    .filter((row) => isLive(row.expiresAtMs, nowMs))
    .sort((one, other) => one.expiresAtMs - other.expiresAtMs);
}
