import { beforeAll, describe, expect, it } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { clockTime, dayAndTime, lengthInWords, ringLabel, shortSpan } from './times.ts';

beforeAll(useEnglishTexts);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('dayAndTime', () => {
  const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
  it.each([
    // at, now, place, said
    ['2026-11-21T13:47:00Z', '2026-11-21T13:35:00Z', berlin, 'today 14:47'],
    ['2026-11-22T01:17:00Z', '2026-11-21T13:35:00Z', berlin, 'tomorrow 02:17'],
    ['2026-11-21T23:00:00Z', '2026-11-21T22:59:59Z', berlin, 'tomorrow 00:00'],
    ['2026-11-21T22:59:59Z', '2026-11-21T23:00:00Z', berlin, 'yesterday 23:59'],
    // 36 hours from the evening reach the day after tomorrow.
    ['2026-11-23T10:00:00Z', '2026-11-21T22:00:00Z', berlin, 'Monday 11:00'],
    ['2026-11-28T10:00:00Z', '2026-11-21T22:00:00Z', berlin, '28 Nov 11:00'],
    ['2026-11-19T10:00:00Z', '2026-11-21T22:00:00Z', berlin, '19 Nov 11:00'],
    // The same two moments on the other side of the date line.
    [
      '2026-11-21T13:47:00Z',
      '2026-11-21T09:00:00Z',
      { locale: 'en-GB', timeZone: 'Pacific/Auckland' },
      'tomorrow 02:47',
    ],
    ['2026-11-21T13:47:00Z', '2026-11-21T13:35:00Z', { locale: 'en-US', timeZone: 'America/New_York' }, 'today 08:47'],
    // The night the clocks go back has 25 hours; noon after it is still tomorrow.
    ['2026-10-25T11:00:00Z', '2026-10-24T10:00:00Z', berlin, 'tomorrow 12:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25T00:10:00Z', berlin, 'today 02:30'],
    ['2026-03-29T10:00:00Z', '2026-03-28T11:00:00Z', berlin, 'tomorrow 12:00'],
    // Over a year's end.
    ['2027-01-01T00:30:00Z', '2026-12-31T12:00:00Z', berlin, 'tomorrow 01:30'],
    ['2026-11-21T13:47:00Z', '2026-11-21T13:35:00Z', { locale: 'de-DE', timeZone: 'Europe/Berlin' }, 'heute 14:47'],
    // A locale whose own calendar is another one.
    ['2026-11-22T01:17:00Z', '2026-11-21T13:35:00Z', { locale: 'th-TH', timeZone: 'Europe/Berlin' }, 'พรุ่งนี้ 02:17'],
  ])('says of %s at %s: %o %s', (at, now, place, said) => {
    expect(dayAndTime(Date.parse(at), Date.parse(now), place)).toBe(said);
  });
});

it.each([
  ['2026-11-21T00:00:00Z', 'UTC', '00:00'],
  ['2026-11-21T23:59:59.999Z', 'UTC', '23:59'],
  ['2026-11-21T12:05:00Z', 'Asia/Kolkata', '17:35'],
])('clockTime of %s in %s is %s', (at, timeZone, said) => {
  expect(clockTime(Date.parse(at), { locale: 'en-US', timeZone })).toBe(said);
});

it.each([
  [36 * HOUR, '36 h'],
  [11 * HOUR + 42 * MINUTE + 10 * SECOND, '11 h 42 min'],
  [HOUR, '1 h'],
  [HOUR - 1, '1 h'],
  [HOUR - SECOND, '59 min'],
  [12 * MINUTE, '12 min'],
  [MINUTE, '1 min'],
  [MINUTE - SECOND, '59 s'],
  [48_200, '49 s'],
  [1, '1 s'],
  [0, '0 s'],
  [-5 * HOUR, '0 s'],
])('shortSpan of %d ms is %s', (leftMs, said) => {
  expect(shortSpan(leftMs)).toBe(said);
});

it.each([
  [11 * HOUR + 42 * MINUTE, '11:42', 'hours left'],
  [HOUR + 5 * MINUTE, '1:05', 'hours left'],
  [HOUR, '1:00', 'hours left'],
  [HOUR - SECOND, '59', 'minutes left'],
  [12 * MINUTE + 59 * SECOND, '12', 'minutes left'],
  [2 * MINUTE - SECOND, '1', 'minute left'],
  [48 * SECOND, '48', 'seconds left'],
  [SECOND, '1', 'second left'],
  [1, '1', 'second left'],
  [0, '0', 'seconds left'],
  [-1, '0', 'seconds left'],
])('ringLabel of %d ms is %s %s', (leftMs, figure, unit) => {
  expect(ringLabel(leftMs)).toEqual({ figure, unit });
});

it.each([
  [900, 'en', '15 minutes'],
  [3600, 'en', '1 hour'],
  [5400, 'en', '1 hour 30 minutes'],
  [43_200, 'en', '12 hours'],
  [129_600, 'en', '36 hours'],
  [4530, 'en', '1 hour 15 minutes 30 seconds'],
  [0, 'en', '0 minutes'],
  [43_200, 'de', '12 Stunden'],
])('lengthInWords of %d s in %s is %s', (seconds, locale, said) => {
  expect(lengthInWords(seconds, { locale })).toBe(said);
});
