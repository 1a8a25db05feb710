import { expect, test } from 'vitest';
import { checkPassphrase, passphraseBytes } from './passphrase.ts';
import { codeOf } from './testing/examples.ts';

test.each([
  ['', 'passphrase-too-short'],
  ['nine char', 'passphrase-too-short'],
  ['ten chars!', 'fine'],
  // A family is one picture, but four people joined: 7 code points.
  ['👨‍👩‍👧‍👦', 'passphrase-too-short'],
  // 18 UTF-16 units, 9 characters.
  ['😀😀😀😀😀😀😀😀😀', 'passphrase-too-short'],
  ['😀😀😀😀😀😀😀😀😀😀', 'fine'],
  // 10 code points that normalise to 5.
  ['e\u0301e\u0301e\u0301e\u0301e\u0301', 'passphrase-too-short'],
  ['correct horse battery staple', 'fine'],
])('%j: %s', async (passphrase, code) => {
  expect(await codeOf(() => checkPassphrase(passphrase))).toBe(code);
});

test('names the minimum', () => {
  expect(() => checkPassphrase('short')).toThrow(expect.objectContaining({ params: { minimum: 10 } }));
});

test.each([
  ['composed and decomposed', 'pässwörter', 'pa\u0308sswo\u0308rter', true],
  ['full width', 'passphrase', 'ｐａｓｓｐｈｒａｓｅ', true],
  ['capitals', 'passphrase', 'Passphrase', false],
  ['a blank at the end', 'passphrase', 'passphrase ', false],
])('%s', (_, one, other, same) => {
  expect(Buffer.from(passphraseBytes(one)).equals(passphraseBytes(other))).toBe(same);
});
