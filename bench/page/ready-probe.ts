/** When a page came to be, milliseconds since the epoch by the pages' clock, and when its code field was ready, counted from there. */
export interface Readiness {
  readonly originMs: number;
  /** The time at which this was read, counted from there. */
  readonly nowMs: number;
  /** Absent while it is not. */
  readonly readyMs?: number;
}

interface Watch {
  readyMs?: number | undefined;
}

/**
 * Put into a page before any script of its own: notes from when on the code field can be typed into. That is the case while it has
 * the focus, can be seen, and is neither disabled nor read-only; a field that loses any of it begins anew.
 */
export function watchCodeField(): void {
  const watch: Watch = {};
  Object.assign(globalThis, { benchReady: watch });
  const look = () => {
    const field = document.activeElement;
    const isReady =
      field instanceof HTMLInputElement &&
      field.autocomplete === 'one-time-code' &&
      !field.disabled &&
      !field.readOnly &&
      field.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    watch.readyMs = isReady ? (watch.readyMs ?? performance.now()) : undefined;
  };
  addEventListener('focusin', look, true);
  addEventListener('focusout', look, true);
  // What changes without the focus moving, at least once a frame.
  const everyFrame = () => {
    look();
    requestAnimationFrame(everyFrame);
  };
  requestAnimationFrame(everyFrame);
}

/** Reads what {@link watchCodeField} noted. */
export function readReadiness(): Readiness {
  const { readyMs } = (globalThis as unknown as { benchReady: Watch }).benchReady;
  return { originMs: performance.timeOrigin, nowMs: performance.now(), ...(readyMs !== undefined && { readyMs }) };
}

/** What stands in the code field. */
export function readCodeField(): string | undefined {
  return document.querySelector<HTMLInputElement>('input[autocomplete=one-time-code]')?.value;
}
