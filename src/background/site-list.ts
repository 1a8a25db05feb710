import { AppError } from '../core/errors.ts';
import { hostPattern, isSafeAddress, isSite, SITES_MAX, type Site, siteAt } from '../core/sites.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { sites } from '../storage/site-items.ts';
import type { ChipPages } from './chip-pages.ts';
import type { Outside } from './outside.ts';

const hostsOf = (list: readonly Site[]) => [...new Set(list.flatMap(({ patterns }) => patterns.map(hostPattern)))];

/** The sites with a chip. */
export type SiteList = ReturnType<typeof createSiteList>;

/** Keeps the list of sites, the script that is registered for them and the access that goes with them, always together. */
export function createSiteList({ areas, lock, web }: Outside, pages: ChipPages) {
  const change = <T>(work: (before: readonly Site[]) => Promise<T>) =>
    lock('sites', async () => work(await readItem(areas, sites)));

  const runIn = async (list: readonly Site[]) => {
    for (const { id } of await web.tabsAt(hostsOf(list))) await web.runChip(id);
  };

  const keepOnly = async (before: readonly Site[], rest: readonly Site[]) => {
    if (rest.length < before.length) await writeItem(areas, sites, rest);
    const kept = hostsOf(rest);
    await web.registerChip(kept);
    const dropped = hostsOf(before).filter((host) => !kept.includes(host));
    // Told while the access still names the tabs.
    for (const { id, url } of await web.tabsAt(hostsOf(before))) {
      if (!siteAt(rest, url)) await web.tellTab(id, 'go');
    }
    await web.dropAccess(dropped);
  };

  return {
    /**
     * Adds a site, or changes the one of that id, and puts the chip on its open pages.
     * @throws {AppError} `page-out-of-reach` when its hosts were not allowed, `bad-request` for one too many, storage errors
     */
    async save(site: Site): Promise<void> {
      if (!(await web.mayReach(hostsOf([site])))) throw new AppError('page-out-of-reach');
      await change(async (before) => {
        const isNew = before.every(({ id }) => id !== site.id);
        if (isNew && before.length >= SITES_MAX) throw new AppError('bad-request', { params: { field: 'site' } });
        const next = isNew ? [...before, site] : before.map((item) => (item.id === site.id ? site : item));
        await writeItem(areas, sites, next);
        await web.registerChip(hostsOf(next));
      });
      await runIn([site]);
    },

    /** Takes a site off the list, the chip off its pages, and the access back, unless another site stands on the same host. */
    remove: (siteId: string): Promise<void> =>
      change((before) =>
        keepOnly(
          before,
          before.filter(({ id }) => id !== siteId),
        ),
      ),

    /**
     * Registers the script anew for every site that may still be reached; the others were taken back in the browser's own settings.
     * @param isUpdate whether to put the chip on pages that are open already, whose old one has gone with the former version
     */
    async reconcile(isUpdate: boolean): Promise<void> {
      await change(async (before) => {
        if (before.length === 0) return;
        const reach = await Promise.all(before.map((site) => web.mayReach(hostsOf([site]))));
        const rest = before.filter((_, index) => reach[index]);
        await keepOnly(before, rest);
        if (isUpdate) await runIn(rest);
      });
    },

    /**
     * Puts the chip on the page in front for as long as it stays.
     * @throws {AppError} `page-out-of-reach` for pages without TLS and those the browser keeps for itself
     */
    async offerHere(): Promise<void> {
      const { id = 0, url = '' } = (await web.tabInFront()) ?? {};
      const { protocol, hostname } = isSafeAddress(url) ? new URL(url) : { protocol: '', hostname: '' };
      const visit = { id: hostname, patterns: [`${protocol}//${hostname}/*`] };
      if (!isSite(visit)) throw new AppError('page-out-of-reach');
      await pages.setVisit(id, visit);
      if (!(await web.runChip(id))) throw new AppError('page-out-of-reach');
    },
  };
}
