import { AppError } from '../core/errors.ts';

/** One of the browser's storage areas, as little of it as Stint needs. */
export interface StorageArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
  /** Calls `listener` with the keys that changed and their new values (`undefined` when removed); returns the way to stop. */
  watch(listener: (changes: Record<string, unknown>) => void): () => void;
}

export type AreaName = 'session' | 'local';
export type StorageAreas = Readonly<Record<AreaName, StorageArea>>;

/**
 * One stored item, declared once: where it lies, how it is read, what stands in for it when it is missing or unreadable.
 * `parse` rejects by returning `undefined`; a cache or a setting that cannot be read is replaced by its fallback, since nothing
 * is lost with it. The vault is not an item: it has its own care.
 */
export interface StorageItem<T> {
  readonly area: AreaName;
  /** The key, with the item's version in it; a new shape gets a new key and a migration. */
  readonly key: string;
  readonly fallback: T;
  parse(value: unknown): T | undefined;
}

/** Reads one item. */
export async function readItem<T>(areas: StorageAreas, item: StorageItem<T>): Promise<T> {
  const stored = await areas[item.area].get([item.key]);
  return pickItem(item, stored);
}

/** Picks one item out of what an area returned for several keys at once. */
export function pickItem<T>(item: StorageItem<T>, stored: Record<string, unknown>): T {
  const value = stored[item.key];
  return value === undefined ? item.fallback : (item.parse(value) ?? item.fallback);
}

/** Writes one item. @throws {AppError} as {@link writeEntries} */
export function writeItem<T>(areas: StorageAreas, item: StorageItem<T>, value: T): Promise<void> {
  return writeEntries(areas[item.area], entry(item, value));
}

/**
 * Writes several items of one area in one atomic `set`: all of them or none.
 * @throws {AppError} `storage-full`, `storage-failed`
 */
export async function writeEntries(area: StorageArea, entries: Record<string, unknown>): Promise<void> {
  try {
    await area.set(entries);
  } catch (cause) {
    // Browsers speak of a quota or of a full disk each in their own words.
    const isFull = /quota|no.?space|disk.{0,4}full/i.test(String(cause));
    throw new AppError(isFull ? 'storage-full' : 'storage-failed', { cause });
  }
}

/** An item as the entry of a `set`. */
export function entry<T>(item: StorageItem<T>, value: T): Record<string, unknown> {
  return { [item.key]: value };
}
