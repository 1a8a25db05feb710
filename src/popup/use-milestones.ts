import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';

const MINUTE_MS = 60_000;

/** Moments worth interrupting somebody for, milliseconds before the end. Of the end itself the view that comes then tells. */
const MILESTONES_MS = [60 * MINUTE_MS, 15 * MINUTE_MS, 5 * MINUTE_MS, MINUTE_MS];

/**
 * Says what is to be read out about the time left: nothing at first, then one sentence each time a milestone is passed while the page is
 * open; when a sleep or the clock has passed several at once, how much is left now. Between them nothing is said, so that a live region
 * speaks once.
 */
export function useMilestones(sessionId: string | undefined, leftMs: number, say: (sentence: string) => void): void {
  const state = useRef<{ readonly sessionId: string | undefined; readonly ahead: number } | undefined>(undefined);
  const ahead = MILESTONES_MS.filter((milestone) => leftMs > milestone).length;
  useLayoutEffect(() => {
    const before = state.current;
    state.current = { sessionId, ahead };
    if (before?.sessionId !== sessionId) say('');
    else if (before && ahead < before.ahead && leftMs > 0) {
      say(text('popup_time_left_news', shortSpan(Math.ceil(leftMs / MINUTE_MS) * MINUTE_MS)));
    }
  }, [sessionId, ahead]);
}
