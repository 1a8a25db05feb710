import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAccountId, isRootArn, parseArn, userNameOf } from './arn.ts';

describe('parseArn', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/alice', ['aws', 'iam', '', '123456789012', 'user/alice']],
    ['arn:aws-cn:iam::123456789012:mfa/alice', ['aws-cn', 'iam', '', '123456789012', 'mfa/alice']],
    [
      'arn:aws-us-gov:sts::123456789012:assumed-role/Admin/s',
      ['aws-us-gov', 'sts', '', '123456789012', 'assumed-role/Admin/s'],
    ],
    ['arn:aws-iso-b:iam::123456789012:root', ['aws-iso-b', 'iam', '', '123456789012', 'root']],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', ['aws', 'iam', '', 'aws', 'policy/ReadOnlyAccess']],
    ['arn:aws:s3:::bucket', ['aws', 's3', '', '', 'bucket']],
    [
      'arn:aws:lambda:eu-west-1:123456789012:function:f:1',
      ['aws', 'lambda', 'eu-west-1', '123456789012', 'function:f:1'],
    ],
  ] as const)('%s', (text, [partition, service, region, accountId, resource]) => {
    expect(parseArn(text)).toEqual({ partition, service, region, accountId, resource });
  });

  it.each([
    '',
    'arn',
    'arn:aws:iam::123456789012:',
    'arn:aws:iam::123456789012',
    'arn:aws:iam:123456789012:user/alice',
    'ARN:aws:iam::123456789012:user/alice',
    ' arn:aws:iam::123456789012:user/alice',
    'arn:aws:iam::123456789012:user/alice\n',
    'arn:aws:iam::123456789012:user/al ice',
    'arn:aws:iam::1234-5678-9012:user/alice',
    'arn:aws:iam::12345678901:user/alice',
    'arn:aws:iam::1234567890123:user/alice',
    'arn:aws:iam::１２３４５６７８９０１２:user/alice',
    'arn:AWS:iam::123456789012:user/alice',
    'arn:aws-:iam::123456789012:user/alice',
    'arn:minio:iam:::user/alice',
    'arn:aws::eu-west-1:123456789012:x',
    'arn:aws:iam::123456789012:user/al\u202eice',
    `arn:aws:iam::123456789012:user/${'a'.repeat(2048)}`,
  ])('refuses %j', (text) => {
    expect(parseArn(text)).toBeUndefined();
    expect(userNameOf(text)).toBeUndefined();
    expect(isRootArn(text)).toBe(false);
  });

  it('gives back what it was made of', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'),
        fc.stringMatching(/^[a-z0-9-]{1,20}$/),
        fc.stringMatching(/^[a-z0-9-]{0,20}$/),
        fc.stringMatching(/^(\d{12})?$/),
        printable,
        (partition, service, region, accountId, resource) => {
          const text = `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
          expect(parseArn(text)).toEqual({ partition, service, region, accountId, resource });
        },
      ),
    );
  });
});

describe('isRootArn', () => {
  it.each([
    ['arn:aws:iam::123456789012:root', true],
    ['arn:aws-cn:iam::123456789012:root', true],
    ['arn:aws:iam::123456789012:user/root', false],
    ['arn:aws:iam::123456789012:root/alice', false],
    ['arn:aws:sts::123456789012:root', false],
  ])('%s: %s', (arn, root) => {
    expect(isRootArn(arn)).toBe(root);
  });
});

describe('userNameOf', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/alice', 'alice'],
    ['arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/alice', 'alice'],
    ['arn:aws:iam::123456789012:user/alice@example.com', 'alice@example.com'],
    ['arn:aws:sts::123456789012:assumed-role/Admin/alice', 'alice'],
    ['arn:aws:sts::123456789012:federated-user/alice', 'alice'],
    ['arn:aws:iam::123456789012:root', 'root'],
    ['arn:aws:iam::123456789012:user/', undefined],
    ['arn:aws:iam::123456789012:user', undefined],
    ['arn:aws:iam::123456789012:role/Admin', undefined],
    ['arn:aws:iam::123456789012:mfa/alice', undefined],
    ['arn:aws:s3:::user/alice', undefined],
  ])('%s: %s', (arn, name) => {
    expect(userNameOf(arn)).toBe(name);
  });
});

describe('formatAccountId', () => {
  it.each([
    ['123456789012', '1234-5678-9012'],
    ['000000000000', '0000-0000-0000'],
    ['', ''],
    ['12345678901', '12345678901'],
    ['1234567890123', '1234567890123'],
    ['RGW33567154695143645', 'RGW33567154695143645'],
  ])('%s: %s', (accountId, text) => {
    expect(formatAccountId(accountId)).toBe(text);
  });
});
