import type { ComponentChildren } from 'preact';
import { Button } from '../ui/Button.tsx';
import { HourglassIcon, LockIcon, SlidersIcon } from '../ui/icons.tsx';
import { text } from '../ui/texts.ts';

interface BarProps {
  /** The profile, or a title where there is none. */
  readonly children: ComponentChildren;
  /** Absent where there is nothing to lock. */
  readonly onLock?: (() => void) | undefined;
  readonly onSettings: () => void;
}

export function Bar({ children, onLock, onSettings }: BarProps) {
  return (
    <header class="bar">
      <HourglassIcon />
      {children}
      {onLock && (
        <Button kind="quiet" square aria-label={text('popup_lock')} title={text('popup_lock')} onClick={onLock}>
          <LockIcon />
        </Button>
      )}
      <Button
        kind="quiet"
        square
        aria-label={text('popup_settings')}
        title={text('popup_settings')}
        onClick={onSettings}
      >
        <SlidersIcon />
      </Button>
    </header>
  );
}
