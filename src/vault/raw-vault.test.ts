import { expect, test } from 'vitest';
import { exportRawVault, resetVault } from './raw-vault.ts';
import { codeOf, exampleContents, exampleHeader } from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { namesIn, PASSPHRASE, storedVault, storeOver } from './testing/stored-vault.ts';

test('the export holds every copy to the letter, readable or not, and nothing in the clear', async () => {
  const { places, dataKey } = await storedVault('one', 'two');
  places.items.set('vault.1', '{"damaged":true}');
  await storeOver(places).read(dataKey);
  places.items.set('vault.0', '"garbage"');
  const before = places.dump();
  const raw = JSON.parse(JSON.stringify(await exportRawVault(places)));
  expect(raw).toEqual({
    'vault.0': 'garbage',
    'vault.1': JSON.parse(places.items.get('vault.1') ?? ''),
    replica: JSON.parse(places.copy ?? ''),
    'vault.sessions': JSON.parse(places.items.get('vault.sessions') ?? ''),
    'vault.damaged': [{ damaged: true }],
  });
  expect(JSON.stringify(raw)).not.toContain('EXAMPLE');
  expect(places.dump()).toBe(before);
});

test('an exported copy, put back, opens again', async () => {
  const { places, dataKey } = await storedVault('one', 'two');
  const raw = JSON.parse(JSON.stringify(await exportRawVault(places)));
  await resetVault(places, raw);
  const other = new FaultyPlaces([], JSON.stringify(raw.replica));
  expect(await namesIn(other, dataKey)).toEqual(['two']);
});

test('a reset clears everything, and a new vault can be created', async () => {
  const { places } = await storedVault('one', 'two');
  places.items.set('vault.damaged', '[{"damaged":true}]');
  await resetVault(places, JSON.parse(JSON.stringify(await exportRawVault(places))));
  expect(await storeOver(places).exists()).toBe(false);
  expect(places.dump()).not.toContain('body');
  expect(places.dump()).not.toContain('damaged":true');
  const { header, dataKey } = await exampleHeader(PASSPHRASE);
  await storeOver(places).create(header.text, dataKey);
  expect(await namesIn(places, dataKey)).toEqual([]);
});

test('nothing is reset that was not handed out first', async () => {
  const { places, dataKey } = await storedVault('one');
  const raw = await exportRawVault(places);
  await storeOver(places).update(dataKey, () => exampleContents('two'));
  const before = places.dump();
  for (const stale of [raw, {}, { ...(await exportRawVault(places)), replica: undefined }]) {
    expect(await codeOf(() => resetVault(places, stale))).toBe('busy');
  }
  expect(places.dump()).toBe(before);
});

test('a place that cannot be read is not taken for an empty one', async () => {
  const { places } = await storedVault('one');
  const raw = await exportRawVault(places);
  for (const at of [1, 2]) {
    const harmed = places.reopened();
    harmed.fault = { at, when: 'before', process: 'alive' };
    expect(await codeOf(() => exportRawVault(harmed))).toBe('storage-failed');
    const again = places.reopened();
    again.fault = { at, when: 'before', process: 'alive' };
    expect(await codeOf(() => resetVault(again, raw))).toBe('storage-failed');
    expect(again.dump()).toBe(places.dump());
  }
});

test('a reset cut short leaves a vault that opens', async () => {
  const { places, dataKey } = await storedVault('one');
  const raw = await exportRawVault(places);
  for (const at of [3, 4]) {
    const harmed = places.reopened();
    harmed.fault = { at, when: 'before', process: 'alive' };
    expect(await codeOf(() => resetVault(harmed, raw))).toBe('storage-failed');
    expect(await namesIn(harmed, dataKey)).toEqual(['one']);
  }
});
