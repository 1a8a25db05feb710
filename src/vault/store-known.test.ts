import { describe, expect, test } from 'vitest';
import { createVaultKey } from './data-key.ts';
import { VaultStore } from './store.ts';
import { codeOf, exampleContents, exampleSession } from './testing/examples.ts';
import type { FaultyPlaces } from './testing/faulty-places.ts';
import { storedVault } from './testing/stored-vault.ts';

/** A store over places that hand out the same objects until something else is written, as a worker that reads once has them. */
function storeOverSame(places: FaultyPlaces): VaultStore {
  const objects = new Map<string, unknown>();
  const same = (value: unknown): unknown => {
    const text = JSON.stringify(value);
    if (text === undefined) return value;
    if (!objects.has(text)) objects.set(text, value);
    return objects.get(text);
  };
  return new VaultStore({
    crypto: places.crypto,
    area: {
      ...places.area,
      get: async (keys) =>
        Object.fromEntries(Object.entries(await places.area.get(keys)).map(([key, value]) => [key, same(value)])),
    },
    replica: { ...places.replica, read: async () => same(await places.replica.read()) },
  });
}

/** How many calls to WebCrypto and storage `work` makes. */
async function callsOf(places: FaultyPlaces, work: () => Promise<unknown>): Promise<number> {
  const before = places.calls;
  await work();
  return places.calls - before;
}

/** Storage and replica are looked at, and the newest generation is opened, and the record of the one session. */
const KNOWN_CALLS = 4;

describe('a vault whose copies were proved before', () => {
  test('is read by opening its newest generation, and no more', async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    const store = storeOverSame(places);
    const first = await store.read(dataKey);
    expect(await callsOf(places, () => store.read(dataKey))).toBe(KNOWN_CALLS);
    expect(await store.read(dataKey)).toEqual(first);
  });

  test('is proved anew once the keys were forgotten', async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    const store = storeOverSame(places);
    const atFirst = await callsOf(places, () => store.read(dataKey));
    store.forget();
    expect(await callsOf(places, () => store.read(dataKey))).toBe(atFirst);
    expect(atFirst).toBeGreaterThan(KNOWN_CALLS + 3);
  });

  test('does not open with another key', async () => {
    const { places, dataKey } = await storedVault('one');
    const store = storeOverSame(places);
    await store.read(dataKey);
    expect(await codeOf(() => store.read(createVaultKey(globalThis.crypto)))).toBe('vault-locked');
    expect(await codeOf(() => store.read(dataKey))).toBe('fine');
  });

  test('is seen to be damaged when a copy is not what it was', async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    const store = storeOverSame(places);
    await store.read(dataKey);
    const record = JSON.parse(places.items.get('vault.0') ?? '{}');
    places.items.set('vault.0', JSON.stringify({ ...record, body: record.body.replace(/^.{4}/, 'AAAA') }));
    expect((await store.read(dataKey)).health).toMatchObject({ damaged: 1, repaired: true });
    expect((await store.read(dataKey)).health).toMatchObject({ damaged: 0, repaired: false });
  });

  test('gives what was written last, contents and sessions', async () => {
    const { places, dataKey } = await storedVault('one');
    const store = storeOverSame(places);
    await store.update(dataKey, () => exampleContents('two'));
    const session = exampleSession('two');
    await store.update(dataKey, (contents) => ({ ...contents, sessions: [session] }));
    expect((await store.read(dataKey)).contents).toEqual({ ...exampleContents('two'), sessions: [session] });
  });
});
