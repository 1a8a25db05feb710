import { describe, expect, it } from 'vitest';
import { Accounts } from './accounts.ts';

const NOW = 1_769_860_800_750;
const store = () => new Accounts(() => NOW);

describe('addUser', () => {
  it.each([
    [{ accountId: '123456789012' }, 'arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:mfa/alice'],
    [
      { accountId: '123456789012', userName: 'bob', partition: 'aws-cn' },
      'arn:aws-cn:iam::123456789012:user/bob',
      'arn:aws-cn:iam::123456789012:mfa/bob',
    ],
    [
      { accountId: '123456789012', root: true },
      'arn:aws:iam::123456789012:root',
      'arn:aws:iam::123456789012:mfa/root-account-mfa-device',
    ],
    [
      { accountId: '123456789012', devices: [{ kind: 'hardware', serial: 'GAHT12345678' }] },
      'arn:aws:iam::123456789012:user/alice',
      'GAHT12345678',
    ],
    [
      { accountId: '123456789012', devices: [{ kind: 'virtual', name: 'phone' }, { kind: 'hardware' }] },
      'arn:aws:iam::123456789012:user/alice',
      'arn:aws:iam::123456789012:mfa/phone',
    ],
  ] as const)('%j is %s with %s', (spec, userArn, mfaSerial) => {
    const user = store().addUser(spec);
    expect(user.userArn).toBe(userArn);
    expect(user.mfaSerial).toBe(mfaSerial);
  });

  it('finds each key and each device of each user', () => {
    const accounts = store();
    const alice = accounts.addUser({ devices: [{ kind: 'virtual' }, { kind: 'hardware' }] });
    const bob = accounts.addUser({ userName: 'bob' });
    const second = alice.addKey();
    expect(accounts.findCaller(alice.accessKeyId)?.user).toBe(alice);
    expect(accounts.findCaller(second.accessKeyId)?.user).toBe(alice);
    expect(accounts.findCaller(bob.accessKeyId)?.user).toBe(bob);
    for (const device of alice.devices) expect(accounts.findDevice(device.serial)).toEqual({ user: alice, device });
    expect(accounts.findCaller('AKIAAAAAAAAAAAAAAAAA')).toBeUndefined();
    expect(accounts.findDevice('GAHT00000000')).toBeUndefined();
  });

  it('refuses a serial twice', () => {
    const accounts = store();
    accounts.addUser({ devices: [{ kind: 'hardware', serial: 'GAHT12345678' }] });
    expect(() => accounts.addUser({ devices: [{ kind: 'hardware', serial: 'GAHT12345678' }] })).toThrow(/taken/);
  });

  it('says so when a user without MFA is asked for a device', () => {
    const user = store().addUser({ devices: [] });
    expect(() => user.mfaSerial).toThrow(/no MFA device/);
    expect(() => user.currentCode()).toThrow(/no MFA device/);
  });

  it("gives root the account's id as user id", () => {
    const root = store().addUser({ root: true });
    expect(root.userId).toBe(root.accountId);
  });
});

describe('issueSession', () => {
  it('ends on a whole second and is found by its key id', () => {
    const accounts = store();
    const user = accounts.addUser();
    const session = accounts.issueSession(user, 900, true);
    expect(session.expiresAtMs).toBe(1_769_860_800_000 + 900_000);
    expect(accounts.findCaller(session.accessKeyId)).toEqual({ kind: 'session', user, session });
  });

  it('makes tokens as long as asked for', () => {
    const accounts = store();
    accounts.sessionTokenBytes = 12_288;
    expect(accounts.issueSession(accounts.addUser(), 900, false).sessionToken).toHaveLength(16_384);
  });
});
