import { describe, expect, it } from 'vitest';
import {
  entry,
  readItem,
  type StorageArea,
  type StorageAreas,
  type StorageItem,
  writeEntries,
  writeItem,
} from './item.ts';

const ITEM: StorageItem<number> = {
  area: 'local',
  key: 'number.1',
  fallback: 0,
  parse: (value) => (typeof value === 'number' ? value : undefined),
};

function areaOf(stored: Record<string, unknown>): StorageArea & { readonly reads: string[][] } {
  const reads: string[][] = [];
  return {
    reads,
    get: async (keys) => {
      reads.push(keys);
      return Object.fromEntries(Object.entries(stored).filter(([key]) => keys.includes(key)));
    },
    set: async (given) => {
      Object.assign(stored, given);
    },
    remove: async () => {},
    watch: () => () => {},
  };
}

function failing(error: unknown): StorageAreas {
  const area: StorageArea = { ...areaOf({}), set: () => Promise.reject(error) };
  return { local: area, session: area };
}

describe('readItem and writeItem', () => {
  it('write where the item lies, and read that one key', async () => {
    const session: Record<string, unknown> = { 'number.1': 99 };
    const local: Record<string, unknown> = {};
    const areas = { session: areaOf(session), local: areaOf(local) };
    await writeItem(areas, ITEM, 7);
    expect(local).toEqual({ 'number.1': 7 });
    expect(session).toEqual({ 'number.1': 99 });
    await expect(readItem(areas, ITEM)).resolves.toBe(7);
    expect(areas.local.reads).toEqual([['number.1']]);
    expect(areas.session.reads).toEqual([]);
  });

  it.each<[unknown, number]>([
    [undefined, 0],
    [null, 0],
    ['7', 0],
    [0, 0],
    [7, 7],
  ])('%j is read as %i', async (stored, expected) => {
    const areas = { session: areaOf({}), local: areaOf(stored === undefined ? {} : { 'number.1': stored }) };
    await expect(readItem(areas, ITEM)).resolves.toBe(expected);
  });
});

describe('writeEntries', () => {
  it('writes all in one go', async () => {
    const calls: object[] = [];
    const area: StorageArea = { ...areaOf({}), set: async (given) => void calls.push(given) };
    await writeEntries(area, { ...entry(ITEM, 1), other: 2 });
    expect(calls).toEqual([{ 'number.1': 1, other: 2 }]);
  });

  it.each<[string, string]>([
    ['QUOTA_BYTES quota exceeded', 'storage-full'],
    ['Session storage quota bytes exceeded. Values were not stored.', 'storage-full'],
    ['QuotaExceededError: storage.local API call exceeded its quota limitations.', 'storage-full'],
    ['IO error: .../000003.log: No space left on device', 'storage-full'],
    ['FILE_ERROR_NO_SPACE', 'storage-full'],
    ['IO error: Permission denied', 'storage-failed'],
    ['', 'storage-failed'],
  ])('says of "%s": %s', async (message, code) => {
    const cause = new Error(message);
    await expect(writeItem(failing(cause), ITEM, 1)).rejects.toMatchObject({ code, cause });
  });
});
