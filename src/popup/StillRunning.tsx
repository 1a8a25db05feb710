import { EnvironmentDot } from '../ui/Environment.tsx';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';
import type { RunningRow } from './running-rows.ts';

/** What still runs behind the lock: names where they are known, never anything to copy. */
export function StillRunning({ rows, nowMs }: { readonly rows: readonly RunningRow[]; readonly nowMs: number }) {
  if (rows.length === 0) return null;
  return (
    <section class="others">
      <h2>{text('popup_still_running')}</h2>
      <ul>
        {rows.map(({ sessionId, profile, expiresAtMs }) => (
          <li key={sessionId}>
            <EnvironmentDot colour={profile?.colour ?? 'grey'} />
            <span class="name">{profile?.name ?? text('popup_a_session')}</span>
            <time>{shortSpan(expiresAtMs - nowMs)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
