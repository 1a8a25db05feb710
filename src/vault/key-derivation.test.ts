import { expect, test } from 'vitest';
import { argon2id } from './argon2.ts';
import { type Argon2id, calibrate, checkCost } from './key-derivation.ts';
import { codeOf } from './testing/examples.ts';

const floor = { memoryKiB: 19_456, iterations: 2, parallelism: 1 };

test.each([
  ['the floor', {}, 'fine'],
  ['the ceiling', { memoryKiB: 1_048_576, iterations: 16, parallelism: 16 }, 'fine'],
  ['a KiB below', { memoryKiB: 19_455 }, 'weak-key-derivation'],
  ['one pass', { iterations: 1 }, 'weak-key-derivation'],
  ['a KiB above', { memoryKiB: 1_048_577 }, 'vault-damaged'],
  ['17 passes', { iterations: 17 }, 'vault-damaged'],
  ['17 lanes', { parallelism: 17 }, 'vault-damaged'],
  ['too much and too little', { memoryKiB: 2_000_000, iterations: 1 }, 'vault-damaged'],
  ['no lane', { parallelism: 0 }, 'vault-damaged'],
  ['less than nothing', { memoryKiB: -65_536 }, 'vault-damaged'],
  ['half a pass', { iterations: 2.5 }, 'vault-damaged'],
  ['not a number', { memoryKiB: Number.NaN }, 'vault-damaged'],
  ['endless', { memoryKiB: Number.POSITIVE_INFINITY }, 'vault-damaged'],
])('%s: %s', async (_, part, code) => {
  expect(await codeOf(() => checkCost({ ...floor, ...part }))).toBe(code);
});

test.each([
  ['a fast computer', 100, 128],
  ['as fast as 128 MiB needs', 312, 128],
  ['in between', 400, 100],
  ['as fast as 64 MiB needs', 625, 64],
  ['a slow computer waits, and gets no less', 3000, 64],
  ['a clock that stood still', 0, 128],
  ['a clock that was set back', -5000, 128],
])('%s: 64 MiB in %i ms gives %i MiB', async (_, tookMs, mib) => {
  let now = 1000;
  const asked: number[] = [];
  const slow: Argon2id = async ({ memoryKiB, iterations }) => {
    // The first run compiles and must not count.
    now += asked.length === 0 ? 100_000 : (tookMs * memoryKiB * iterations) / (65_536 * 3);
    asked.push(memoryKiB);
    return new Uint8Array(32);
  };
  const cost = await calibrate({ argon2id: slow, nowMs: () => now });
  expect(cost).toEqual({ memoryKiB: mib * 1024, iterations: 3, parallelism: 1 });
  expect(asked).toEqual([19_456, 65_536]);
  checkCost(cost);
});

test('calibrates with the real derivation', async () => {
  const { memoryKiB } = await calibrate({ argon2id, nowMs: () => performance.now() });
  expect(memoryKiB).toBeGreaterThanOrEqual(65_536);
  expect(memoryKiB).toBeLessThanOrEqual(131_072);
});

// Made with OpenSSL's Argon2id through Python: cryptography.hazmat.primitives.kdf.argon2.Argon2id(salt=b'somesaltsomesalt',
// length=32, iterations=2, lanes=1, memory_cost=19456).derive(b'password')
test('agrees with the Argon2id of OpenSSL', async () => {
  const given = { password: new TextEncoder().encode('password'), salt: new TextEncoder().encode('somesaltsomesalt') };
  const derived = await argon2id({ ...given, ...floor, hashLength: 32 });
  expect(Buffer.from(derived).toString('hex')).toBe('2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1');
});
