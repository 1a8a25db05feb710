import { useEffect, useRef } from 'preact/hooks';

/** How long digits that could not be sent yet are worth anything, in milliseconds: one step of the device. */
const KEPT_MS = 30_000;

/**
 * The digits of the code field, kept in this document's memory for at most 30 seconds after the last key, so that a code typed
 * before the vault was unlocked need not be typed again.
 */
export function useTyped(): { read(): string; write(digits: string): void } {
  const digits = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    read: () => digits.current,
    write: (next) => {
      clearTimeout(timer.current);
      digits.current = next;
      if (next === '') return;
      timer.current = setTimeout(() => {
        digits.current = '';
      }, KEPT_MS);
    },
  };
}
