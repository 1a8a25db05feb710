import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Optimistic<T> {
  /** What to show. */
  readonly all: T;
  readonly change: (next: (before: T) => T) => void;
}

/**
 * Shows a change at once, and goes by it for the next one: storage tells it a moment later. What could not be saved is taken back.
 * @param save resolves with whether it was saved
 */
export function useOptimistic<T>(stored: T, save: (all: T) => Promise<boolean>): Optimistic<T> {
  const [all, setAll] = useState(stored);
  const now = useRef({ all: stored, stored, saving: 0 }).current;
  const show = (next: T) => {
    now.all = next;
    setAll(next);
  };
  now.stored = stored;
  useLayoutEffect(() => {
    // What storage tells meanwhile is older than what is shown.
    if (now.saving === 0) show(stored);
  }, [stored]);
  const change = async (next: (before: T) => T) => {
    show(next(now.all));
    now.saving += 1;
    const isSaved = await save(now.all);
    now.saving -= 1;
    if (!isSaved) show(now.stored);
  };
  return { all, change: (next: (before: T) => T) => void change(next) };
}
