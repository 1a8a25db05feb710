import { text } from './texts.ts';
import { clockTime, type Place } from './times.ts';

const DAY_MS = 86_400_000;

/**
 * A moment near now the way people say it: `today 14:47`, `tomorrow 02:17`, within the next six days `Thursday 09:00`, else
 * `3 May 09:00`. Both in milliseconds since the epoch; what is "today" is decided by the calendar of `place`.
 */
export function dayAndTime(atMs: number, nowMs: number, place: Place = {}): string {
  const days = dayNumber(atMs, place) - dayNumber(nowMs, place);
  return text('ui_day_time', dayName(atMs, days, place), clockTime(atMs, place));
}

function dayName(atMs: number, days: number, place: Place): string {
  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto' }).format(days, 'day');
  if (days > 0 && days < 7) return format(place, { weekday: 'long' }).format(atMs);
  return format(place, { day: 'numeric', month: 'short' }).format(atMs);
}

/** Days since the epoch on the calendar of `place`: two moments of one day share it, whatever the clock was set to in between. */
function dayNumber(atMs: number, place: Place): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: place.timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day')) / DAY_MS;
}

function format(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(place.locale, { timeZone: place.timeZone, ...options });
}
