import { useCallback, useEffect, useRef } from 'preact/hooks';
import { toErrorRecord } from '../core/errors.ts';
import type { Send } from '../messages/protocol.ts';
import { keyCheckOf } from './profile-form.ts';
import type { ProfileFormStore } from './use-profile-form.ts';

/** How long a pause in typing is taken for "done", milliseconds. */
export const TYPING_PAUSE_MS = 700;

export interface KeyChecker {
  /** Asks now, if there is something to ask that was not asked yet: the field was left, a paste is complete. */
  readonly askNow: () => void;
  /** Asks the same once more, after a failure. */
  readonly askAgain: () => void;
  /** Asks what is still to be asked and resolves when the answer is in the form. Never rejects: a refusal is an answer. */
  readonly settle: () => Promise<void>;
}

/** Asks AWS whose keys the form holds, after a pause in typing; answers go to the form, which drops those that come too late. */
export function useKeyCheck({ state, latest, dispatch }: ProfileFormStore, send: Send): KeyChecker {
  const asked = useRef<number>(undefined);
  const answer = useRef(Promise.resolve());

  const askNow = useCallback(() => {
    const { checkId } = latest();
    const request = keyCheckOf(latest());
    if (!request || asked.current === checkId) return;
    asked.current = checkId;
    dispatch({ type: 'check-started', checkId });
    answer.current = send('check-keys', request).then(
      (owner) => dispatch({ type: 'check-answered', checkId, owner }),
      (error: unknown) => dispatch({ type: 'check-refused', checkId, error: toErrorRecord(error) }),
    );
  }, [latest, dispatch, send]);

  const { checkId } = state;
  useEffect(() => {
    if (checkId === 0) return;
    const timer = setTimeout(askNow, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [checkId, askNow]);

  const askAgain = useCallback(() => {
    asked.current = undefined;
    askNow();
  }, [askNow]);

  const settle = useCallback(async () => {
    askNow();
    await answer.current;
  }, [askNow]);

  return { askNow, askAgain, settle };
}
