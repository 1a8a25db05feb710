import { expect, it } from 'vitest';
import { pickerKey } from './picker-keys.ts';

it.each([
  ['ArrowDown', 0, 9, 1],
  ['ArrowDown', 9, 9, 0],
  ['ArrowDown', 0, -1, 0],
  ['ArrowUp', 5, 9, 4],
  ['ArrowUp', 0, 9, 9],
  ['ArrowUp', 0, -1, 0],
  ['PageDown', 1, 9, 7],
  ['PageDown', 8, 9, 9],
  ['PageDown', 0, -1, 0],
  ['PageUp', 8, 9, 2],
  ['PageUp', 2, 9, 0],
  ['Home', 7, 9, 0],
  ['End', 7, 9, 9],
  ['End', 0, -1, 0],
  ['Enter', 3, 9, 'choose'],
  ['Escape', 3, 9, 'leave'],
  ['Tab', 3, 9, undefined],
  ['a', 3, 9, undefined],
  ['ArrowLeft', 3, 9, undefined],
] as const)('%s on row %d of 0 to %d: %s', (key, at, last, act) => {
  expect(pickerKey(key, at, last)).toBe(act);
});
