import type { FormatId } from '../core/snippets/ids.ts';
import type { Handlers } from '../messages/router.ts';
import {
  clipboardMark,
  clockOffset,
  ended,
  notices,
  overview,
  recentProfiles,
  schedule,
  settings,
  signIns,
  spentCodes,
  vaultReport,
} from '../storage/items.ts';
import { keptLocked, unlockedKey } from '../storage/key-items.ts';
import { mirrored } from '../storage/mirror.ts';
import { templates } from '../storage/template-items.ts';
import { remembered, VAULT_KEYS } from '../vault/copies.ts';
import { type ChipPages, createChipPages } from './chip-pages.ts';
import { createClipboardClearing } from './clipboard-clearing.ts';
import { createDirectCopy } from './direct-copy.ts';
import { answerClick, tellSignIn } from './expiry.ts';
import { createHandlers } from './handlers.ts';
import type { Outside } from './outside.ts';
import { ProfileService } from './profile-service.ts';
import { reconcile } from './reconcile.ts';
import { SessionService } from './session-service.ts';
import { createSiteList, type SiteList } from './site-list.ts';
import { createSiteOffers, type SiteOffers } from './site-offers.ts';
import { Turns } from './turns.ts';
import { VAULT_WRITING, VaultKeeper } from './vault-keeper.ts';

/** What the background reads time and again. The profile index is not here: it is large, and only written. */
const SESSION_KEYS = [unlockedKey, keptLocked, overview, signIns, spentCodes, clipboardMark].map((item) => item.key);
const LOCAL_KEYS = [
  ...[settings, templates, recentProfiles, schedule, clockOffset, notices, ended, vaultReport].map((item) => item.key),
  ...VAULT_KEYS,
];

/** The background without its listeners. */
export interface Services {
  readonly keeper: VaultKeeper;
  readonly sessions: SessionService;
  readonly profiles: ProfileService;
  readonly chips: ChipPages;
  readonly offers: SiteOffers;
  readonly sites: SiteList;
  /** Derives every cache afresh, one such run at a time. */
  readonly derive: () => Promise<void>;
  /** A notification was clicked, or the button of that index on it. */
  readonly clicked: (notificationId: string, button?: number) => Promise<void>;
  /** Copies without a page of ours, and says on the icon what came of it. @throws what refuses the copy */
  readonly copyDirectly: (profileId?: string, formatId?: FormatId) => Promise<void>;
  readonly handlers: Handlers;
}

/**
 * Wires the background's parts to the world around them. It reads nothing and starts nothing.
 * @param inBackground runs what nobody waits for
 * @param onceDrawn the same, a moment later (see `handlers.ts`)
 */
export function createServices(
  world: Outside,
  inBackground: (work: () => Promise<void>) => void,
  onceDrawn: (work: () => Promise<void>) => void,
): Services {
  const turns = new Turns();
  const outside: Outside = {
    ...world,
    areas: { session: mirrored(world.areas.session, SESSION_KEYS), local: mirrored(world.areas.local, LOCAL_KEYS) },
    replica: remembered(world.replica),
    // Writing the vault holds the browser's own lock as well.
    lock: (name, work) => turns.take(name, name === VAULT_WRITING ? () => world.lock(name, work) : work),
  };
  const keeper = new VaultKeeper(outside);
  const sessions = new SessionService(outside, keeper);
  const profiles = new ProfileService(outside, keeper);
  const chips = createChipPages(outside);
  const { web } = outside;
  const { note, clearDue } = createClipboardClearing(outside);
  const writeClipboard = async (text: string) => {
    await note(text);
    await web.writeClipboard(text);
  };
  const offers = createSiteOffers({ ...outside, web: { ...web, writeClipboard } }, sessions, chips);
  const sites = createSiteList(outside, chips);
  const derive = () => {
    inBackground(clearDue);
    return outside.lock('reconcile', () => reconcile(outside, keeper, sessions));
  };
  const handlers = createHandlers({
    outside,
    keeper,
    sessions,
    profiles,
    offers,
    sites,
    noteCopy: note,
    reconcile: derive,
    later: inBackground,
    onceDrawn,
    async signInDone(profileId, session) {
      await outside.lock('reconcile', () => tellSignIn(outside, profileId, session));
      await derive();
    },
  });
  const clicked = async (id: string, button?: number) => {
    await answerClick(outside, (profileId) => profiles.select(profileId), id, button);
    await derive();
  };
  const copyDirectly = createDirectCopy(outside, offers, derive);
  return { keeper, sessions, profiles, chips, offers, sites, derive, clicked, copyDirectly, handlers };
}
