import { useRef } from 'preact/hooks';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';

/** Moments worth interrupting somebody for, milliseconds before the end. */
const MILESTONES_MS = [15 * 60_000, 5 * 60_000, 60_000];

/**
 * What to read out about the time left: nothing at first, then one sentence each time a milestone is passed while the page is open.
 * The sentence stays the same until the next one, so that a live region around it speaks once.
 */
export function useMilestones(sessionId: string | undefined, leftMs: number): string {
  const state = useRef<{ readonly sessionId: string | undefined; ahead: number; said: string } | undefined>(undefined);
  const ahead = MILESTONES_MS.filter((milestone) => leftMs > milestone).length;
  if (state.current?.sessionId !== sessionId) state.current = { sessionId, ahead, said: '' };
  const current = state.current;
  if (current && ahead < current.ahead) {
    current.ahead = ahead;
    current.said = text('popup_time_left_news', shortSpan(MILESTONES_MS[MILESTONES_MS.length - 1 - ahead] ?? leftMs));
  }
  return current?.said ?? '';
}
