import type { SessionSummary } from '../core/safe-index.ts';
import { ringLabel } from '../ui/ring-label.ts';
import { text } from '../ui/texts.ts';
import { useMilestones } from './use-milestones.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When the colour of the time left changes. */
function urgency(leftMs: number): 'good' | 'warn' | 'bad' {
  if (leftMs > 15 * MINUTE_MS) return 'good';
  return leftMs > 5 * MINUTE_MS ? 'warn' : 'bad';
}

/**
 * What of the ring is drawn, 0 to 1. A full ring is the unit its figure counts in: the whole session while hours are left, then the
 * hour, then the minute; a sliver of twelve hours would tell nothing about the last twelve minutes.
 */
function shareLeft(session: SessionSummary, leftMs: number): number {
  const length = Math.max(session.expiresAtMs - session.startedAtMs, leftMs, 1);
  if (leftMs > HOUR_MS) return leftMs / length;
  return Math.max(0, leftMs) / Math.min(length, leftMs > MINUTE_MS ? HOUR_MS : MINUTE_MS);
}

interface RingProps {
  readonly session?: SessionSummary | undefined;
  readonly nowMs: number;
  /** Has a sentence read out. */
  readonly onNews: (sentence: string) => void;
}

/** The time left of a session, as a ring and a figure. It is read out when asked for, and by itself only as the end comes near. */
export function Ring({ session, nowMs, onNews }: RingProps) {
  const leftMs = session ? session.expiresAtMs - nowMs : 0;
  const label = session && ringLabel(leftMs);
  useMilestones(session?.id, leftMs, onNews);
  return (
    <div class={`ring ${session ? urgency(leftMs) : 'good'}`}>
      <svg width="92" height="92" viewBox="0 0 92 92" aria-hidden="true">
        <circle class="track" cx="46" cy="46" r="41" />
        {session && (
          <circle
            class="rest"
            cx="46"
            cy="46"
            r="41"
            pathLength={1}
            stroke-dasharray={`${shareLeft(session, leftMs).toFixed(4)} 1`}
            transform="rotate(-90 46 46)"
          />
        )}
      </svg>
      <div role="timer" aria-label={text('popup_time_left')}>
        <b>{label?.figure}</b> <span>{label?.unit}</span>
      </div>
    </div>
  );
}
