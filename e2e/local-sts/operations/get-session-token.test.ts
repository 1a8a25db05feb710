import { describe, expect, it } from 'vitest';
import { Accounts, type UserSpec } from '../accounts.ts';
import type { XmlElement } from '../replies/xml.ts';
import { getSessionToken } from './get-session-token.ts';

const NOW = Date.UTC(2026, 0, 31, 12, 0, 10, 500);

function setUp(spec: UserSpec = {}) {
  const accounts = new Accounts(() => NOW);
  const user = accounts.addUser(spec);
  const [key] = user.keys;
  if (key === undefined) throw new Error('no key');
  const run = (parameters: Record<string, string>) =>
    getSessionToken.run(
      { parameters: new Map(Object.entries(parameters)), accounts },
      { kind: 'long-term', user, key },
    );
  return { accounts, user, run };
}

function fields(result: readonly XmlElement[]): Record<string, unknown> {
  const [credentials] = result;
  if (credentials === undefined || typeof credentials.content === 'string') throw new Error('no Credentials');
  return Object.fromEntries(credentials.content.map(({ name, content }) => [name, content]));
}

describe('duration', () => {
  it.each([
    ['a user, unsaid', {}, {}, '2026-02-01T00:00:10Z'],
    ['a user, 15 minutes', {}, { DurationSeconds: '900' }, '2026-01-31T12:15:10Z'],
    ['a user, 36 hours', {}, { DurationSeconds: '129600' }, '2026-02-02T00:00:10Z'],
    ['root, unsaid', { root: true }, {}, '2026-01-31T13:00:10Z'],
    ['root, 15 minutes', { root: true }, { DurationSeconds: '900' }, '2026-01-31T12:15:10Z'],
    ['root, 12 hours, cut to one', { root: true }, { DurationSeconds: '43200' }, '2026-01-31T13:00:10Z'],
  ] as const)('of %s', (_name, spec, parameters, expiration) => {
    expect(fields(setUp(spec).run(parameters))['Expiration']).toBe(expiration);
  });
});

describe('MFA', () => {
  it('is noted with the session when given', () => {
    const { accounts, user, run } = setUp();
    const given = fields(run({ SerialNumber: user.mfaSerial, TokenCode: user.currentCode() }));
    const without = fields(run({}));
    expect(accounts.findCaller(String(given['AccessKeyId']))).toMatchObject({ session: { mfaAuthenticated: true } });
    expect(accounts.findCaller(String(without['AccessKeyId']))).toMatchObject({ session: { mfaAuthenticated: false } });
  });

  it('works with each of several devices, each with its own codes', () => {
    const { user, run } = setUp({ devices: [{ kind: 'virtual' }, { kind: 'hardware', serial: 'GAHT12345678' }] });
    for (const device of user.devices) {
      expect(() => run({ SerialNumber: device.serial, TokenCode: device.freshCode() })).not.toThrow();
    }
    const [virtual, hardware] = user.devices;
    if (virtual === undefined || hardware === undefined) throw new Error('no devices');
    expect(() => run({ SerialNumber: virtual.serial, TokenCode: hardware.freshCode() })).toThrow(
      expect.objectContaining({ code: 'AccessDenied', detail: 'wrong' }),
    );
  });

  it('with another user’s device leaves that device’s code unspent', () => {
    const { accounts, run } = setUp();
    const other = accounts.addUser({ userName: 'bob' });
    const code = other.currentCode();
    expect(() => run({ SerialNumber: other.mfaSerial, TokenCode: code })).toThrow(
      expect.objectContaining({ detail: 'device-of-another-user' }),
    );
    expect(other.device.consume(code)).toBe('accepted');
  });
});
