import { text } from './texts.ts';

/** Whose words and whose clock: `undefined` is the browser's own. */
export interface Place {
  readonly locale?: string | undefined;
  /** An IANA name, `Europe/Berlin`. */
  readonly timeZone?: string | undefined;
}

/** The hour and minute of a moment (milliseconds since the epoch) on a 24-hour clock: `14:47`. */
export function clockTime(atMs: number, place: Place = {}): string {
  return new Intl.DateTimeFormat(place.locale, {
    timeZone: place.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

/** Time left in seconds, counted up to the next whole one, so that 0 is only ever said of what is over; never less than 0. */
export function wholeSeconds(leftMs: number): number {
  return Math.max(0, Math.ceil(leftMs / 1000));
}

/** Time left in a list: `11 h 42 min`, `12 min`, `48 s`. */
export function shortSpan(leftMs: number): string {
  const seconds = wholeSeconds(leftMs);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return minutes > 0 ? text('ui_span_hours_minutes', hours, minutes) : text('ui_span_hours', hours);
  return minutes > 0 ? text('ui_span_minutes', minutes) : text('ui_span_seconds', seconds);
}

/** A time that has gone by, as people say it of what is over: whole hours, below that whole minutes, at least one: `2 h`, `12 min`. */
export function roughSpan(sinceMs: number): string {
  const unitMs = sinceMs < 3_600_000 ? 60_000 : 3_600_000;
  return shortSpan(Math.max(1, Math.floor(sinceMs / unitMs)) * unitMs);
}

/** A session's length in full words: 43,200 is `12 hours`, 5,400 is `1 hour 30 minutes`. */
export function lengthInWords(seconds: number, place: Place = {}): string {
  const say = (amount: number, unit: string) =>
    new Intl.NumberFormat(place.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const said = parts.filter(([amount]) => amount > 0);
  return said.map(([amount, unit]) => say(amount, unit)).join(' ') || say(0, 'minute');
}
