import { useCallback, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { type ProfileFormAction, type ProfileFormState, profileFormReducer } from './profile-form.ts';

export interface ProfileFormStore {
  readonly state: ProfileFormState;
  /** The form this very moment, also between two drawings: what an answer that just came has changed already counts. */
  readonly latest: () => ProfileFormState;
  readonly dispatch: (action: ProfileFormAction) => void;
}

/** Holds one form. `start` counts only the first time. */
export function useProfileForm(start: () => ProfileFormState): ProfileFormStore {
  const held = useRef<ProfileFormState>(undefined);
  held.current ??= start();
  useLayoutEffect(() => () => forget(held.current), []);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const dispatch = useCallback((action: ProfileFormAction) => {
    const before = held.current;
    if (!before) return;
    held.current = profileFormReducer(before, action);
    if (held.current !== before) redraw(undefined);
  }, []);
  const latest = useCallback(() => held.current ?? start(), [start]);
  return { state: held.current, latest, dispatch };
}

/**
 * Browsers watch forms with a password in them, and keep such a form after it has left the page: with its listeners, and with what those
 * see. So what they see is emptied.
 */
function forget(state: ProfileFormState | undefined): void {
  if (state) Object.assign(state.values, { secretAccessKey: '' });
}
