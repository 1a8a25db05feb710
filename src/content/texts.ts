import type messages from '../../public/_locales/en/messages.json';

/** The texts of the chip in `public/_locales`. */
type ChipTextKey = Extract<keyof typeof messages, `chip_${string}` | `ui_span_${string}`>;

/** Gives a text in the user's language. */
export type ChipText = (key: ChipTextKey, ...substitutions: readonly (string | number)[]) => string;

const MINUTE_MS = 60_000;

/** Time left in the words of the popup: `5 h 12 min`, `42 min`; whole minutes, counted up, and never none. */
export function timeLeft(text: ChipText, leftMs: number): string {
  const minutes = Math.max(1, Math.ceil(leftMs / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return text('ui_span_minutes', minutes);
  return minutes % 60 === 0 ? text('ui_span_hours', hours) : text('ui_span_hours_minutes', hours, minutes % 60);
}
