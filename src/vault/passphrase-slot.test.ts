import { expect, test, vi } from 'vitest';
import { createVaultId, createVaultKey } from './data-key.ts';
import { newHeader, type PassphraseSlot, parseHeader, replaceSlot, type VaultHeader } from './header.ts';
import { type Argon2id, COST_FLOOR } from './key-derivation.ts';
import { makePassphraseSlot, openPassphraseSlot } from './passphrase-slot.ts';
import { codeOf, exampleHeader, examplePassphraseSlot, openWith, rememberingArgon2id } from './testing/examples.ts';

const { crypto } = globalThis;
const PASSPHRASE = 'correct horse battery staple';

function slotOf(header: VaultHeader): PassphraseSlot {
  const slot = header.slots.find((item): item is PassphraseSlot => item.kind === 'passphrase');
  if (!slot) throw new Error('no passphrase slot');
  return slot;
}

test('opens with its passphrase, however it was typed', async () => {
  const { header, dataKey } = await exampleHeader('pässwörter für alle');
  expect(await openWith('pässwörter für alle')(header)).toEqual(dataKey);
  expect(await openWith('pa\u0308sswo\u0308rter fu\u0308r alle')(header)).toEqual(dataKey);
});

test('any other passphrase gets the same answer, after the whole derivation', async () => {
  const { header } = await exampleHeader(PASSPHRASE);
  const argon2id = vi.fn(rememberingArgon2id);
  const wrong = ['x', `${PASSPHRASE} `, PASSPHRASE.toUpperCase(), 'x'.repeat(5000)];
  const answers: unknown[] = [];
  for (const passphrase of wrong) {
    const opening = openPassphraseSlot({ crypto, argon2id, header, slot: slotOf(header), passphrase });
    answers.push(await opening.catch((error: unknown) => ({ ...(error as object), text: String(error) })));
  }
  expect(answers[0]).toMatchObject({ code: 'wrong-passphrase' });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(argon2id).toHaveBeenCalledTimes(wrong.length);
  for (const [input] of argon2id.mock.calls) expect(input).toMatchObject({ ...COST_FLOOR, hashLength: 32 });
});

test('an empty passphrase is a wrong one', async () => {
  const { header } = await exampleHeader(PASSPHRASE);
  expect(await codeOf(() => openWith('')(header))).toBe('wrong-passphrase');
});

test('two slots for one passphrase share nothing', async () => {
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  const one = await examplePassphraseSlot(PASSPHRASE, vaultId, dataKey);
  const other = await examplePassphraseSlot(PASSPHRASE, vaultId, dataKey);
  for (const field of ['id', 'nonce', 'wrappedKey'] as const) expect(one[field]).not.toBe(other[field]);
  expect(one.kdf.salt).not.toBe(other.kdf.salt);
});

test.each([
  ['a short passphrase', 'too short', COST_FLOOR, 'passphrase-too-short'],
  ['a cost below the floor', PASSPHRASE, { ...COST_FLOOR, memoryKiB: 1024 }, 'weak-key-derivation'],
  ['a cost above the ceiling', PASSPHRASE, { ...COST_FLOOR, iterations: 100 }, 'vault-damaged'],
])('makes no slot with %s', async (_, passphrase, cost, code) => {
  const argon2id = vi.fn(rememberingArgon2id);
  const given = { crypto, argon2id, passphrase, vaultId: createVaultId(crypto), dataKey: createVaultKey(crypto), cost };
  expect(await codeOf(() => makePassphraseSlot(given))).toBe(code);
  expect(argon2id).not.toHaveBeenCalled();
});

