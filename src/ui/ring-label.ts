import { text } from './texts.ts';
import { wholeSeconds } from './times.ts';

/** Time left as the ring says it: a figure and its unit, `11:42` `hours left`, `12` `minutes left`, `48` `seconds left`. */
export function ringLabel(leftMs: number): { readonly figure: string; readonly unit: string } {
  const seconds = wholeSeconds(leftMs);
  if (seconds >= 3600) {
    const minutes = Math.floor((seconds % 3600) / 60);
    return { figure: `${Math.floor(seconds / 3600)}:${String(minutes).padStart(2, '0')}`, unit: text('ui_left_hours') };
  }
  if (seconds >= 60) {
    const minutes = Math.floor(seconds / 60);
    return { figure: String(minutes), unit: text(minutes === 1 ? 'ui_left_minute' : 'ui_left_minutes') };
  }
  return { figure: String(seconds), unit: text(seconds === 1 ? 'ui_left_second' : 'ui_left_seconds') };
}
