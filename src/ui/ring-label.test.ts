import { beforeAll, expect, it } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { ringLabel } from './ring-label.ts';

beforeAll(useEnglishTexts);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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
