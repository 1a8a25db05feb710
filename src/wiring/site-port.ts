import type { Site } from '../core/sites.ts';
import { requestHosts } from '../platform/permissions.ts';
import { storageAreas } from '../platform/storage-areas.ts';
import { pickItem, readItem } from '../storage/item.ts';
import { sites } from '../storage/site-items.ts';

/** The list of sites in the browser's storage, and its question for access, for the options tab. */
export function sitePort() {
  return {
    read: () => readItem(storageAreas, sites),
    watch: (listener: (list: readonly Site[]) => void) =>
      storageAreas.local.watch((changes) => {
        if (sites.key in changes) listener(pickItem(sites, changes));
      }),
    allow: requestHosts,
  };
}
