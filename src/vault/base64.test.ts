import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, sizedBase64, toBase64 } from './base64.ts';

test('any bytes come back, and agree with Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('more bytes than one call takes as arguments', () => {
  const bytes = new Uint8Array(300_000).map((_, at) => at * 7);
  expect(Buffer.from(fromBase64(toBase64(bytes)) ?? []).equals(bytes)).toBe(true);
});

test.each([
  ['no padding', 'QQ'],
  ['stray bits in the last character', 'QR=='],
  ['white space, which atob forgives', 'QQ ==\n'],
  ['the alphabet for addresses', '-_8='],
  ['not base64', 'Q*=='],
  ['one character', 'Q'],
])('refuses %s', (_, text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test.each([
  [15, false],
  [16, true],
  [64, true],
  [65, false],
])('%i bytes are 16 to 64: %s', (length, fits) => {
  expect(sizedBase64(toBase64(new Uint8Array(length)), 16, 64) !== undefined).toBe(fits);
});

test('what is no text is no base64', () => {
  for (const value of [undefined, null, 7, ['QQ=='], { length: 4 }]) expect(sizedBase64(value, 0, 9)).toBeUndefined();
});
