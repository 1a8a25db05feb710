import { expect, test } from 'vitest';
import { bodyKeyOf, createVaultId, createVaultKey, keyCheckOf, openSealed, type VaultCrypto } from './data-key.ts';
import { codeOf } from './testing/examples.ts';

const { crypto } = globalThis;

test('keys and ids are as long as they should be, and no two are the same', () => {
  const keys = Array.from({ length: 100 }, () => createVaultKey(crypto));
  const ids = Array.from({ length: 100 }, () => createVaultId(crypto));
  for (const key of keys) expect(key).toHaveLength(32);
  for (const id of ids) expect(atob(id)).toHaveLength(16);
  expect(new Set(keys.map(String)).size).toBe(100);
  expect(new Set(ids).size).toBe(100);
});

// Made with Python: cryptography.hazmat.primitives.kdf.hkdf.HKDF(SHA256(), 32, salt=b'AAECAwQFBgcICQoLDA0ODw==',
// info=b'stint vault 1 key check').derive(bytes(range(32)))
test('the key check agrees with another implementation of HKDF', async () => {
  const dataKey = new Uint8Array(32).map((_, at) => at);
  expect(await keyCheckOf(crypto, dataKey, 'AAECAwQFBgcICQoLDA0ODw==')).toBe(
    'l2w2xf2VP4eC7wF/u8/7fc93ZGOraTt0dJnJeQ7rMTs=',
  );
});

test('the body key is not the data key, cannot be read, and differs from vault to vault', async () => {
  const dataKey = createVaultKey(crypto);
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  const keys = [
    await bodyKeyOf(crypto, dataKey, 'one'),
    await bodyKeyOf(crypto, dataKey, 'two'),
    await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['encrypt']),
  ];
  const sealed = await Promise.all(keys.map((key) => crypto.subtle.encrypt(algorithm, key, new Uint8Array(16))));
  expect(new Set(sealed.map((body) => Buffer.from(body).toString('hex'))).size).toBe(3);
  await expect(crypto.subtle.exportKey('raw', keys[0] as CryptoKey)).rejects.toThrow();
});

test.each([0, 31, 33])('a data key of %i bytes is none', async (length) => {
  expect(await codeOf(() => keyCheckOf(crypto, new Uint8Array(length), 'one'))).toBe('internal');
  expect(await codeOf(() => bodyKeyOf(crypto, new Uint8Array(length), 'one'))).toBe('internal');
});

test('only a tag that does not fit is damage; a failure of WebCrypto is not', async () => {
  const key = await bodyKeyOf(crypto, createVaultKey(crypto), 'one');
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  expect(await openSealed(crypto, algorithm, key, new Uint8Array(64))).toBeUndefined();
  const broken: VaultCrypto = {
    getRandomValues: (array) => crypto.getRandomValues(array),
    subtle: new Proxy(crypto.subtle, { get: () => () => Promise.reject(new RangeError('out of memory')) }),
  };
  await expect(openSealed(broken, algorithm, key, new Uint8Array(64))).rejects.toThrow('out of memory');
  // Shorter than a tag: not even asked, since browsers may differ in what they say to it.
  expect(await openSealed(broken, algorithm, key, new Uint8Array(15))).toBeUndefined();
});
