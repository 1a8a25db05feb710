import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoSeconds, msUntilNextStep, ServerClock, TOTP_STEP_MS } from './clock.ts';

describe('ServerClock', () => {
  it('is the base clock plus the offset', () => {
    let base = 1_000;
    const clock = new ServerClock(() => base);
    expect(clock.nowMs()).toBe(1_000);
    clock.offsetMs = -300;
    base = 2_000;
    expect(clock.nowMs()).toBe(1_700);
    clock.advanceOneStep();
    expect(clock.nowMs()).toBe(1_700 + TOTP_STEP_MS);
  });
});

describe('msUntilNextStep', () => {
  it.each([
    [0, 30_000],
    [1, 29_999],
    [29_999, 1],
    [30_000, 30_000],
    [-1, 1],
  ])('at %i ms it is %i ms', (now, left) => {
    expect(msUntilNextStep(now)).toBe(left);
  });

  it('always lands on a step and never says zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 13 }), (now) => {
        const left = msUntilNextStep(now);
        expect(left).toBeGreaterThan(0);
        expect(left).toBeLessThanOrEqual(TOTP_STEP_MS);
        expect(Math.abs((now + left) % TOTP_STEP_MS)).toBe(0);
      }),
    );
  });
});

describe('isoSeconds', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [1_769_903_999_999, '2026-01-31T23:59:59Z'],
  ])('writes %i as %s', (ms, text) => {
    expect(isoSeconds(ms)).toBe(text);
  });
});
