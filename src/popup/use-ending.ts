import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionSummary } from '../core/safe-index.ts';
import type { Send } from '../messages/protocol.ts';

/** How long the end of a session can be taken back, in milliseconds. */
const UNDO_MS = 6000;

export interface Ending {
  /** The session that is being ended: out of sight already. */
  readonly session: SessionSummary | undefined;
  /** Whether it can still be taken back. */
  readonly undoable: boolean;
  end(session: SessionSummary): void;
  undo(): void;
  /** Ends it now, if one waits to be ended, and comes back when that is done. */
  flush(): Promise<void>;
}

/**
 * Ends a session after a moment in which it can be taken back. Closing the popup is no way back: then it is ended at once.
 * `onError` hears what the background answers; the session is back in sight then.
 */
export function useEnding(send: Send, onError: (error: unknown) => void): Ending {
  const [session, setSession] = useState<SessionSummary>();
  const [undoable, setUndoable] = useState(false);
  const waiting = useRef<
    { readonly session: SessionSummary; readonly timer: ReturnType<typeof setTimeout> } | undefined
  >(undefined);

  const take = () => {
    const taken = waiting.current;
    if (taken) clearTimeout(taken.timer);
    waiting.current = undefined;
    setUndoable(false);
    return taken?.session;
  };
  const flush = async () => {
    const ended = take();
    if (!ended) return;
    try {
      await send('end-session', { profileId: ended.profileId });
    } catch (error) {
      setSession(undefined);
      onError(error);
    }
  };
  const latestFlush = useRef(flush);
  latestFlush.current = flush;

  useEffect(() => {
    const onLeave = () => void latestFlush.current();
    window.addEventListener('pagehide', onLeave);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, []);

  return {
    session,
    undoable,
    end: (next) => {
      void flush();
      const timer = setTimeout(() => void latestFlush.current(), UNDO_MS);
      waiting.current = { session: next, timer };
      setSession(next);
      setUndoable(true);
    },
    undo: () => {
      if (take()) setSession(undefined);
    },
    flush,
  };
}
