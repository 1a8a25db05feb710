import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ProfileSummary } from '../core/safe-index.ts';
import type { PagePorts } from '../ui/ports.ts';
import { usePart } from './parts.ts';

export const LISTBOX_ID = 'profiles';

export function optionId(index: number): string {
  return `profile-${index}`;
}

const NONE: readonly ProfileSummary[] = [];

/** How far Page Up and Page Down go. */
const PAGE = 6;

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
  onKeyDown(event: KeyboardEvent): void;
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
  const opened = useRef(0);

  const part = usePart('profiles', open, onError);
  const all = useMemo(() => (open && part ? part.inPickerOrder(recent, index) : NONE), [open, part, recent, index]);
  const matches = useMemo(() => part?.searchProfiles(all, query) ?? NONE, [part, all, query]);
  const last = matches.length - 1;
  const at = Math.min(active, Math.max(last, 0));

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
    opened.current += 1;
    const turn = opened.current;
    if (count > recent.length) {
      ports.readProfileIndex().then((list) => {
        if (turn === opened.current) setIndex(list);
      }, onError);
    }
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
  const moveTo = (to: number) => setActive(Math.max(0, Math.min(to, last)));

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => moveTo(at === last ? 0 : at + 1),
    ArrowUp: () => moveTo(at === 0 ? last : at - 1),
    PageDown: () => moveTo(at + PAGE),
    PageUp: () => moveTo(at - PAGE),
    Home: () => moveTo(0),
    End: () => moveTo(last),
    Enter: () => {
      const profile = matches[at];
      if (profile) leave(profile);
    },
    Escape: () => leave(),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (open) {
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
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
    },
    moveTo,
    choose: leave,
    onKeyDown,
  };
}
