import { isSafeAddress, type Site, siteAt } from '../core/sites.ts';
import type { ChipNews } from '../messages/chip.ts';
import type { Sender } from '../messages/sender.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { type ChipPage, chipPages, sites } from '../storage/site-items.ts';
import type { Outside } from './outside.ts';

/** A page where a chip may stand. */
export interface ChipPlace {
  readonly tabId: number;
  readonly documentId: string | undefined;
  /** The host, as the browser names it. */
  readonly host: string;
  readonly site: Site;
  /** Whether the site is offered for this visit alone. */
  readonly isVisit: boolean;
}

/** The pages with a chip, and the ids handed to each. */
export type ChipPages = ReturnType<typeof createChipPages>;

const NO_PAGE: ChipPage = { offers: {} };

/** Keeps the pages with a chip in session storage. Nothing is remembered between calls. */
export function createChipPages({ areas, crypto, lock, web }: Outside) {
  const read = () => readItem(areas, chipPages);
  const change = (make: (pages: Readonly<Record<string, ChipPage>>) => Readonly<Record<string, ChipPage>>) =>
    lock('chips', async () => writeItem(areas, chipPages, make(await read())));
  const offersTo = ({ tabId, documentId }: ChipPlace, pages: Readonly<Record<string, ChipPage>>) => {
    const page = pages[tabId];
    return page?.documentId === documentId ? (page?.offers ?? {}) : {};
  };

  return {
    /**
     * Where a message of a content script comes from, if a chip may stand there: the page of a tab itself, under TLS or on this
     * computer, of an origin of its own, at a site the user added or offered for this visit. All of it is what the browser stamped.
     */
    async placeOf({ tabId, frameId, documentId, url = '', origin }: Sender): Promise<ChipPlace | undefined> {
      if (tabId === undefined || frameId !== 0 || !isSafeAddress(url)) return undefined;
      const { origin: own, host } = new URL(url);
      // A sandboxed page has an address and no origin.
      if (origin !== undefined && origin !== own) return undefined;
      const added = siteAt(await readItem(areas, sites), url);
      const visit = added ? undefined : (await read())[tabId]?.visit;
      const site = added ?? (visit && siteAt([visit], url));
      return site && { tabId, documentId, host, site, isVisit: !added };
    },

    /**
     * Notes a page with what may be offered there. The same document keeps the ids it has.
     * @returns the offer id of each profile
     */
    async hand(place: ChipPlace, profileIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const handed = new Map<string, string>();
      await change((pages) => {
        for (const [offerId, profileId] of Object.entries(offersTo(place, pages))) handed.set(profileId, offerId);
        const offers = profileIds.map((id) => [handed.get(id) ?? crypto.randomUUID(), id] as const);
        for (const [offerId, id] of offers) handed.set(id, offerId);
        const { tabId, documentId, site, isVisit } = place;
        return {
          ...pages,
          [tabId]: {
            ...(documentId !== undefined && { documentId }),
            offers: Object.fromEntries(offers),
            ...(isVisit && { visit: site }),
          },
        };
      });
      return handed;
    },

    /** The profile behind an id that was handed to exactly this document. */
    async profileOf(place: ChipPlace, offerId: string): Promise<string | undefined> {
      const offers = offersTo(place, await read());
      return Object.hasOwn(offers, offerId) ? offers[offerId] : undefined;
    },

    /** Takes the page of a tab for `visit`, until that tab shows another site. */
    setVisit: (tabId: number, visit: Site) =>
      change((pages) => ({ ...pages, [tabId]: { ...(pages[tabId] ?? NO_PAGE), visit } })),

    /** Tells every page with a chip. Those that are gone are forgotten. */
    async tell(news: ChipNews): Promise<void> {
      const tabs = Object.keys(await read());
      const heard = await Promise.all(tabs.map((tab) => web.tellTab(Number(tab), news)));
      const gone = tabs.filter((_, index) => !heard[index]);
      if (gone.length > 0) {
        await change((pages) => Object.fromEntries(Object.entries(pages).filter(([tab]) => !gone.includes(tab))));
      }
    },
  };
}
