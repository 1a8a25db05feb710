import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface NeedsUnlockProps {
  readonly locked: boolean;
  /** The form to unlock with, shown in the page's place while locked. */
  readonly unlock: ComponentChildren;
  readonly children: ComponentChildren;
}

/**
 * A page that needs the open vault. It begins when the vault is open; when the vault locks meanwhile, it is only covered, so that what
 * was typed is there again afterwards.
 */
export function NeedsUnlock({ locked, unlock, children }: NeedsUnlockProps) {
  const begun = useRef(!locked);
  begun.current ||= !locked;
  const before = useRef<Element | null>(null);
  const wasLocked = useRef(locked);
  // While drawing: right after it the form to unlock with takes the focus.
  if (locked && !wasLocked.current) before.current = document.activeElement;
  wasLocked.current = locked;
  useLayoutEffect(() => {
    if (!locked && before.current instanceof HTMLElement) before.current.focus();
  }, [locked]);
  return (
    <>
      {locked && unlock}
      {begun.current && (
        <div class="covered" hidden={locked}>
          {children}
        </div>
      )}
    </>
  );
}
