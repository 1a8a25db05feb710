import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import type { SessionSummary } from '../core/safe-index.ts';
import { EnvironmentDot } from '../ui/Environment.tsx';
import { Status } from '../ui/Status.tsx';
import { text } from '../ui/texts.ts';
import { shortSpan } from '../ui/times.ts';
import { listWindow, scrolledTo } from './list-window.ts';
import { LISTBOX_ID, optionId, type Picker } from './use-picker.ts';

export { pickerKey } from './picker-keys.ts';
export { inPickerOrder, searchProfiles } from './profile-search.ts';

/** In pixels, as in popup.css. */
const ROW_HEIGHT = 44;
const LIST_HEIGHT = 7 * ROW_HEIGHT;

interface ProfileListProps {
  readonly picker: Picker;
  /** Live sessions by profile id. */
  readonly live: ReadonlyMap<string, SessionSummary>;
  readonly nowMs: number;
  readonly confirmation: string;
}

/** The list of the profile picker. However long it is, only what can be seen is drawn. */
export function ProfileList({ picker, live, nowMs, confirmation }: ProfileListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const { matches, active } = picker;

  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = scrolledTo(active, ROW_HEIGHT, box.current.scrollTop, LIST_HEIGHT);
  }, [active, matches]);

  const { first, end } = listWindow(matches.length, ROW_HEIGHT, scrollTop, LIST_HEIGHT);
  return (
    <section class="chooser">
      <p class="count" aria-live="polite">
        {matches.length === 0
          ? text('popup_no_profile_found')
          : text('popup_profiles_of', matches.length, picker.total)}
      </p>
      <div
        ref={box}
        class="list"
        id={LISTBOX_ID}
        role="listbox"
        aria-label={text('popup_profiles')}
        tabIndex={-1}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        // The field keeps the focus, and so the keys.
        onMouseDown={(event) => event.preventDefault()}
      >
        <div role="presentation" style={{ height: `${matches.length * ROW_HEIGHT}px` }}>
          {matches.slice(first, end).map((profile, offset) => {
            const index = first + offset;
            const session = live.get(profile.id);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the combobox, which owns this list
              <div
                key={profile.id}
                class="option"
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                aria-posinset={index + 1}
                aria-setsize={matches.length}
                style={{ top: `${index * ROW_HEIGHT}px` }}
                // A list that scrolls below a pointer at rest reports moves of no length; they must not undo the keys.
                onMouseMove={({ movementX, movementY }) => (movementX || movementY) && picker.moveTo(index)}
                onClick={() => picker.choose(profile)}
              >
                <EnvironmentDot colour={profile.colour} hollow={!session} />
                <span class="names">
                  <span>{profile.name}</span>
                  <small>
                    {formatAccountId(profile.accountId)} · {profile.userName}
                  </small>
                </span>
                <span class="aside">{session ? shortSpan(session.expiresAtMs - nowMs) : text('popup_start')}</span>
              </div>
            );
          })}
        </div>
      </div>
      <Status message={confirmation || text('popup_picker_keys')} plain={confirmation === ''} />
    </section>
  );
}
