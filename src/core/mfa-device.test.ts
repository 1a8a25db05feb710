import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { mfaDeviceName, parseMfaSerial, suggestMfaSerial } from './mfa-device.ts';

describe('parseMfaSerial', () => {
  it.each([
    ['arn:aws:iam::123456789012:mfa/alice', 'alice'],
    ['  arn:aws:iam::123456789012:mfa/alice\r\n', 'alice'],
    ['arn:aws-cn:iam::123456789012:mfa/alice', 'alice'],
    ['arn:aws-us-gov:iam::123456789012:mfa/alice', 'alice'],
    ['arn:aws-eusc:iam::123456789012:mfa/alice', 'alice'],
    ['arn:aws:iam::123456789012:mfa/team/alice@example.com', 'alice@example.com'],
    ['arn:aws:iam::123456789012:mfa/a+b=c,d.e', 'a+b=c,d.e'],
    ['GAHT12345678', 'GAHT12345678'],
    ['123456789', '123456789'],
    ['A'.repeat(256), 'A'.repeat(256)],
  ])('takes %j', (text, name) => {
    expect(parseMfaSerial(text)).toBe(text.trim());
    expect(mfaDeviceName(parseMfaSerial(text))).toBe(name);
  });

  it.each([
    '',
    '12345678',
    'A'.repeat(257),
    'GAHT 12345678',
    'GAHT12345678é',
    'GAHT１２３４５６７８',
    'GAHT12345678\u0000',
    'arn:aws:iam::123456789012:user/alice',
    'arn:aws:iam::123456789012:mfa/alicearn:aws:iam::123456789012:mfa/alice',
    'arn:aws:iam::123456789012:sms-mfa/alice',
    'arn:aws:iam::123456789012:mfa',
    'arn:aws:iam::123456789012:mfa/',
    'arn:aws:iam::123456789012:mfa/alice/',
    'arn:aws:iam:eu-west-1:123456789012:mfa/alice',
    'arn:aws:sts::123456789012:mfa/alice',
    'arn:aws:iam::aws:mfa/alice',
    'arn:aws:iam:::mfa/alice',
    'arn:aws:iam::1234-5678-9012:mfa/alice',
    'arn:aws:iam::123456789012:mfa/al ice',
    'ARN:aws:iam::123456789012:mfa/alice',
    'iam::123456789012:mfa/alice',
    'arn:aws:iam::123456789012:mfa/alice arn:aws:iam::123456789012:mfa/bob',
  ])('refuses %j', (text) => {
    expect(() => parseMfaSerial(text)).toThrow(new AppError('invalid-mfa-serial'));
  });

  it.each([
    'arn:aws:iam::123456789012:u2f/user/alice/key-ABCDEFGHIJKL',
    ' arn:aws-cn:iam::123456789012:u2f/root-account/key-ABC ',
  ])('says that %j is a FIDO device', (text) => {
    expect(() => parseMfaSerial(text)).toThrow(new AppError('fido-mfa-device'));
  });
});

describe('suggestMfaSerial', () => {
  it.each([
    ['aws', 'alice', 'arn:aws:iam::123456789012:mfa/alice'],
    ['aws-cn', 'alice@example.com', 'arn:aws-cn:iam::123456789012:mfa/alice@example.com'],
  ])('%s %s', (partition, userName, serial) => {
    expect(suggestMfaSerial({ partition, accountId: '123456789012', userName })).toBe(serial);
    expect(parseMfaSerial(serial)).toBe(serial);
  });
});
