/**
 * The background: registers every listener at once, and answers the page that wakes it. All else it hands to the work, which is made
 * when it is first needed.
 */
import { isPageOpened } from '../messages/wake.ts';
import { onAlarm } from '../platform/alarms.ts';
import { onCommand } from '../platform/commands.ts';
import { onMenu } from '../platform/context-menus.ts';
import { onComputer } from '../platform/idle.ts';
import { onNotificationClicked } from '../platform/notifications.ts';
import { onAccessRemoved } from '../platform/permissions.ts';
import { onInstalled, onMessage, onStartup, ourselves } from '../platform/runtime.ts';
import type { createWork, Work } from './work.ts';

/** Put in front of this script by the build: a function that runs `work.ts` and gives what it exports. */
declare const loadWork: () => { readonly createWork: typeof createWork };

/**
 * What is due at every start is done also when nothing else asks for it. A page that has just opened has its answer by then, and has
 * drawn itself: both share the computer.
 */
const SOON_MS = 50;

let made: Work | undefined;

function work(): Work {
  made ??= loadWork().createWork();
  return made;
}

onMessage((message, sender) => {
  if (!isPageOpened(message, sender, ourselves)) return work().route(message, sender);
  setTimeout(() => work().route(message, sender), SOON_MS);
  return Promise.resolve({ ok: true, value: {} });
});
onAlarm(() => work().derive());
onStartup(() => work().derive());
onNotificationClicked((id, button) => work().notificationClicked(id, button));
onInstalled((isFirst) => work().installed(isFirst));
onComputer({ active: () => work().derive(), locked: () => work().computerLocked() });
onAccessRemoved(() => work().accessRemoved());
onMenu((id) => work().menuChosen(id));
onCommand((name) => work().commanded(name));

setTimeout(work, SOON_MS);
