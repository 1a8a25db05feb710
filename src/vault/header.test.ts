import { describe, expect, test } from 'vitest';
import { toBase64 } from './base64.ts';
import { createVaultId, createVaultKey } from './data-key.ts';
import { type KeySlot, newHeader, parseHeader, removeSlot, replaceSlot, type VaultHeader } from './header.ts';
import { codeOf } from './testing/examples.ts';

const { crypto } = globalThis;

const bytes = (length: number, fill = 7) => toBase64(new Uint8Array(length).fill(fill));
const kdf = { name: 'argon2id', memoryKiB: 65_536, iterations: 3, parallelism: 1, salt: bytes(16) } as const;
const passphrase = { id: bytes(16), kind: 'passphrase', kdf, nonce: bytes(12), wrappedKey: bytes(48) } as const;
const browser = {
  id: bytes(16, 8),
  kind: 'this-browser',
  keyId: 'key-1',
  nonce: bytes(12),
  wrappedKey: bytes(48),
} as const;
const passkey = { id: 'later', kind: 'passkey', credentialId: 'AAAA', prf: { salt: 'x', rounds: [1, 2] } };
const otherKdf = { ...passphrase, id: bytes(16, 9), kdf: { name: 'balloon', turns: 9 } };

const plain = { format: 1, vaultId: bytes(16), keyCheck: bytes(32), revision: 1, slots: [passphrase] };
const textOf = (part: object) => JSON.stringify({ ...plain, ...part });
const withSlot = (slot: unknown) => textOf({ slots: [slot] });

test.each<[string, string, string]>([
  ['as written', 'fine', textOf({})],
  ['a field of a later version', 'fine', textOf({ hint: { text: 'the usual' } })],
  ['a slot of a later version', 'fine', textOf({ slots: [passkey, passphrase] })],
  ['a derivation of a later version', 'fine', textOf({ slots: [otherKdf, passphrase] })],
  ['a later format', 'vault-newer', textOf({ format: 2 })],
  ['a later format of another shape', 'vault-newer', '{"format":2}'],
  ['format 0', 'vault-damaged', textOf({ format: 0 })],
  ['a format in quotes', 'vault-damaged', textOf({ format: '1' })],
  ['a vault id of 15 bytes', 'vault-damaged', textOf({ vaultId: bytes(15) })],
  ['a vault id in a list', 'vault-damaged', textOf({ vaultId: [bytes(16)] })],
  ['a key check of 16 bytes', 'vault-damaged', textOf({ keyCheck: bytes(16) })],
  ['no key check', 'vault-damaged', textOf({ keyCheck: undefined })],
  ['revision 0', 'vault-damaged', textOf({ revision: 0 })],
  ['half a revision', 'vault-damaged', textOf({ revision: 1.5 })],
  ['slots by name', 'vault-damaged', textOf({ slots: {} })],
  ['a slot that is none', 'vault-damaged', textOf({ slots: ['passphrase'] })],
  ['a slot without a kind', 'vault-damaged', withSlot({ ...passphrase, kind: undefined })],
  ['a slot with an id of one byte', 'vault-damaged', withSlot({ ...passphrase, id: bytes(1) })],
  ['a nonce of 16 bytes', 'vault-damaged', withSlot({ ...passphrase, nonce: bytes(16) })],
  ['a wrapped key without its tag', 'vault-damaged', withSlot({ ...passphrase, wrappedKey: bytes(32) })],
  ['no derivation', 'vault-damaged', withSlot({ ...passphrase, kdf: undefined })],
  ['a derivation without a name', 'vault-damaged', withSlot({ ...passphrase, kdf: { ...kdf, name: undefined } })],
  ['a salt of 8 bytes', 'vault-damaged', withSlot({ ...passphrase, kdf: { ...kdf, salt: bytes(8) } })],
  ['a salt of 65 bytes', 'vault-damaged', withSlot({ ...passphrase, kdf: { ...kdf, salt: bytes(65) } })],
  ['memory in quotes', 'vault-damaged', withSlot({ ...passphrase, kdf: { ...kdf, memoryKiB: '65536' } })],
  ['no passes', 'vault-damaged', withSlot({ ...passphrase, kdf: { ...kdf, iterations: 0 } })],
  ['this browser without its key', 'vault-damaged', withSlot({ ...browser, keyId: undefined })],
  ['a key given twice', 'vault-damaged', textOf({}).replace('"revision":1', '"revision":2,"revision":1')],
  ['a blank more', 'vault-damaged', textOf({}).replace('"revision":', '"revision": ')],
  ['a blank at the end', 'vault-damaged', `${textOf({})} `],
  ['another spelling of a number', 'vault-damaged', textOf({}).replace('"revision":1', '"revision":1.0')],
  ['another spelling of a letter', 'vault-damaged', textOf({}).replace('passphrase', 'p\\u0061ssphrase')],
  ['__proto__', 'vault-damaged', textOf({}).replace('"revision"', '"__proto__":{},"revision"')],
  ['too long', 'vault-damaged', textOf({ hint: 'x'.repeat(70_000) })],
  ['no JSON', 'vault-damaged', textOf({}).slice(1)],
  ['null', 'vault-damaged', 'null'],
])('%s: %s', async (_, code, text) => {
  expect(await codeOf(() => parseHeader(text))).toBe(code);
});

