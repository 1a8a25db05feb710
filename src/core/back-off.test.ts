import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, isTooBusy, waitEndsMs } from './back-off.ts';

describe('backOffSeconds', () => {
  it.each([
    [1, 0, 2],
    [1, 1, 4],
    [2, 0, 4],
    [2, 1, 8],
    [3, 0.5, 12],
    [5, 1, 60],
    [50, 0, 30],
    [5000, 1, 60],
  ])('attempt %i with %f at random: %i s', (attempt, random, seconds) => {
    expect(backOffSeconds(attempt, random)).toBe(seconds);
  });

  it.each([
    [0, 1],
    [0.2, 1],
    [7, 7],
    [7.2, 8],
    [900, 900],
    [86_400, 900],
  ])('asked for %f s: %i s', (asked, seconds) => {
    expect(backOffSeconds(1, 0.5, asked)).toBe(seconds);
  });

  it('is never nothing and never more than a minute of our own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const seconds = backOffSeconds(attempt, random);
        return Number.isInteger(seconds) && seconds >= 1 && seconds <= 60;
      }),
    );
  });
});

describe('waitEndsMs', () => {
  it.each([
    ['throttled', { seconds: 8 }, 9000],
    ['service-unavailable', { seconds: 1 }, 2000],
    ['throttled', {}, 1000],
    ['mfa-code-spent', { seconds: 8 }, 1000],
  ] as const)('%s with %o', (code, params, endsMs) => {
    expect(waitEndsMs({ error: { code, params }, atMs: 1000 })).toBe(endsMs);
    expect(isTooBusy(code)).toBe(code !== 'mfa-code-spent');
  });
});
