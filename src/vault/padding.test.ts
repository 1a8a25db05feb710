import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedLength } from './padding.ts';

test.each([
  [0, 4096],
  [1, 4096],
  [4096, 4096],
  [4097, 8192],
  [65_536, 65_536],
  [65_537, 69_632],
  [131_072, 131_072],
  [131_073, 135_168],
  [262_145, 270_336],
  [1_000_000, 1_015_808],
  [2_000_000, 2_031_616],
])('%i bytes become %i', (length, padded) => {
  expect(paddedLength(length)).toBe(padded);
});

test('never shorter, at most 12 % longer above 64 KiB, never shorter for more, and stable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.nat(100_000), (length, more) => {
      const padded = paddedLength(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded % 4096).toBe(0);
      if (length > 65_536) expect(padded).toBeLessThanOrEqual(length * 1.12);
      expect(paddedLength(length + more)).toBeGreaterThanOrEqual(padded);
      expect(paddedLength(padded)).toBe(padded);
    }),
  );
});