test('hands out the slots it knows and keeps the text', () => {
  const text = textOf({ slots: [passkey, passphrase, otherKdf, browser] });
  const header = parseHeader(text);
  expect(header.slots).toEqual([passphrase, browser]);
  expect(header.text).toBe(text);
});

test('a new header names its data key without giving it away', async () => {
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  const header = await newHeader({ crypto, dataKey, vaultId, slots: [passphrase] });
  expect(header).toMatchObject({ format: 1, vaultId, revision: 1, slots: [passphrase] });
  expect(header.text).not.toContain(toBase64(dataKey));
  const again = await newHeader({ crypto, dataKey, vaultId, slots: [browser] });
  expect(again.keyCheck).toBe(header.keyCheck);
  const others = [
    await newHeader({ crypto, dataKey: createVaultKey(crypto), vaultId, slots: [passphrase] }),
    await newHeader({ crypto, dataKey, vaultId: createVaultId(crypto), slots: [passphrase] }),
  ];
  for (const other of others) expect(other.keyCheck).not.toBe(header.keyCheck);
});

test('refuses a header nothing opens, and a data key of the wrong length', async () => {
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  expect(await codeOf(() => newHeader({ crypto, dataKey, vaultId, slots: [] }))).toBe('bad-request');
  for (const length of [0, 16, 31, 33]) {
    const short = new Uint8Array(length);
    expect(await codeOf(() => newHeader({ crypto, dataKey: short, vaultId, slots: [passphrase] }))).toBe('internal');
  }
});

const slotsOf = (header: VaultHeader): unknown[] => JSON.parse(header.text).slots;
const newer: KeySlot = { ...passphrase, id: bytes(16, 1) };
const noted = { ...passphrase, note: 'of a later version' };

describe('replaceSlot', () => {
  test.each<[string, unknown[], KeySlot, unknown[]]>([
    ['a passphrase for a passphrase', [passphrase], newer, [newer]],
    ['in its place', [passkey, passphrase, browser], newer, [passkey, newer, browser]],
    ['beside what is there', [passkey, passphrase], browser, [passkey, passphrase, browser]],
    ['every former passphrase', [passphrase, passkey, noted, otherKdf], newer, [newer, passkey]],
  ])('%s', (_, before, slot, after) => {
    const header = parseHeader(textOf({ slots: before, hint: 'kept' }));
    const changed = replaceSlot(header, slot);
    expect(slotsOf(changed)).toEqual(after);
    expect(JSON.parse(changed.text)).toMatchObject({ vaultId: plain.vaultId, keyCheck: plain.keyCheck, hint: 'kept' });
    expect(changed.revision).toBe(2);
    expect(slotsOf(header)).toEqual(before);
  });

  test('keeps the text of a slot it does not know to the letter', () => {
    const header = replaceSlot(parseHeader(textOf({ slots: [passkey, passphrase] })), newer);
    expect(header.text).toContain(JSON.stringify(passkey));
  });
});

describe('removeSlot', () => {
  test('takes out one kind', () => {
    const header = removeSlot(parseHeader(textOf({ slots: [passkey, browser, passphrase] })), 'this-browser');
    expect(slotsOf(header)).toEqual([passkey, passphrase]);
    expect(header.revision).toBe(2);
  });

  test('never the last that opens', async () => {
    const header = parseHeader(textOf({ slots: [passkey, passphrase] }));
    expect(await codeOf(() => removeSlot(header, 'passphrase'))).toBe('bad-request');
  });
});
