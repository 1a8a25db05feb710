import { describe, expect, it } from 'vitest';
import { NodeSha256 } from './node-sha256.ts';

const hex = async (hash: NodeSha256) => Buffer.from(await hash.digest()).toString('hex');

describe('NodeSha256', () => {
  // FIPS 180-4's "abc" and RFC 4231's test case 2.
  it('hashes, in one piece or two, and again after a reset', async () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const hash = new NodeSha256();
    hash.update('a');
    hash.update(new Uint8Array([0, 0x62, 0x63]).subarray(1));
    expect(await hex(hash)).toBe(abc);
    hash.reset();
    hash.update(new Uint8Array([0x61, 0x62, 0x63]).buffer);
    expect(await hex(hash)).toBe(abc);
  });

  it('makes a keyed hash of a secret', async () => {
    const hash = new NodeSha256('Jefe');
    hash.update('what do ya want for nothing?');
    expect(await hex(hash)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
