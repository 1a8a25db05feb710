/**
 * Everything the background does. The build puts it, as one function that has not run, in front of `index.ts`, which has it run when
 * there is something to do: reading and running it takes longer than all else at a worker's start, and the popup that wakes the worker
 * waits for its first answer.
 */
import { AppError } from '../core/errors.ts';
import type { Reply } from '../messages/protocol.ts';
import { createRouter } from '../messages/router.ts';
import type { Sender } from '../messages/sender.ts';
import { isPopupOpen } from '../platform/action.ts';
import { clearAlarm, setAlarm } from '../platform/alarms.ts';
import { clearFromBackground, writeFromBackground } from '../platform/background-clipboard.ts';
import { flashBadge, showBadge, shownBadge } from '../platform/badge.ts';
import { showMenu } from '../platform/context-menus.ts';
import { deviceKeys, vaultReplica } from '../platform/indexed-db.ts';
import { clearNotification, showNotification, shownNotifications } from '../platform/notifications.ts';
import { dropAccess, mayReach } from '../platform/permissions.ts';
import { openPopup } from '../platform/popup-opener.ts';
import { beginPopupWith } from '../platform/popup-pages.ts';
import { lookupText, openOptions, ourselves } from '../platform/runtime.ts';
import { registerChip, runChip } from '../platform/scripting.ts';
import { closeStorageToContentScripts, storageAreas } from '../platform/storage-areas.ts';
import { getCallerIdentity, getSessionToken, rehearse } from '../platform/sts.ts';
import { tabInFront, tabsAt, tellTab } from '../platform/tabs.ts';
import { withLock } from '../platform/web-locks.ts';
import { readItem } from '../storage/item.ts';
import { overview, settings } from '../storage/items.ts';
import { templates } from '../storage/template-items.ts';
import { copyMenu, menuChoice } from './copy-menu.ts';
import type { Outside } from './outside.ts';
import { createServices } from './services.ts';

/** What `index.ts` hands on, each as it is called when the browser tells of it. Nobody waits for what gives no answer. */
export interface Work {
  /** As the router has it: `undefined`, at once, for what is no message of ours. */
  route(message: unknown, sender: Sender): Promise<Reply> | undefined;
  /** Time has passed, or the computer is used again: everything that follows from vault and clock is derived afresh. */
  derive(): void;
  computerLocked(): void;
  installed(isFirst: boolean): void;
  accessRemoved(): void;
  notificationClicked(id: string, button?: number): void;
  menuChosen(id: string): void;
  commanded(name: string): void;
}

/** For events that nobody waits for: what fails here is tried again at the next one. */
function inBackground(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    // A failure that is no answer of ours is a defect: let the browser's error page show it, without any text of ours.
    if (!(error instanceof AppError)) throw error;
  });
}

/** A page has drawn an answer by then, milliseconds. */
const DRAWN_MS = 80;

/** Wires the background's parts to the browser. Called once in a worker's life, at its first need. */
export function createWork(): Work {
  const outside: Outside = {
    areas: storageAreas,
    replica: vaultReplica,
    deviceKeys,
    crypto,
    sts: { getCallerIdentity, getSessionToken, rehearse },
    alarms: { set: (name, atMs) => setAlarm(name, atMs, () => inBackground(derive)), clear: clearAlarm },
    web: {
      writeClipboard: writeFromBackground,
      clearClipboard: clearFromBackground,
      openPopup,
      tellTab,
      registerChip,
      runChip,
      tabsAt,
      tabInFront,
      mayReach,
      dropAccess,
    },
    action: { shown: shownBadge, show: showBadge, flash: flashBadge, isPopupOpen, beginPopupWith },
    notifications: { shown: shownNotifications, show: showNotification, clear: clearNotification },
    text: (key, ...substitutions) => lookupText(key, [...substitutions]),
    now: () => Date.now(),
    lock: withLock,
  };
  /** What is put off until a page has drawn, each work once, in order. */
  const owed = new Set<() => Promise<void>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    owed.forEach(inBackground);
    owed.clear();
  };
  const onceDrawn = (work: () => Promise<void>) => {
    owed.add(work);
    clearTimeout(timer);
    timer = setTimeout(settle, DRAWN_MS);
  };
  const services = createServices(outside, inBackground, onceDrawn);
  const { keeper, derive, clicked, copyDirectly, handlers, chips, offers, sites } = services;

  // Only the background writes what is watched here, so these listeners need not be there before it works.
  const tellChips = () => chips.tell('look');
  const makeMenu = async () => {
    const { view, live, formats } = await offers.read();
    await showMenu(copyMenu(view, live, formats, outside.text('menu_copy')));
  };
  const offerAnew = (changes: object) => {
    if (!(overview.key in changes || templates.key in changes)) return;
    onceDrawn(tellChips);
    onceDrawn(makeMenu);
  };
  outside.areas.session.watch(offerAnew);
  outside.areas.local.watch(offerAnew);

  // Once in a worker's life, whatever it was woken for, and behind that.
  setTimeout(() => {
    inBackground(closeStorageToContentScripts);
    inBackground(derive);
  }, 0);

  const route = createRouter(handlers, ourselves);
  return {
    route(message, sender) {
      // Whoever asks for more has drawn; what was owed before comes before.
      settle();
      return route(message, sender);
    },
    derive: () => inBackground(derive),
    computerLocked: () =>
      inBackground(async () => {
        if ((await readItem(outside.areas, settings)).lockWithComputer) await keeper.lock();
      }),
    // An update takes the registered script with it, and leaves the old one on pages, which removes itself.
    installed(isFirst) {
      inBackground(() => sites.reconcile(true));
      if (isFirst) inBackground(() => openOptions());
    },
    accessRemoved: () => inBackground(() => sites.reconcile(false)),
    notificationClicked: (id, button) => inBackground(() => clicked(id, button)),
    menuChosen(id) {
      const choice = menuChoice(id);
      if (choice) inBackground(() => copyDirectly(choice.profileId, choice.formatId));
    },
    commanded(name) {
      if (name === 'copy-default') return inBackground(copyDirectly);
      inBackground(async () => {
        const tab = await tabInFront();
        if (tab) await tellTab(tab.id, 'focus');
      });
    },
  };
}
