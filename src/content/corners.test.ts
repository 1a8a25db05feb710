import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORNERS } from '../core/sites.ts';
import { boxAt, freeCorner, nearestCorner, overlap } from './corners.ts';

const SIZE = { width: 200, height: 34 };
const VIEW = { width: 1000, height: 700 };
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

it.each([
  ['bottom-right', box(784, 650, 200, 34)],
  ['bottom-left', box(16, 650, 200, 34)],
  ['top-right', box(784, 16, 200, 34)],
  ['top-left', box(16, 16, 200, 34)],
] as const)('stands in the %s', (corner, at) => {
  expect(boxAt(corner, SIZE, VIEW)).toEqual(at);
});

describe('freeCorner', () => {
  it.each([
    ['nothing is in the way', undefined, 'bottom-right'],
    ['the field is elsewhere', box(300, 300, 400, 40), 'bottom-right'],
    ['the field is beside it', box(100, 640, 680, 40), 'bottom-right'],
    ['the field is under it', box(400, 640, 500, 40), 'bottom-left'],
    ['the field runs along the bottom', box(0, 640, 1000, 60), 'top-right'],
    ['the field is the right half', box(500, 0, 500, 700), 'bottom-left'],
    ['the field is all of the window', box(0, 0, 1000, 700), 'bottom-right'],
  ] as const)('%s', (_, taken, corner) => {
    expect(freeCorner('bottom-right', taken, SIZE, VIEW)).toBe(corner);
  });

  it('never lies over the field while a corner is free', () => {
    const side = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...CORNERS), side, side, side, side, (wished, left, top, width, height) => {
        const taken = box(left, top, width, height);
        const corner = freeCorner(wished, taken, SIZE, VIEW);
        const isFree = (item: (typeof CORNERS)[number]) => !overlap(boxAt(item, SIZE, VIEW), taken);
        expect(isFree(corner) || !CORNERS.some(isFree)).toBe(true);
        if (isFree(wished)) expect(corner).toBe(wished);
      }),
    );
  });
});

it.each([
  [0, 0, 'top-left'],
  [999, 10, 'top-right'],
  [10, 699, 'bottom-left'],
  [500, 350, 'bottom-right'],
] as const)('%d, %d is nearest to the %s', (x, y, corner) => {
  expect(nearestCorner(x, y, VIEW)).toBe(corner);
});
