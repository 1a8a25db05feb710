import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { SESSION_DURATIONS } from './session-durations.ts';
import {
  CHAINED_ROLE_MAXIMUM,
  DEFAULT_SESSION_DURATION,
  DURATION_LIMITS,
  type DurationOperation,
  parseDurationSeconds,
} from './sts-limits.ts';

describe('parseDurationSeconds', () => {
  it.each([
    [900, 'GetSessionToken', 900],
    [129_600, 'GetSessionToken', 129_600],
    ['43200', 'GetSessionToken', 43_200],
    [' 900 ', 'GetSessionToken', 900],
    ['000900', 'GetSessionToken', 900],
    [129_600, 'GetFederationToken', 129_600],
    [43_200, 'AssumeRole', 43_200],
    [900, 'AssumeRoleWithSAML', 900],
    [43_200, 'AssumeRoleWithWebIdentity', 43_200],
  ] as const)('%j for %s', (value, operation, seconds) => {
    expect(parseDurationSeconds(value, operation)).toBe(seconds);
  });

  it.each<[unknown, DurationOperation, number]>([
    [899, 'GetSessionToken', 129_600],
    [129_601, 'GetSessionToken', 129_600],
    [43_201, 'AssumeRole', 43_200],
    [129_600, 'AssumeRoleWithSAML', 43_200],
    [900.5, 'GetSessionToken', 129_600],
    [Number.NaN, 'GetSessionToken', 129_600],
    [Number.POSITIVE_INFINITY, 'GetSessionToken', 129_600],
    [-900, 'GetSessionToken', 129_600],
    ['', 'GetSessionToken', 129_600],
    ['900s', 'GetSessionToken', 129_600],
    ['1e4', 'GetSessionToken', 129_600],
    ['0x384', 'GetSessionToken', 129_600],
    ['+900', 'GetSessionToken', 129_600],
    ['3600.0', 'GetSessionToken', 129_600],
    ['９００', 'GetSessionToken', 129_600],
    ['9'.repeat(70_000), 'GetSessionToken', 129_600],
    [null, 'GetSessionToken', 129_600],
    [undefined, 'GetSessionToken', 129_600],
    [[900], 'GetSessionToken', 129_600],
    [true, 'GetSessionToken', 129_600],
    [900n, 'GetSessionToken', 129_600],
  ])('refuses %o for %s', (value, operation, maximum) => {
    expect(() => parseDurationSeconds(value, operation)).toThrow(
      new AppError('invalid-duration', { params: { minimum: 900, maximum } }),
    );
  });
});

describe('what the form offers', () => {
  it('goes from 15 minutes to 36 hours, upwards, and holds the default', () => {
    expect(SESSION_DURATIONS[0]).toBe(DURATION_LIMITS.GetSessionToken.minimum);
    expect(SESSION_DURATIONS.at(-1)).toBe(DURATION_LIMITS.GetSessionToken.maximum);
    expect([...SESSION_DURATIONS].sort((a, b) => a - b)).toEqual(SESSION_DURATIONS);
    expect(SESSION_DURATIONS).toContain(DEFAULT_SESSION_DURATION);
    expect(SESSION_DURATIONS).toContain(CHAINED_ROLE_MAXIMUM);
    expect(DEFAULT_SESSION_DURATION).toBe(43_200);
    for (const seconds of SESSION_DURATIONS) expect(parseDurationSeconds(seconds)).toBe(seconds);
  });
});
