import { AppError } from '../core/errors.ts';
import type { Overview, SessionSummary } from '../core/safe-index.ts';
import { isLive } from '../core/session.ts';
import type { Settings } from '../core/settings.ts';
import type { Site } from '../core/sites.ts';
import { type FormatId, formatTextKey, SNIPPET_FORMAT_IDS } from '../core/snippets/ids.ts';
import type { ChipState, CopyOutcome, OfferedFormat } from '../messages/chip.ts';
import type { ChipChoice, RequestOf } from '../messages/protocol.ts';
import type { Sender } from '../messages/sender.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { clockOffset, copyIntent, overview, settings } from '../storage/items.ts';
import { sites } from '../storage/site-items.ts';
import { templates } from '../storage/template-items.ts';
import type { ChipPages } from './chip-pages.ts';
import type { Outside } from './outside.ts';
import type { SessionService } from './session-service.ts';

/** Live sessions in the order they are offered. */
interface Offered {
  readonly view: Overview | undefined;
  readonly live: readonly SessionSummary[];
  /** What they can be copied as. */
  readonly formats: readonly OfferedFormat[];
  readonly settings: Settings;
  /** How far the server's clock is ahead of this computer's, milliseconds. */
  readonly offsetMs: number;
}

/** What the chip on a page may show, and the copies it asks for. */
export type SiteOffers = ReturnType<typeof createSiteOffers>;

/** Offers live sessions to pages, which get labels and opaque ids, never more, and copies them in the background. */
export function createSiteOffers({ areas, lock, now, text, web }: Outside, sessions: SessionService, pages: ChipPages) {
  const read = async (site?: Site): Promise<Offered> => {
    const [view, chosen, offsetMs, own] = await Promise.all([
      readItem(areas, overview),
      readItem(areas, settings),
      readItem(areas, clockOffset),
      readItem(areas, templates),
    ]);
    const formats: OfferedFormat[] = SNIPPET_FORMAT_IDS.map((id) => ({ id, label: text(formatTextKey(id)) }));
    for (const { id, name } of own) formats.push({ id, label: name });
    return { view, live: offered(view, site, now() + offsetMs, chosen), formats, settings: chosen, offsetMs };
  };

  return {
    /** The live sessions that may be offered where `sender` is; none where there may be no chip, or while locked. */
    async ask(sender: Sender): Promise<ChipState> {
      const place = await pages.placeOf(sender);
      const { view, live, formats, settings: chosen, offsetMs } = await read(place?.site);
      const ids =
        place &&
        (await pages.hand(
          place,
          live.map(({ profileId }) => profileId),
        ));
      const { formatId, corner = 'bottom-right', collapsed = false }: Partial<Site> = place?.site ?? {};
      const offers = live.flatMap(({ profileId, expiresAtMs }) => {
        const profile = view?.profiles.find((item) => item.id === profileId);
        const id = ids?.get(profileId);
        if (!profile || !id) return [];
        return [{ id, label: profile.name, colour: profile.colour, expiresAtMs: expiresAtMs - offsetMs }];
      });
      // What templates are called is for pages that are offered something. The one chosen there may be gone.
      const shown = offers.length > 0 ? formats : [];
      const isShown = (wanted?: FormatId) => shown.some(({ id }) => id === wanted);
      return {
        offers,
        formats: shown,
        formatId: [formatId, formatOf(chosen, live[0]?.profileId)].find(isShown) ?? 'posix',
        corner,
        collapsed,
      };
    },

    /** The copy of a click on the chip, or the question in Stint's own window when the click is in doubt. */
    async copy(sender: Sender, { offerId, formatId, seen }: RequestOf<'copy-offer'>): Promise<CopyOutcome> {
      const place = await pages.placeOf(sender);
      const profileId = place && (await pages.profileOf(place, offerId));
      if (!profileId || !isAllowed(place.site, profileId)) return 'gone';
      try {
        // Also where the popup will ask: it is not to be opened for what is over.
        const text = await sessions.render(profileId, formatId);
        if (seen) {
          await web.writeClipboard(text);
          return 'copied';
        }
      } catch (error) {
        if (error instanceof AppError && GONE.test(error.code)) return 'gone';
        throw error;
      }
      const format = (await read()).formats.find(({ id }) => id === formatId)?.label ?? '';
      await writeItem(areas, copyIntent, { profileId, formatId, format, site: place.host, atMs: now() });
      return (await web.openPopup()) ? 'asked' : 'popup-closed';
    },

    /** Remembers what was chosen on the chip, with the site; for one visit, with the visit. */
    choose: (sender: Sender, { offerId, ...choice }: ChipChoice): Promise<void> =>
      lock('sites', async () => {
        const place = await pages.placeOf(sender);
        if (!place) return;
        const chosenId = offerId && (await pages.profileOf(place, offerId));
        const next: Site = { ...place.site, ...choice, ...(chosenId && { chosenId }) };
        if (place.isVisit) return pages.setVisit(place.tabId, next);
        const all = await readItem(areas, sites);
        await writeItem(
          areas,
          sites,
          all.map((site) => (site.id === next.id ? next : site)),
        );
      }),

    /**
     * Copies a session without a page having asked: the one named, else the profile pinned or the session that ends first, in the
     * format named, else the profile's own.
     * @throws {AppError} `session-missing`, and those of rendering and of the clipboard
     */
    async copyDirectly(profileId?: string, formatId?: FormatId): Promise<void> {
      const { live, settings: chosen } = await read();
      const wanted = profileId ?? live[0]?.profileId ?? '';
      await web.writeClipboard(await sessions.render(wanted, formatId ?? formatOf(chosen, wanted)));
    },

    /** What {@link copyDirectly} may be asked for. */
    read,
  };
}

/** Refusals that say that there is nothing to be had any more. */
const GONE = /^((session|profile|vault|template)-missing|vault-locked)$/;

function isAllowed(site: Site | undefined, profileId: string): boolean {
  return site?.profileIds?.includes(profileId) ?? true;
}

function formatOf({ formats, defaultFormat }: Settings, profileId = ''): FormatId {
  return formats[profileId] ?? defaultFormat;
}

/** Live sessions at `nowMs` by the server's clock, the one to be offered first in front: chosen there, else pinned, else ending first. */
function offered(
  view: Overview | undefined,
  site: Site | undefined,
  nowMs: number,
  chosen: Settings,
): SessionSummary[] {
  if (view?.vault !== 'unlocked') return [];
  const rank = ({ profileId }: SessionSummary) => [chosen.pinnedProfileId, site?.chosenId].indexOf(profileId);
  return view.sessions
    .filter(({ expiresAtMs, profileId }) => isLive(expiresAtMs, nowMs) && isAllowed(site, profileId))
    .sort((one, other) => rank(other) - rank(one) || one.expiresAtMs - other.expiresAtMs);
}
