import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, halfQuartileRange, median, quantile } from './statistics.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('median', () => {
  it.each([
    [[7], 7],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[1, 100, 2, 3], 2.5],
    [[10, 9, 100], 10],
  ])('of %j is %d', (given, expected) => {
    expect(median(given)).toBe(expected);
  });

  it('leaves the list as it was', () => {
    const given = [3, 1, 2];
    median(given);
    expect(given).toEqual([3, 1, 2]);
  });

  it('has as many values above it as below', () => {
    fc.assert(
      fc.property(values, (given) => {
        const middle = median(given);
        const below = given.filter((value) => value < middle).length;
        const above = given.filter((value) => value > middle).length;
        expect(below).toBeLessThanOrEqual(given.length / 2);
        expect(above).toBeLessThanOrEqual(given.length / 2);
      }),
    );
  });

  it.each([[[]], [[Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])('refuses %j', (given) => {
    expect(() => median(given)).toThrow(RangeError);
  });
});

describe('quantile', () => {
  it.each([
    [0, 1],
    [0.25, 2],
    [0.5, 3],
    [0.9, 4.6],
    [1, 5],
  ])('at %d of 1 to 5 is %d', (at, expected) => {
    expect(quantile([5, 3, 1, 2, 4], at)).toBeCloseTo(expected, 12);
  });

  it('never decreases', () => {
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, a, b) => {
          expect(quantile(given, Math.min(a, b))).toBeLessThanOrEqual(quantile(given, Math.max(a, b)) + 1e-6);
        },
      ),
    );
  });
});

describe('halfQuartileRange', () => {
  it.each([
    [[4], 0],
    [[4, 4, 4], 0],
    [[1, 2, 3, 4, 5], 1],
    [[1, 1, 1, 1, 1000], 0],
  ])('of %j is %d', (given, expected) => {
    expect(halfQuartileRange(given)).toBe(expected);
  });
});

describe('compare', () => {
  it('takes the median of the rounds and not the ratio of all', () => {
    // One round on a machine three times as slow: all samples together would say 40 / 20, the rounds say 2, 1 and 1.
    const rounds = [
      { base: [10, 11, 10], subject: [20, 20, 22] },
      { base: [60, 60, 61], subject: [60, 60, 60] },
      { base: [20, 20, 20], subject: [20, 20, 90] },
    ];
    expect(compare(rounds)).toEqual({ ratio: 1, spread: 0.25, subject: 22, base: 20, samples: 9 });
  });

  it('is not moved by the weather of a whole round', () => {
    const sample = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 9 });
    const round = fc.record({ base: sample, subject: sample });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(round, fc.double({ min: 0.1, max: 10, noNaN: true })), { minLength: 1, maxLength: 9 }),
        (given) => {
          const calm = given.map(([one]) => one);
          const rough = given.map(([{ base, subject }, factor]) => ({
            base: base.map((value) => value * factor),
            subject: subject.map((value) => value * factor),
          }));
          expect(compare(rough).ratio).toBeCloseTo(compare(calm).ratio, 9);
        },
      ),
    );
  });

  it.each([
    ['no rounds', []],
    ['a round without samples', [{ base: [1], subject: [] }]],
    ['a base of zero', [{ base: [0], subject: [1] }]],
    ['a base below zero', [{ base: [-3], subject: [1] }]],
    ['a sample that is no number', [{ base: [1], subject: [Number.NaN] }]],
  ])('refuses %s', (_what, rounds) => {
    expect(() => compare(rounds)).toThrow(RangeError);
  });
});
