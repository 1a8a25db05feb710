import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listWindow, scrolledTo } from './list-window.ts';

it.each([
  [0, 0, { first: 0, end: 0 }],
  [3, 0, { first: 0, end: 3 }],
  [2000, 0, { first: 0, end: 11 }],
  [2000, 440, { first: 6, end: 21 }],
  [2000, 87_692, { first: 1989, end: 2000 }],
  // Scrolled beyond the end, as after a search that found less.
  [2, 87_692, { first: 2, end: 2 }],
])('of %d rows scrolled to %d px these are drawn: %o', (count, scrollTop, drawn) => {
  expect(listWindow(count, 44, scrollTop, 308)).toEqual(drawn);
});

it('draws every row that can be seen and never more than a few beyond', () => {
  const sizes = fc.record({
    count: fc.nat(5000),
    row: fc.integer({ min: 20, max: 60 }),
    height: fc.integer({ min: 60, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(sizes, ({ count, row, height, share }) => {
      const scrollTop = Math.max(0, count * row - height) * share;
      const { first, end } = listWindow(count, row, scrollTop, height);
      expect(first * row).toBeLessThanOrEqual(scrollTop);
      expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + height) / row)));
      expect(end - first).toBeLessThanOrEqual(Math.ceil(height / row) + 10);
    }),
  );
});

it.each([
  [0, 500, 0],
  [3, 0, 0],
  [6, 0, 0],
  [7, 0, 44],
  [1999, 0, 87_692],
  [5, 440, 220],
])('row %d, scrolled to %d, is brought into sight at %d', (index, scrollTop, at) => {
  expect(scrolledTo(index, 44, scrollTop, 308)).toBe(at);
});
