import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { digitsOf, parseTokenCode, TOKEN_STEP_MS, tokenStep } from './token-code.ts';

describe('parseTokenCode', () => {
  it.each([
    '492718',
    ' 492718\n',
    '492 718',
    '492-718',
    '492\u00a0718',
    '492\u2009718',
    '492\u202f718',
    '492\u3000718',
    '492\t718',
    '\ufeff492718',
  ])('takes %j', (text) => {
    expect(parseTokenCode(text)).toBe('492718');
  });

  it('keeps leading zeros', () => {
    expect(parseTokenCode('000 007')).toBe('000007');
  });

  it.each([
    '',
    '49271',
    '4927180',
    '49 27 18',
    '4927 18',
    '492--718',
    '492  718',
    '492 - 718',
    '-492718',
    '+492718',
    '492.718',
    '492,718',
    '49271a',
    '4.9e10',
    '0x1234',
    '４９２７１８',
    '٤٩٢٧١٨',
    '४९२७१८',
    '49271８',
    '492\u200b718',
    '492718 492719',
    '492718; DROP',
  ])('refuses %j', (text) => {
    expect(() => parseTokenCode(text)).toThrow(new AppError('invalid-token-code'));
  });
});

describe('digitsOf', () => {
  it.each([
    ['', ''],
    ['4', '4'],
    ['492 7', '4927'],
    ['492-718', '492718'],
    ['4927189', '492718'],
    ['Your code is 492718.', '492718'],
    ['４９２７１８', ''],
    ['٤٩٢', ''],
    ['abc', ''],
  ])('%j → %j', (text, digits) => {
    expect(digitsOf(text)).toBe(digits);
  });

  it('gives a code exactly when it has six digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -.x４٤\u00a0\n') }), (text) => {
        const digits = digitsOf(text);
        expect(digits).toMatch(/^[0-9]{0,6}$/);
        if (digits.length === 6) expect(parseTokenCode(digits)).toBe(digits);
        else expect(() => parseTokenCode(digits)).toThrow(AppError);
      }),
    );
  });
});

describe('tokenStep', () => {
  // The times of RFC 6238, appendix B, and its values of T.
  it.each([
    [59, 0x1],
    [1111111109, 0x23523ec],
    [1111111111, 0x23523ed],
    [1234567890, 0x273ef07],
    [2000000000, 0x3f940aa],
    [20000000000, 0x27bc86aa],
  ])('at %d s', (seconds, index) => {
    expect(tokenStep(seconds * 1000).index).toBe(index);
  });

  it.each([
    [0, 0, 30_000, 30_000],
    [1, 0, 30_000, 29_999],
    [29_999, 0, 30_000, 1],
    [30_000, 1, 60_000, 30_000],
  ])('at %d ms', (nowMs, index, endsAtMs, remainingMs) => {
    expect(tokenStep(nowMs)).toEqual({ index, endsAtMs, remainingMs });
  });

  it('always has time left, and ends where the next begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_640_000_000_000_000 }), (nowMs) => {
        const step = tokenStep(nowMs);
        expect(step.remainingMs).toBeGreaterThan(0);
        expect(step.remainingMs).toBeLessThanOrEqual(TOKEN_STEP_MS);
        expect(nowMs + step.remainingMs).toBe(step.endsAtMs);
        expect(tokenStep(step.endsAtMs).index).toBe(step.index + 1);
      }),
    );
  });
});
