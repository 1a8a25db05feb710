/** What is stored of the vault's key while it is open, apart from the other items: the popup opens without it. */
import { hasFields, isNumber, isString } from '../core/json-shape.ts';
import type { StorageItem } from './item.ts';

/** The data key while unlocked. Session storage is memory: it is never written to disk and pages of the web cannot reach it. */
export interface UnlockedKey {
  /** 32 bytes, base64. */
  readonly dataKey: string;
  /** When it was last used, milliseconds since the epoch, for the lock after a time without use. */
  readonly usedAtMs: number;
}

export const unlockedKey: StorageItem<UnlockedKey | undefined> = {
  area: 'session',
  key: 'unlockedKey.1',
  fallback: undefined,
  parse: (value) => (hasFields(value, { dataKey: isString, usedAtMs: isNumber }) ? (value as UnlockedKey) : undefined),
};

/** Set when the user locked a vault that could open by itself ("this browser only"), so that it stays locked until asked. */
export const keptLocked: StorageItem<boolean> = {
  area: 'session',
  key: 'keptLocked.1',
  fallback: false,
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
};
