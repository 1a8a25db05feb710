import type { SessionSummary } from '../core/safe-index.ts';
import { type Badge, planSessions, type SessionPlan, TRIAL_NOTIFICATION } from '../core/session-plan.ts';
import { noticeMinutes } from '../core/settings.ts';
import { entry, readItem, writeEntries, writeItem } from '../storage/item.ts';
import { clockOffset, ended, notices, overview, popupIntent, schedule, settings, signIns } from '../storage/items.ts';
import { type ExpiryTexts, expiryTexts } from './expiry-texts.ts';
import type { Outside } from './outside.ts';

/** The button of a notice that asks to be left alone until the end; the other one is as a click. */
const REMIND_BUTTON = 1;

/**
 * Makes the badge, its title and the notifications what they have to be now, and notes which sessions have ended. The caller holds the
 * lock `reconcile`. A notice is shown before it is noted, under an id of its own by which the next run finds it: cut anywhere, it is
 * neither lost nor shown twice. What the browser refuses to show is no reason for anything to fail.
 * @returns when to look again, milliseconds since the epoch by this computer's clock
 */
export async function watchExpiry(outside: Outside): Promise<number | undefined> {
  const { areas } = outside;
  const choice = await readItem(areas, settings);
  const answers = await readItem(areas, signIns);
  const offsetMs = await readItem(areas, clockOffset);
  const sessions = await readItem(areas, schedule);
  const before = { marks: await readItem(areas, notices), ended: await readItem(areas, ended) };
  const isSeen = await isPopupOpen(outside);
  const refused = isSeen ? [] : Object.keys(answers).filter((id) => answers[id]?.state === 'refused');
  const nowMs = outside.now() + offsetMs;
  const plan = planSessions({
    ...before,
    sessions: sessions.map((item) => ({ ...item, minutes: noticeMinutes(choice, item.profileId) })),
    refused,
    pinnedProfileId: choice.pinnedProfileId,
    isSeen,
    nowMs,
  });
  const texts = await textsAt(outside, nowMs);
  await showBadge(outside, plan.badge, texts).catch(nothing);
  await notify(outside, plan, refused, texts).catch(nothing);
  if (JSON.stringify(before) !== JSON.stringify({ marks: plan.marks, ended: plan.ended })) {
    await writeEntries(areas.local, { ...entry(notices, plan.marks), ...entry(ended, plan.ended) });
  }
  return plan.wakeAtMs && plan.wakeAtMs - offsetMs;
}

/**
 * A sign-in was answered: when nobody looks, a notification tells. The caller holds the lock `reconcile`.
 * @param session what it started; absent when it was refused
 */
export async function tellSignIn(outside: Outside, profileId: string, session?: SessionSummary): Promise<void> {
  const { areas, notifications } = outside;
  if (await isPopupOpen(outside)) return;
  // What was refused before it was begun is the answer to the page that asked, and nothing else.
  const isNews = session ?? (await readItem(areas, signIns))[profileId]?.state === 'refused';
  if (!isNews || !(await readItem(areas, settings)).tellWhenReady) return;
  const texts = await textsAt(outside, outside.now() + (await readItem(areas, clockOffset)));
  const told = session
    ? notifications.show(`ready.${session.id}`, texts.ready(profileId, session.expiresAtMs))
    : notifications.show(`refused.${profileId}`, texts.refused(profileId));
  await told.catch(nothing);
}

/** What a click on a notification is about: the profile, to be shown or renewed, or a wish for the end. */
export async function answerClick(
  outside: Outside,
  select: (profileId: string) => Promise<void>,
  id: string,
  button?: number,
): Promise<void> {
  const { areas, web, notifications, now } = outside;
  const [kind, subject = ''] = id.split('.');
  await notifications.clear(id).catch(nothing);
  if (button === REMIND_BUTTON) {
    return outside.lock('reconcile', async () => {
      const marks = await readItem(areas, notices);
      if (!marks[subject]) return;
      await writeItem(areas, notices, { ...marks, [subject]: { ...marks[subject], onlyEnd: true } });
    });
  }
  const over = (await readItem(areas, ended)).find((item) => item.id === subject);
  const profileId = kind === 'refused' ? subject : ((await readItem(areas, notices))[subject] ?? over)?.profileId;
  if (kind !== 'summary' && profileId !== undefined) {
    await writeItem(areas, popupIntent, { profileId, renew: kind === 'notice', atMs: now() });
    await select(profileId);
  }
  if (!(await isPopupOpen(outside))) await web.openPopup();
}

/** Colours under white letters, told apart from a light toolbar and from a dark one. */
async function showBadge({ action }: Outside, badge: Badge, texts: ExpiryTexts): Promise<void> {
  const { label, leftMs } = badge;
  const title = texts.title(badge);
  const shown = await action.shown();
  if (shown.label === label && shown.title === title) return;
  const minutes = leftMs / 60_000;
  const colour = minutes > 60 ? '#1f6f5c' : minutes > 15 ? '#a15c00' : minutes > 0 ? '#c4420c' : '#c92a2a';
  await action.show({ label, title, colour });
}

/** Shows what is to be told, unless it is there, and withdraws what no longer holds. */
async function notify({ notifications }: Outside, plan: SessionPlan, refused: readonly string[], texts: ExpiryTexts) {
  const shown = await notifications.shown();
  const { announcement, marks } = plan;
  if (announcement && !shown.includes(announcement.id)) {
    await notifications.show(announcement.id, texts.announcement(announcement.notices));
  }
  const live = Object.keys(marks).filter((id) => !plan.ended.some((item) => item.id === id));
  const hold = new Set([
    TRIAL_NOTIFICATION,
    ...Object.values(marks).map((mark) => mark.told),
    ...live.map((id) => `ready.${id}`),
    ...refused.map((id) => `refused.${id}`),
  ]);
  for (const id of shown) if (!hold.has(id)) await notifications.clear(id);
}

/**
 * Texts with names as the last view of the open vault has them, which holds every profile with a session. There are none after a
 * browser restart until the vault is opened.
 */
async function textsAt({ areas, text }: Outside, nowMs: number): Promise<ExpiryTexts> {
  return expiryTexts(text, (await readItem(areas, overview))?.profiles ?? [], nowMs);
}

function isPopupOpen({ action }: Outside): Promise<boolean> {
  return action.isPopupOpen().catch(() => false);
}

/** For what a browser may not have or not allow: the badge, the popup and the next run carry it. */
function nothing(): void {}
