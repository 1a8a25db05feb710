import { describe, expect, it } from 'vitest';
import type { ProvedGeneration } from './generation.ts';
import { Proofs } from './proofs.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);
const RAW = { body: 'sealed' };
const PROVED = { sealed: RAW } as unknown as ProvedGeneration;

function knowing(): Proofs {
  const proofs = new Proofs();
  proofs.add(RAW, KEY, PROVED);
  return proofs;
}

describe('Proofs', () => {
  it('knows the record it was told of, under its key', () => {
    expect(knowing().of(RAW, KEY.slice())).toBe(PROVED);
  });

  it.each<[string, unknown, Uint8Array<ArrayBuffer>]>([
    ['the same words in another object', { ...RAW }, KEY],
    ['another key', RAW, OTHER_KEY],
    ['a shorter key', RAW, KEY.slice(0, 31)],
    ['a longer key', RAW, new Uint8Array([...KEY, 7])],
    ['no key', RAW, new Uint8Array()],
    ['a text', 'sealed', KEY],
    ['nothing', undefined, KEY],
    ['null', null, KEY],
  ])('knows nothing of %s', (_, raw, key) => {
    expect(knowing().of(raw, key)).toBeUndefined();
  });

  it('knows one key at a time', () => {
    const proofs = knowing();
    proofs.add(RAW, OTHER_KEY, PROVED);
    expect([proofs.of(RAW, KEY), proofs.of(RAW, OTHER_KEY)]).toEqual([undefined, PROVED]);
  });

  it('knows nothing once it has forgotten', () => {
    const proofs = knowing();
    proofs.forget();
    expect(proofs.of(RAW, KEY)).toBeUndefined();
  });

  it('keeps the key it was given, whatever becomes of that array, and does not wipe it', () => {
    const given = KEY.slice();
    const proofs = new Proofs();
    proofs.add(RAW, given, PROVED);
    given.fill(0);
    expect(proofs.of(RAW, KEY)).toBe(PROVED);
    proofs.add({}, OTHER_KEY, PROVED);
    expect(OTHER_KEY).toEqual(new Uint8Array(32).fill(8));
  });

  it('takes no note of what is no record', () => {
    const proofs = new Proofs();
    proofs.add('sealed', KEY, PROVED);
    expect(proofs.of('sealed', KEY)).toBeUndefined();
  });
});