test.each<[string, Partial<PassphraseSlot['kdf']>, string]>([
  ['memory lowered', { memoryKiB: 8 }, 'weak-key-derivation'],
  ['memory just below the floor', { memoryKiB: 19_455 }, 'weak-key-derivation'],
  ['one pass', { iterations: 1 }, 'weak-key-derivation'],
  ['memory that no computer has', { memoryKiB: 2 ** 31 }, 'vault-damaged'],
  ['passes for a year', { iterations: 1_000_000 }, 'vault-damaged'],
  ['lanes without end', { parallelism: 4096 }, 'vault-damaged'],
])('%s in the stored slot: refused before deriving', async (_, kdf, code) => {
  const { header } = await exampleHeader(PASSPHRASE);
  const slot = slotOf(header);
  const changed = replaceSlot(header, { ...slot, kdf: { ...slot.kdf, ...kdf } });
  const argon2id = vi.fn(rememberingArgon2id);
  const opening = () =>
    openPassphraseSlot({ crypto, argon2id, header: changed, slot: slotOf(changed), passphrase: PASSPHRASE });
  expect(await codeOf(opening)).toBe(code);
  expect(argon2id).not.toHaveBeenCalled();
});

test('every parameter is bound to the slot, not only through the derivation', async () => {
  // Always the same key, whatever is asked for: only the binding is left to notice.
  const argon2id: Argon2id = async () => new Uint8Array(32).fill(1);
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  const cost = { memoryKiB: 65_536, iterations: 3, parallelism: 1 };
  const slot = await makePassphraseSlot({ crypto, argon2id, passphrase: PASSPHRASE, vaultId, dataKey, cost });
  const header = await newHeader({ crypto, dataKey, vaultId, slots: [slot] });
  const open = (changed: PassphraseSlot, around = header) =>
    codeOf(() => openPassphraseSlot({ crypto, argon2id, header: around, slot: changed, passphrase: PASSPHRASE }));
  expect(await open(slot)).toBe('fine');
  const changes: PassphraseSlot[] = [
    { ...slot, id: createVaultId(crypto) },
    { ...slot, kdf: { ...slot.kdf, memoryKiB: 65_535 } },
    { ...slot, kdf: { ...slot.kdf, iterations: 2 } },
    { ...slot, kdf: { ...slot.kdf, parallelism: 2 } },
    { ...slot, kdf: { ...slot.kdf, salt: createVaultId(crypto) } },
    { ...slot, nonce: `${slot.nonce.slice(0, -1)}${slot.nonce.endsWith('A') ? 'B' : 'A'}` },
    { ...slot, wrappedKey: `${slot.wrappedKey.slice(0, -1)}${slot.wrappedKey.endsWith('A') ? 'B' : 'A'}` },
  ];
  for (const changed of changes) expect(await open(changed)).toBe('wrong-passphrase');
  const elsewhere = await newHeader({ crypto, dataKey, vaultId: createVaultId(crypto), slots: [slot] });
  expect(await open(slot, elsewhere)).toBe('wrong-passphrase');
});

test('a slot swapped in from another vault does not open this one', async () => {
  const [mine, foreign] = [await exampleHeader(PASSPHRASE), await exampleHeader('the passphrase of a thief')];
  const swapped = replaceSlot(mine.header, slotOf(foreign.header));
  expect(await codeOf(() => openWith('the passphrase of a thief')(swapped))).toBe('wrong-passphrase');
});

test('a slot made for this vault around another data key is found out', async () => {
  const { header } = await exampleHeader(PASSPHRASE);
  const forged = await examplePassphraseSlot(PASSPHRASE, header.vaultId, createVaultKey(crypto));
  expect(await codeOf(() => openWith(PASSPHRASE)(replaceSlot(header, forged)))).toBe('vault-damaged');
});

test('the passphrase and what was derived from it are wiped', async () => {
  const seen: Uint8Array[] = [];
  const argon2id: Argon2id = async (input) => {
    const output = await rememberingArgon2id(input);
    seen.push(input.password);
    return output;
  };
  const { header } = await exampleHeader(PASSPHRASE);
  await openPassphraseSlot({ crypto, argon2id, header, slot: slotOf(header), passphrase: PASSPHRASE });
  for (const password of seen) expect(password.every((byte) => byte === 0)).toBe(true);
  expect(seen).toHaveLength(1);
});

test('the text of a header gives away neither passphrase nor data key', async () => {
  const { header, dataKey } = await exampleHeader(PASSPHRASE);
  for (const encoding of ['base64', 'hex', 'latin1'] as const) {
    expect(header.text).not.toContain(Buffer.from(dataKey).toString(encoding));
  }
  expect(header.text).not.toContain(PASSPHRASE);
  expect(parseHeader(header.text)).toEqual(header);
});
