import { expect, test, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { replaceSlot } from './header.ts';
import { codeOf, examplePassphraseSlot, openWith } from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { PASSPHRASE, storedVault, storeOver } from './testing/stored-vault.ts';
import { unlockVault } from './unlock.ts';

const { places: whole, header, dataKey } = await storedVault('one', 'two');
const NEW_PASSPHRASE = 'quite another passphrase';
const newHeader = replaceSlot(header, await examplePassphraseSlot(NEW_PASSPHRASE, header.vaultId, dataKey));

/** The record with its header's slot spoilt in a way that still reads as a header. */
function spoilt(text: string | undefined, spoil: (slot: { kdf: Record<string, unknown>; wrappedKey: string }) => void) {
  const record = JSON.parse(text ?? '{}');
  const plain = JSON.parse(record.header);
  spoil(plain.slots[0]);
  return JSON.stringify({ ...record, header: JSON.stringify(plain) });
}

test('finds the data key, once through the derivation, and writes nothing', async () => {
  const places = whole.reopened();
  const open = vi.fn(openWith(PASSPHRASE));
  expect(await unlockVault(places, open)).toEqual(dataKey);
  expect(open).toHaveBeenCalledTimes(1);
  expect(places.writes).toEqual([]);
});

test('a wrong passphrase is tried once for each header, and answered in the same way', async () => {
  const open = vi.fn(openWith('not the passphrase'));
  expect(await codeOf(() => unlockVault(whole.reopened(), open))).toBe('wrong-passphrase');
  expect(open).toHaveBeenCalledTimes(1);
});

test.each<[string, Parameters<typeof spoilt>[1]]>([
  ['salt', (slot) => Object.assign(slot.kdf, { salt: `A${String(slot.kdf['salt']).slice(1)}` })],
  ['cost lowered', (slot) => Object.assign(slot.kdf, { memoryKiB: 64 })],
  ['cost raised', (slot) => Object.assign(slot.kdf, { iterations: 1000 })],
  ['wrapped key', (slot) => Object.assign(slot, { wrappedKey: `AAAA${slot.wrappedKey.slice(4)}` })],
])('a spoilt slot (%s) in the newest copy does not lock the user out', async (_, spoil) => {
  const places = whole.reopened();
  // The newest lies in vault.0; its twin in the replica is spoilt in the same way.
  const text = spoilt(places.items.get('vault.0'), spoil);
  places.items.set('vault.0', text);
  expect(await unlockVault(places, openWith(PASSPHRASE))).toEqual(dataKey);
  places.copy = text;
  expect(await unlockVault(places, openWith(PASSPHRASE))).toEqual(dataKey);
  expect((await storeOver(places).read(dataKey)).health.damaged).toBe(2);
  expect(await unlockVault(places, openWith(PASSPHRASE))).toEqual(dataKey);
});

test.each<[string, Parameters<typeof spoilt>[1], string]>([
  ['cost lowered', (slot) => Object.assign(slot.kdf, { memoryKiB: 64 }), 'weak-key-derivation'],
  ['cost raised', (slot) => Object.assign(slot.kdf, { iterations: 1000 }), 'vault-damaged'],
])('a slot spoilt in every copy (%s): the reason, not "wrong passphrase"', async (_, spoil, code) => {
  const places = whole.reopened();
  for (const key of ['vault.0', 'vault.1']) places.items.set(key, spoilt(places.items.get(key), spoil));
  places.copy = spoilt(places.copy, spoil);
  expect(await codeOf(() => unlockVault(places, openWith(PASSPHRASE)))).toBe(code);
});

test.each(['vault.0', 'vault.1', 'replica'])(
  'a former passphrase does not come back to life through %s',
  async (place) => {
    const places = whole.reopened();
    await storeOver(places).replaceHeader(dataKey, newHeader.text);
    if (place === 'replica') places.copy = whole.copy;
    else places.items.set(place, whole.items.get(place) ?? '');
    expect(await codeOf(() => unlockVault(places, openWith(PASSPHRASE)))).toBe('wrong-passphrase');
    expect(await unlockVault(places, openWith(NEW_PASSPHRASE))).toEqual(dataKey);
  },
);

test('nor by a sequence raised by hand, which puts its header first', async () => {
  const places = whole.reopened();
  await storeOver(places).replaceHeader(dataKey, newHeader.text);
  places.copy = JSON.stringify({ ...JSON.parse(whole.copy ?? '{}'), sequence: 9_000_000 });
  expect((await storeOver(places).readHeader()).text).toBe(header.text);
  expect(await codeOf(() => unlockVault(places, openWith(PASSPHRASE)))).toBe('wrong-passphrase');
  expect(await unlockVault(places, openWith(NEW_PASSPHRASE))).toEqual(dataKey);
});

test('the right passphrase of a vault whose bodies are gone: damaged', async () => {
  const places = whole.reopened();
  const garble = (text: string | undefined) => (text ?? '').replace(/"body":"..../, '"body":"AAAA');
  for (const key of ['vault.0', 'vault.1']) places.items.set(key, garble(places.items.get(key)));
  places.copy = garble(places.copy);
  expect(await codeOf(() => unlockVault(places, openWith(PASSPHRASE)))).toBe('vault-damaged');
  expect(await codeOf(() => unlockVault(places, openWith('not the passphrase')))).toBe('wrong-passphrase');
});

test.each<[string, () => FaultyPlaces, string]>([
  ['nothing stored', () => new FaultyPlaces(), 'vault-missing'],
  ['a later format', () => new FaultyPlaces(whole.items, '{"format":2}'), 'vault-newer'],
  ['the replica unreadable and storage empty', () => new FaultyPlaces([], whole.copy), 'storage-failed'],
])('%s', async (_, start, code) => {
  const places = start();
  if (code === 'storage-failed') places.fault = { at: 2, when: 'before', process: 'alive' };
  const open = vi.fn(openWith(PASSPHRASE));
  expect(await codeOf(() => unlockVault(places, open))).toBe(code);
  expect(open).not.toHaveBeenCalled();
});

test('what the opener throws passes through', async () => {
  const missing = async () => {
    throw new AppError('device-key-missing');
  };
  expect(await codeOf(() => unlockVault(whole.reopened(), missing))).toBe('device-key-missing');
  const broken = async () => {
    throw new RangeError('out of memory');
  };
  await expect(unlockVault(whole.reopened(), broken)).rejects.toThrow(RangeError);
});
