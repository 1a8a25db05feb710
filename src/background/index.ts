/** The background: registers every listener at once, then waits for what comes. */
import { AppError } from '../core/errors.ts';
import { createRouter } from '../messages/router.ts';
import { isPopupOpen } from '../platform/action.ts';
import { clearAlarm, onAlarm, setAlarm } from '../platform/alarms.ts';
import { clearFromBackground, writeFromBackground } from '../platform/background-clipboard.ts';
import { flashBadge, showBadge, shownBadge } from '../platform/badge.ts';
import { onCommand } from '../platform/commands.ts';
import { onMenu, showMenu } from '../platform/context-menus.ts';
import { onComputer } from '../platform/idle.ts';
import { deviceKeys, vaultReplica } from '../platform/indexed-db.ts';
import {
  clearNotification,
  onNotificationClicked,
  showNotification,
  shownNotifications,
} from '../platform/notifications.ts';
import { dropAccess, mayReach, onAccessRemoved } from '../platform/permissions.ts';
import { openPopup } from '../platform/popup-opener.ts';
import { beginPopupWith } from '../platform/popup-pages.ts';
import {
  extensionId,
  lookupText,
  onFirstInstall,
  onInstalled,
  onMessage,
  onStartup,
  openOptions,
  pageRoot,
} from '../platform/runtime.ts';
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

const outside: Outside = {
  areas: storageAreas,
  replica: vaultReplica,
  deviceKeys,
  crypto,
  sts: { getCallerIdentity, getSessionToken, rehearse },
  alarms: { set: setAlarm, clear: clearAlarm },
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

/** For events that nobody waits for: what fails here is tried again at the next one. */
function inBackground(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    // A failure that is no answer of ours is a defect: let the browser's error page show it, without any text of ours.
    if (!(error instanceof AppError)) throw error;
  });
}

const { keeper, derive, clicked, copyDirectly, handlers, chips, offers, sites } = createServices(outside, inBackground);

onMessage(
  createRouter(handlers, {
    id: extensionId,
    pageRoot,
  }),
);
onAlarm(() => inBackground(derive));
onStartup(() => inBackground(derive));
onNotificationClicked((id, button) => inBackground(() => clicked(id, button)));
onFirstInstall(() => inBackground(() => openOptions()));
onComputer({
  active: () => inBackground(derive),
  locked: () =>
    inBackground(async () => {
      if ((await readItem(outside.areas, settings)).lockWithComputer) await keeper.lock();
    }),
});

// An update takes the registered script with it, and leaves the old one on pages, which removes itself.
onInstalled(() => inBackground(() => sites.reconcile(true)));
onAccessRemoved(() => inBackground(() => sites.reconcile(false)));
const offerAnew = (changes: object) => {
  if (!(overview.key in changes || templates.key in changes)) return;
  inBackground(() => chips.tell('look'));
  inBackground(async () => {
    const { view, live, formats } = await offers.read();
    await showMenu(copyMenu(view, live, formats, outside.text('menu_copy')));
  });
};
outside.areas.session.watch(offerAnew);
outside.areas.local.watch(offerAnew);

onMenu((id) => {
  const choice = menuChoice(id);
  if (choice) inBackground(() => copyDirectly(choice.profileId, choice.formatId));
});
onCommand((name) => {
  if (name === 'copy-default') inBackground(copyDirectly);
  else
    inBackground(async () => {
      const tab = await tabInFront();
      if (tab) await tellTab(tab.id, 'focus');
    });
});

// After the listeners, and behind the first message, so that no answer waits for it.
setTimeout(() => {
  inBackground(closeStorageToContentScripts);
  inBackground(derive);
}, 0);
