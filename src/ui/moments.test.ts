import { beforeAll, describe, expect, it } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { dayAndTime } from './moments.ts';

beforeAll(useEnglishTexts);

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
