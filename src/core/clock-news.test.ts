import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isClockNews } from './clock-news.ts';

const MINUTE = 60_000;

it.each([
  ['right', 0, 0, false],
  ['off by seconds', 119_999, 0, false],
  ['two minutes behind', 2 * MINUTE, 0, true],
  ['two minutes ahead', -2 * MINUTE, 0, true],
  ['a day ahead', -1440 * MINUTE, 0, true],
  ['as it was told', 11 * MINUTE, 11 * MINUTE, false],
  ['two minutes from what was told', 13 * MINUTE, 11 * MINUTE, false],
  ['more than that from what was told', 13 * MINUTE + 1, 11 * MINUTE, true],
  ['off the other way', -2 * MINUTE, 2 * MINUTE, true],
  ['put right after it was told', 0, 11 * MINUTE, false],
])('a clock that is %s', (_, offsetMs, toldMs, isNews) => {
  expect(isClockNews(offsetMs, toldMs)).toBe(isNews);
});

it('is never news once it was told', () => {
  fc.assert(fc.property(fc.integer(), (offsetMs) => !isClockNews(offsetMs, offsetMs)));
});
