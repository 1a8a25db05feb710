import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from './checksum.ts';

const hex = async (hash: Sha256) => Buffer.from(await hash.digest()).toString('hex');

describe('Sha256', () => {
  it.each<[string, string]>([
    // FIPS 180-4's examples.
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of "%s"', async (text, digest) => {
    const hash = new Sha256();
    hash.update(text);
    expect(await hex(hash)).toBe(digest);
  });

  it('with a secret is HMAC (RFC 4231, test case 2)', async () => {
    const hash = new Sha256('Jefe');
    hash.update('what do ya want for nothing?');
    expect(await hex(hash)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('is Node’s, of any pieces, given in any form', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array(),
      // A view into the middle of something larger.
      fc.uint8Array({ minLength: 4 }).map((bytes) => bytes.subarray(1, -1)),
      fc.uint8Array().map((bytes) => bytes.slice().buffer),
      fc.uint8Array({ minLength: 8 }).map((bytes) => new DataView(bytes.buffer, bytes.byteOffset + 2, 3)),
    );
    const bytesOf = (given: string | ArrayBuffer | ArrayBufferView) =>
      typeof given === 'string'
        ? Buffer.from(given)
        : ArrayBuffer.isView(given)
          ? Buffer.from(given.buffer, given.byteOffset, given.byteLength)
          : Buffer.from(given);
    const secret = fc.option(fc.oneof(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1 })), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), secret, async (pieces, key) => {
        const hash = new Sha256(key);
        const expected = key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(key));
        for (const given of pieces) {
          hash.update(given);
          expected.update(bytesOf(given));
        }
        expect(await hex(hash)).toBe(expected.digest('hex'));
      }),
      { numRuns: 500 },
    );
  });

  it('begins anew after a reset, with the same secret', async () => {
    const hash = new Sha256('Jefe');
    hash.update('something else');
    hash.reset();
    hash.update('what do ya want for nothing?');
    expect(await hex(hash)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
