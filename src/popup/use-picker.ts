import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ProfileSummary } from '../core/safe-index.ts';
import type { PagePorts } from '../ui/ports.ts';
import { usePart } from './parts.ts';

export const LISTBOX_ID = 'profiles';

export function optionId(index: number): string {
  return `profile-${index}`;
}

const NONE: readonly ProfileSummary[] = [];
/** What the keys do while the list is on its way. */
const EARLY_KEYS = new Map<string, 'choose' | 'leave'>([
  ['Enter', 'choose'],
  ['Escape', 'leave'],
]);

/** The state of the profile picker, shared by its field in the bar and its list below. */
export interface Picker {
  readonly open: boolean;
  readonly query: string;
  /** What matches, in order, and which of it the keys are on. */
  readonly matches: readonly ProfileSummary[];
  readonly active: number;
  /** How many there are in all. */
  readonly total: number;
  show(): void;
  /** Closes without a choice. `stay`: the focus has gone elsewhere already and is left there. */
  hide(stay?: 'stay'): void;
  search(query: string): void;
  moveTo(index: number): void;
  choose(profile: ProfileSummary): void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * `recent`: the profiles known at once; the whole list is read each time the picker opens. `onLeave` is called when it closes, with
 * the profile if one was chosen, and not when the focus has gone elsewhere by itself.
 */
export function usePicker(
  ports: PagePorts,
  recent: readonly ProfileSummary[],
  count: number,
  onLeave: (chosen?: ProfileSummary) => void,
  onError: (error: unknown) => void,
): Picker {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [index, setIndex] = useState<readonly ProfileSummary[]>([]);
  /** For which opening the index has come. */
  const [readFor, setReadFor] = useState(0);
  const [isDecided, setDecided] = useState(false);
  const opened = useRef(0);

  const part = usePart('profiles', open, onError);
  const all = useMemo(() => (open && part ? part.inPickerOrder(recent, index) : NONE), [open, part, recent, index]);
  const matches = useMemo(() => part?.searchProfiles(all, query) ?? NONE, [part, all, query]);
  const last = matches.length - 1;
  const at = Math.min(active, Math.max(last, 0));
  const isMore = count > recent.length;
  const isWhole = part !== undefined && count > 0 && (!isMore || readFor === opened.current);

  // An early click opens before it is known how many there are.
  useLayoutEffect(() => {
    if (!open || !isMore) return;
    const turn = opened.current;
    const now = () => turn === opened.current;
    ports
      .readProfileIndex()
      .then((list) => now() && setIndex(list), onError)
      .finally(() => now() && setReadFor(turn));
  }, [open, isMore]);

  // Enter that came before the list was there chooses now.
  useLayoutEffect(() => {
    if (!open || !isDecided || !isWhole) return;
    setDecided(false);
    if (matches[at]) leave(matches[at]);
  });

  // What is read for one opening must not arrive in the next.
  useLayoutEffect(
    () => () => {
      opened.current += 1;
    },
    [],
  );

  const show = () => {
    if (open) return;
    setOpen(true);
    setQuery('');
    setActive(0);
    setDecided(false);
    opened.current += 1;
  };
  const close = () => {
    setOpen(false);
    opened.current += 1;
  };
  const leave = (chosen?: ProfileSummary) => {
    if (!open) return;
    close();
    onLeave(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (open) {
      // Even before the list is there the first step back must not close the popup.
      const act = part ? part.pickerKey(event.key, at, last) : EARLY_KEYS.get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (act === 'leave') leave();
      else if (act !== 'choose') setActive(act);
      else if (!isWhole) setDecided(true);
      else if (matches[at]) leave(matches[at]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === 'Enter') {
      event.preventDefault();
      show();
    } else if (event.key.length === 1) {
      // Type-ahead: the field is emptied by opening, and the character goes into the search.
      (event.target as HTMLInputElement).value = '';
      show();
    }
  };

  return {
    open,
    query,
    matches,
    active: at,
    total: Math.max(count, all.length),
    show,
    hide: (stay) => (stay ? close() : leave()),
    search: (text) => {
      setQuery(text);
      setActive(0);
      setDecided(false);
    },
    moveTo: setActive,
    choose: leave,
    onKeyDown,
  };
}
