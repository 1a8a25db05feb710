import { beforeAll, expect, it } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { clockTime, lengthInWords, roughSpan, shortSpan } from './times.ts';

beforeAll(useEnglishTexts);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

it.each([
  ['2026-11-21T00:00:00Z', 'UTC', '00:00'],
  ['2026-11-21T23:59:59.999Z', 'UTC', '23:59'],
  ['2026-11-21T12:05:00Z', 'Asia/Kolkata', '17:35'],
])('clockTime of %s in %s is %s', (at, timeZone, said) => {
  expect(clockTime(Date.parse(at), { locale: 'en-US', timeZone })).toBe(said);
});

it.each([
  [0, '1 min'],
  [-HOUR, '1 min'],
  [MINUTE - 1, '1 min'],
  [2 * MINUTE - 1, '1 min'],
  [HOUR - 1, '59 min'],
  [HOUR, '1 h'],
  [24 * HOUR - 1, '23 h'],
])('roughSpan of %i ms is %s', (sinceMs, said) => {
  expect(roughSpan(sinceMs)).toBe(said);
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
