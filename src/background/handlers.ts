import type { SessionSummary } from '../core/safe-index.ts';
import type { Handlers } from '../messages/router.ts';
import { copyIntent } from '../storage/items.ts';
import type { Outside } from './outside.ts';
import type { ProfileService } from './profile-service.ts';
import type { SessionService } from './session-service.ts';
import { changeSettings } from './settings-store.ts';
import type { SiteList } from './site-list.ts';
import type { SiteOffers } from './site-offers.ts';
import { removeTemplate, saveTemplates } from './template-store.ts';
import type { VaultKeeper } from './vault-keeper.ts';

interface Services {
  readonly outside: Outside;
  readonly keeper: VaultKeeper;
  readonly sessions: SessionService;
  readonly profiles: ProfileService;
  readonly offers: SiteOffers;
  readonly sites: SiteList;
  /** Notes a text that a page is about to copy, to be cleared later. */
  readonly noteCopy: (text: string) => Promise<void>;
  /** Derives the caches afresh. */
  readonly reconcile: () => Promise<void>;
  /** Runs what nobody waits for, after the answer: mostly a reconcile for the alarms, since what pages see is already written. */
  readonly later: (work: () => Promise<void>) => void;
  /** The same, once the page that asked has had the time to draw its answer: worker and page share the computer. */
  readonly onceDrawn: (work: () => Promise<void>) => void;
  /** Tells of what STS answered, when nobody looks, and derives the caches. Without a session, it refused. */
  readonly signInDone: (profileId: string, session?: SessionSummary) => Promise<void>;
}

const NOTHING = {};

/** What the background does for each message. */
export function createHandlers(services: Services): Handlers {
  const { outside, keeper, sessions, profiles, noteCopy, reconcile, signInDone, later, onceDrawn } = services;
  const reconcileSoon = () => later(reconcile);
  const opened = async () => {
    await keeper.noteUser();
    await reconcile();
  };
  return {
    ...chipHandlers(services),
    async 'page-opened'() {
      later(async () => {
        await opened();
        // The popup has just opened; its user takes longer to type six digits.
        await outside.sts.rehearse();
      });
      return NOTHING;
    },
    async reconcile() {
      await opened();
      return NOTHING;
    },
    async 'create-vault'(request) {
      await keeper.create(request);
      reconcileSoon();
      return NOTHING;
    },
    async 'unlock-vault'({ dataKey }) {
      await keeper.unlock(dataKey);
      await reconcile();
      return NOTHING;
    },
    async 'unlock-with-this-browser'() {
      await keeper.unlockWithThisBrowser();
      await reconcile();
      return NOTHING;
    },
    async 'lock-vault'() {
      await keeper.lock();
      reconcileSoon();
      return NOTHING;
    },
    async 'replace-slots'({ header, dataKey }) {
      await keeper.replaceSlots(header, dataKey);
      return NOTHING;
    },
    'check-keys': (request) => profiles.checkKeys(request),
    async 'save-profile'({ draft, profileId }) {
      return { profileId: await profiles.save(draft, profileId) };
    },
    'read-profile': ({ profileId }) => profiles.read(profileId),
    async 'remove-profile'({ profileId }) {
      await profiles.remove(profileId);
      reconcileSoon();
      return NOTHING;
    },
    async 'select-profile'({ profileId }) {
      await profiles.select(profileId);
      return NOTHING;
    },
    async 'start-session'(request) {
      const { profileId } = request;
      try {
        const summary = await sessions.start(request);
        onceDrawn(() => keeper.noteUse(profileId));
        onceDrawn(() => signInDone(profileId, summary));
        return summary;
      } catch (error) {
        onceDrawn(() => signInDone(profileId));
        throw error;
      }
    },
    async 'end-session'({ profileId }) {
      // One that is ended right after its start is noted first: of what was never known to run nobody can tell that it ended.
      await reconcile();
      await sessions.end(profileId);
      reconcileSoon();
      return NOTHING;
    },
    async 'dismiss-vault-report'() {
      await keeper.dismissReport();
      return NOTHING;
    },
    async 'dismiss-refusal'({ profileId }) {
      await sessions.dismissRefusal(profileId);
      return NOTHING;
    },
    async 'render-snippet'({ profileId, formatId, toCopy }) {
      const text = await sessions.render(profileId, formatId);
      if (toCopy) await noteCopy(text);
      later(() => keeper.noteUse(profileId));
      return { text };
    },
    async 'save-templates'({ templates }) {
      return { ids: await saveTemplates(outside, templates) };
    },
    async 'remove-template'({ id }) {
      await removeTemplate(outside, id);
      return NOTHING;
    },
    async 'save-settings'(changes) {
      await changeSettings(outside, changes);
      reconcileSoon();
      return NOTHING;
    },
  };
}

/** The messages about sites and of the chip. */
function chipHandlers({ outside, offers, sites }: Services) {
  return {
    async 'save-site'({ site }) {
      await sites.save(site);
      return NOTHING;
    },
    async 'remove-site'({ siteId }) {
      await sites.remove(siteId);
      return NOTHING;
    },
    async 'drop-copy-intent'() {
      await outside.areas.session.remove([copyIntent.key]);
      return NOTHING;
    },
    async 'offer-here'() {
      await sites.offerHere();
      return NOTHING;
    },
    'ask-offer': (_, sender) => offers.ask(sender),
    async 'copy-offer'(request, sender) {
      return { outcome: await offers.copy(sender, request) };
    },
    async choose(choice, sender) {
      await offers.choose(sender, choice);
      return NOTHING;
    },
  } satisfies Partial<Handlers>;
}
