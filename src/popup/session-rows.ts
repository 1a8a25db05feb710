import type { ProfileSummary } from '../core/safe-index.ts';
import type { EndedSession } from '../core/session-plan.ts';
import type { CodeView, LiveRow, LiveView } from './view.ts';

/** A profile whose last session is over. */
export interface EndedRow {
  readonly profile: ProfileSummary;
  /** Milliseconds since the epoch by the server's clock. */
  readonly endedAtMs: number;
}

/** Every live session, the first to end first; none where the only one is what the popup shows anyway. */
export function timeline(view: CodeView | LiveView): LiveRow[] {
  const { others, profile } = view;
  const session = view.name === 'live' ? view.session : view.renews;
  const all = session && others.length > 0 ? [...others, { profile, session }] : [...others];
  return all.sort((one, other) => one.session.expiresAtMs - other.session.expiresAtMs);
}

/**
 * Profiles whose session ended, the last to end first, each once; without those that have a session again, the one the popup shows and
 * those nobody can name.
 */
export function endedRows(
  ended: readonly EndedSession[],
  profiles: readonly ProfileSummary[],
  { profile: shown, others }: CodeView | LiveView,
): EndedRow[] {
  const taken = new Set([shown.id, ...others.map(({ profile }) => profile.id)]);
  const rows: EndedRow[] = [];
  for (const { profileId, endedAtMs } of ended.toSorted((one, other) => other.endedAtMs - one.endedAtMs)) {
    const profile = profiles.find(({ id }) => id === profileId);
    if (!profile || taken.has(profile.id)) continue;
    taken.add(profile.id);
    rows.push({ profile, endedAtMs });
  }
  return rows;
}
