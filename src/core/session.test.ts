import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiresAtMs, isLive, type Session } from './session.ts';

function sessionUntil(expiration: string): Session {
  return {
    id: 's',
    profileId: 'p',
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration },
    startedAtMs: 0,
  };
}

describe('expiresAtMs', () => {
  it.each<[string, number]>([
    ['2026-11-21T23:59:59Z', Date.UTC(2026, 10, 21, 23, 59, 59)],
    ['2026-11-21T23:59:59.250Z', Date.UTC(2026, 10, 21, 23, 59, 59, 250)],
    ['2026-11-22T01:59:59+02:00', Date.UTC(2026, 10, 21, 23, 59, 59)],
    ['1970-01-01T00:00:00Z', 0],
  ])('%s', (expiration, ms) => {
    expect(expiresAtMs(sessionUntil(expiration))).toBe(ms);
  });
});

describe('isLive', () => {
  it.each<[string, number, number, boolean]>([
    ['a millisecond before the end', 1000, 999, true],
    ['at the end', 1000, 1000, false],
    ['a millisecond later', 1000, 1001, false],
    ['an end that is no time', Number.NaN, 0, false],
    ['at a time that is none', 1000, Number.NaN, false],
  ])('%s: %s', (_, end, now, live) => {
    expect(isLive(end, now)).toBe(live);
  });

  it('a computer whose clock is off by any offset judges as the server does once it knows the offset', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: -day, max: day }),
        fc.integer({ min: -2 * day, max: 2 * day }),
        fc.integer({ min: 0, max: 4e12 }),
        (offsetMs, untilEndMs, serverNow) => {
          const localNow = serverNow - offsetMs;
          expect(isLive(serverNow + untilEndMs, localNow + offsetMs)).toBe(untilEndMs > 0);
        },
      ),
    );
  });

  it('what is over stays over', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat(), (end, now, later) => {
        if (!isLive(end, now)) expect(isLive(end, now + later)).toBe(false);
      }),
    );
  });
});
