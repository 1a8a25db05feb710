import type { Settings } from '../core/settings.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { settings } from '../storage/items.ts';
import type { Outside } from './outside.ts';

/** Writes some settings over the stored ones, one writer at a time. */
export function changeSettings({ areas, lock }: Outside, changes: Partial<Settings>): Promise<void> {
  return lock('settings', async () => {
    await writeItem(areas, settings, { ...(await readItem(areas, settings)), ...changes });
  });
}
