import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatAccountId } from '../core/arn.ts';
import type { ProfileSummary } from '../core/safe-index.ts';
import { EnvironmentSwatch } from '../ui/Environment.tsx';
import { ChevronIcon } from '../ui/icons.tsx';
import { text } from '../ui/texts.ts';
import { LISTBOX_ID, optionId, type Picker } from './use-picker.ts';

interface ProfileFieldProps {
  /** Absent until storage has been read: the box keeps its place. */
  readonly profile?: ProfileSummary | undefined;
  readonly picker: Picker;
}

/** The combobox in the bar: shows the profile while closed, is searched in while open. */
export function ProfileField({ profile, picker }: ProfileFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const { open } = picker;
  useLayoutEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  const activeId = picker.matches[picker.active] && optionId(picker.active);
  return (
    // Clicks beside the words count, too. Keys reach the field itself.
    // biome-ignore lint/a11y/noStaticElementInteractions: the input inside is the control
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input inside takes the keys
    <div
      class={open ? 'profile open' : 'profile'}
      onMouseDown={(event) => {
        // Keeps the focus where it is, so that a second click closes instead of opening again.
        if (event.target !== input.current) event.preventDefault();
      }}
      onClick={() => (open ? picker.hide() : picker.show())}
    >
      <EnvironmentSwatch colour={profile?.colour} />
      <input
        class="profile-name"
        ref={input}
        role="combobox"
        aria-label={text('popup_profile')}
        aria-expanded={open}
        aria-controls={open ? LISTBOX_ID : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open ? activeId : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={open ? text('popup_search') : ''}
        value={open ? picker.query : (profile?.name ?? '')}
        onInput={(event) => picker.search(event.currentTarget.value)}
        onKeyDown={picker.onKeyDown}
        onClick={(event) => {
          if (open) event.stopPropagation();
        }}
        onBlur={() => picker.hide('stay')}
      />
      <small>{profile && `${formatAccountId(profile.accountId)} · ${profile.userName}`}</small>
      <ChevronIcon />
    </div>
  );
}
