import type { AreaName, StorageArea, StorageAreas } from '../storage/item.ts';
import { browser } from './browser.ts';

function area(name: AreaName): StorageArea {
  const native = browser.storage[name];
  return {
    get: (keys) => native.get(keys),
    set: (items) => native.set(items),
    remove: (keys) => native.remove(keys),
    watch(listener) {
      const heard = (changes: Record<string, { newValue?: unknown }>) =>
        listener(Object.fromEntries(Object.entries(changes).map(([key, change]) => [key, change.newValue])));
      native.onChanged.addListener(heard);
      return () => native.onChanged.removeListener(heard);
    },
  };
}

/** The browser's two areas that Stint uses. */
export const storageAreas: StorageAreas = { session: area('session'), local: area('local') };

/**
 * Closes both areas to content scripts where the browser can (Chromium: both; Firefox: `session` is closed by default and `local`
 * cannot be). Cheap, and forgotten when the extension is updated, so it is called at every start of the background.
 */
export async function closeStorageToContentScripts(): Promise<void> {
  const areas = [browser.storage.session, browser.storage.local] as {
    setAccessLevel?: (level: object) => Promise<void>;
  }[];
  for (const item of areas) await item.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
