import { useEffect, useRef, useState } from 'preact/hooks';

/** Handlers for a button that acts only while it is held. */
export interface HoldHandlers {
  onPointerDown(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onLostPointerCapture(): void;
  onKeyDown(event: KeyboardEvent): void;
  onKeyUp(event: KeyboardEvent): void;
  onBlur(): void;
  onContextMenu(event: Event): void;
}

/**
 * What `fetch` gives, for as long as a button is held with the pointer, Space or Enter. Letting go, leaving the button or the window,
 * and hiding the page all end it at once; an answer that comes later is dropped.
 */
export function useHold(
  fetch: () => Promise<string>,
  onError: (error: unknown) => void,
): { readonly shown: string | undefined; readonly held: boolean; readonly handlers: HoldHandlers } {
  const [held, setHeld] = useState(false);
  const [shown, setShown] = useState<string>();
  const turn = useRef(0);

  const release = () => {
    turn.current += 1;
    setHeld(false);
    setShown(undefined);
  };
  const press = () => {
    turn.current += 1;
    const mine = turn.current;
    setHeld(true);
    fetch().then(
      (text) => mine === turn.current && setShown(text),
      (error: unknown) => {
        if (mine !== turn.current) return;
        release();
        onError(error);
      },
    );
  };

  useEffect(() => {
    window.addEventListener('blur', release);
    document.addEventListener('visibilitychange', release);
    return () => {
      turn.current += 1;
      window.removeEventListener('blur', release);
      document.removeEventListener('visibilitychange', release);
    };
  }, []);

  const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  return {
    shown,
    held,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        // So that the pointer may stray from the button while it is down.
        (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
        press();
      },
      onPointerUp: release,
      onPointerCancel: release,
      onLostPointerCapture: release,
      onKeyDown: (event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press();
      },
      onKeyUp: (event) => {
        if (isHoldKey(event)) release();
      },
      onBlur: release,
      onContextMenu: (event) => event.preventDefault(),
    },
  };
}
