import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAccessKeyId, parseAccessKeyId, parseSecretAccessKey } from './access-key.ts';
import { AppError } from './errors.ts';

// AWS's own documentation examples: no real account has them.
const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('parseAccessKeyId', () => {
  it.each([
    [ID, false],
    [` ${ID}\r\n`, false],
    [`AKIA${'A'.repeat(124)}`, false],
    ['0123456789ABCDEFGHIJ', false],
    [ID, true],
    ['test', true],
    ['minio_admin', true],
    ['AIDA', true],
    ['ASIAN_team', true],
  ])('takes %j (custom %s)', (text, custom) => {
    expect(parseAccessKeyId(text, { custom })).toBe(text.trim());
  });

  it.each([
    ['', false],
    ['AKIA', false],
    ['test', false],
    [`AKIA${'A'.repeat(125)}`, false],
    ['AKIA IOSFODNN7EXAMPLE', false],
    ['AKIAIOSFODNN7EXAMPL-', false],
    ['AKIAIOSFODNN7EXAMPLÉ', false],
    ['ＡＫＩＡIOSFODNN7EXAMPLE', false],
    [`${ID}\n${ID}`, false],
    ['AIDAIOSFODNN7EXAMPLE', false],
    ['AROAIOSFODNN7EXAMPLE', false],
    [SECRET, false],
    ['', true],
    ['ab', true],
    ['a b c', true],
    ["x';id;'", true],
    ['A'.repeat(129), true],
  ])('refuses %j (custom %s)', (text, custom) => {
    expect(() => parseAccessKeyId(text, { custom })).toThrow(new AppError('invalid-access-key-id'));
  });

  it.each([false, true])('says that ASIA… is temporary (custom %s)', (custom) => {
    expect(() => parseAccessKeyId(' ASIAIOSFODNN7EXAMPLE ', { custom })).toThrow(new AppError('temporary-access-key'));
  });
});

describe('parseSecretAccessKey', () => {
  it.each([
    [SECRET, false],
    [`\t${SECRET}\n`, false],
    ['test', true],
    ['p@$$"w0rd`!', true],
    ['x'.repeat(128), true],
  ])('takes %j (custom %s)', (text, custom) => {
    expect(parseSecretAccessKey(text, { custom })).toBe(text.trim());
  });

  it.each([
    ['', false],
    ['   ', false],
    [SECRET.slice(1), false],
    [`${SECRET}x`, false],
    [SECRET.replace('/', ' '), false],
    [SECRET.replace('/', '_'), false],
    [SECRET.replace('/', '\u2215'), false],
    ['', true],
    ['pass word', true],
    ['pass\nword', true],
    ['pässword', true],
    ['x'.repeat(129), true],
  ])('refuses %j (custom %s)', (text, custom) => {
    expect(() => parseSecretAccessKey(text, { custom })).toThrow(new AppError('invalid-secret-access-key'));
  });
});

describe('maskAccessKeyId', () => {
  it.each([
    ['ASIAIOSFODNN7EX7QXK', 'ASIA····7QXK'],
    ['ASIA····7QXK', 'ASIA····7QXK'],
    ['test', '········'],
    ['12345678901', '········'],
    ['', '········'],
  ])('%j → %s', (id, masked) => {
    expect(maskAccessKeyId(id)).toBe(masked);
  });

  it('shows at most eight characters, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\w{0,128}$/), (id) => {
        const masked = maskAccessKeyId(id);
        expect(masked.replaceAll('·', '').length).toBeLessThanOrEqual(8);
        expect(maskAccessKeyId(masked)).toBe(masked);
      }),
    );
  });
});
