import { isLive } from './session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long an ended session is remembered, and how late its end is still worth announcing. */
const DAY_MS = 24 * HOUR_MS;

/** The moment of the end itself, in minutes before it. */
export const AT_END = 0;

/** The notification by which the user tries whether any comes. */
export const TRIAL_NOTIFICATION = 'trial';

/** A session whose end is watched. */
export interface WatchedSession {
  /** Random and opaque. */
  readonly id: string;
  readonly profileId?: string | undefined;
  readonly startedAtMs?: number;
  /** Milliseconds since the epoch by the server's clock. */
  readonly expiresAtMs: number;
  /** When to give notice: minutes before the end, {@link AT_END} for the end itself. */
  readonly minutes: readonly number[];
}

/** What is already done for a session. */
export interface NoticeMark {
  readonly profileId?: string | undefined;
  /** Every notice of at least this many minutes before the end is done. Absent: none is. */
  readonly doneTo?: number;
  /** The user asked to be reminded at the end, and not before. */
  readonly onlyEnd?: boolean;
  /** The notification that told of it last. */
  readonly told?: string | undefined;
}

/** By session id. */
export type NoticeMarks = Readonly<Record<string, NoticeMark>>;

/** A session that is over, remembered for a day. Whatever the clock says later, it is never live again. */
export interface EndedSession {
  readonly id: string;
  readonly profileId?: string | undefined;
  /** Milliseconds since the epoch by the server's clock. */
  readonly endedAtMs: number;
  readonly by: 'expiry' | 'user';
  /** Whether the user has seen Stint since. */
  readonly seen?: boolean | undefined;
}

/** One session and how many minutes before its end it is told of. */
export interface Notice {
  readonly session: WatchedSession;
  readonly minutes: number;
}

/** One notification: about one session, or a summary of several. */
interface Announcement {
  /** The same for the same notices, so that one shown twice takes its own place. */
  readonly id: string;
  readonly notices: readonly Notice[];
}

export interface Badge {
  /** `11h`, `42m`, `<1m`, `!` for what ended unseen or was refused, or nothing. */
  readonly label: string;
  /** What is left of what the label is about, milliseconds; 0 when it is not about a live session. */
  readonly leftMs: number;
  /** What the label is about. */
  readonly subject?: { readonly profileId?: string | undefined; readonly atMs?: number };
}

export interface PlanInput {
  /** Every session of the vault, ended ones too as long as their credentials are not wiped. */
  readonly sessions: readonly WatchedSession[];
  readonly marks: NoticeMarks;
  readonly ended: readonly EndedSession[];
  /** Profiles whose sign-in was refused, which nobody has dealt with. */
  readonly refused: readonly string[];
  /** The profile the badge follows before all others. */
  readonly pinnedProfileId?: string | undefined;
  /** Whether the user sees Stint at this moment. */
  readonly isSeen: boolean;
  /** Milliseconds since the epoch by the server's clock, like every other moment here. */
  readonly nowMs: number;
}

export interface SessionPlan {
  readonly badge: Badge;
  /** What to tell now, in one notification. */
  readonly announcement?: Announcement | undefined;
  /** What is done once that is told. */
  readonly marks: NoticeMarks;
  readonly ended: readonly EndedSession[];
  /** When something changes next; absent when nothing does by itself. */
  readonly wakeAtMs?: number | undefined;
}

/**
 * What the badge says, what is to be told and when to look again, from the sessions there are, what was done before and the clock. Pure:
 * fed with its own results at the same moment it changes nothing.
 */
export function planSessions(input: PlanInput): SessionPlan {
  const { sessions, nowMs } = input;
  const ended = endedBy(input);
  const isOver = new Set(ended.map((item) => item.id));
  const live = sessions.filter((session) => !isOver.has(session.id)).sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  const due: Notice[] = [];
  const marks: Record<string, NoticeMark> = {};
  for (const session of sessions) {
    const mark = input.marks[session.id] ?? {
      ...(session.profileId !== undefined && { profileId: session.profileId }),
    };
    const wasOver = input.ended.some((item) => item.id === session.id);
    const minutes = wasOver ? undefined : latestPassed(session, mark, nowMs);
    marks[session.id] = minutes === undefined ? mark : { ...mark, doneTo: minutes };
    // Of what is over there is no other news than that.
    const isNews = isOver.has(session.id)
      ? minutes === AT_END && session.expiresAtMs > nowMs - DAY_MS
      : minutes !== AT_END;
    if (minutes !== undefined && isNews) due.push({ session, minutes });
  }
  // What was told of an end stays told until the profile has a session again.
  for (const { id, by } of ended) {
    const mark = input.marks[id];
    if (mark && !marks[id] && by === 'expiry') marks[id] = mark;
  }
  const announcement = announcementOf(due);
  for (const { session } of due) marks[session.id] = { ...marks[session.id], told: announcement?.id };
  const badge = badgeOf(input, live, ended);
  const wakes = live.flatMap((session) => upcoming(session, marks[session.id], nowMs));
  if (badge.leftMs > 0) wakes.push(nowMs + nextLabelIn(badge.leftMs));
  return {
    badge,
    announcement,
    marks,
    ended,
    wakeAtMs: wakes.length > 0 ? Math.min(...wakes) : undefined,
  };
}

function isOf(session: WatchedSession, profileId: string | undefined): boolean {
  return profileId !== undefined && session.profileId === profileId;
}

/** Every session that is over: those known to be, those the clock says, and those that are gone without having been renewed. */
function endedBy({ sessions, marks, ended: before, isSeen, nowMs }: PlanInput): EndedSession[] {
  const standing = new Set(sessions.map((session) => session.id));
  const isRenewed = (profileId: string | undefined) => sessions.some((session) => isOf(session, profileId));
  // A session that seemed to be gone and is there has not been ended by anybody.
  const stays = (item: EndedSession) => (standing.has(item.id) ? item.by === 'expiry' : !isRenewed(item.profileId));
  const known = new Map(before.filter(stays).map((item) => [item.id, item]));
  for (const session of sessions) {
    const { id, expiresAtMs } = session;
    if (isLive(expiresAtMs, nowMs) || known.has(id)) continue;
    known.set(id, {
      id,
      profileId: session.profileId,
      endedAtMs: expiresAtMs,
      by: 'expiry',
      seen: expiresAtMs <= nowMs - DAY_MS,
    });
  }
  for (const [id, mark] of Object.entries(marks)) {
    if (standing.has(id) || known.has(id) || isRenewed(mark.profileId)) continue;
    known.set(id, { id, profileId: mark.profileId, endedAtMs: nowMs, by: 'user', seen: true });
  }
  return [...known.values()]
    .filter(({ id, endedAtMs }) => standing.has(id) || endedAtMs > nowMs - DAY_MS)
    .map((item) => ({ ...item, seen: isSeen || item.seen }));
}

function noticeAt({ expiresAtMs }: WatchedSession, minutes: number): number {
  return expiresAtMs - minutes * MINUTE_MS;
}

/** The moments that are worth a notice and not done: none before or at the session's start. */
function openMoments(session: WatchedSession, { doneTo, onlyEnd }: NoticeMark): number[] {
  const wanted = onlyEnd ? [AT_END] : session.minutes;
  return wanted.filter(
    (minutes) =>
      (doneTo === undefined || minutes < doneTo) && noticeAt(session, minutes) > (session.startedAtMs ?? -Infinity),
  );
}

/** The latest moment that has passed and is not done: those before it, missed, are not worth a notice any more. */
function latestPassed(session: WatchedSession, mark: NoticeMark, nowMs: number): number | undefined {
  const passed = openMoments(session, mark).filter((minutes) => noticeAt(session, minutes) <= nowMs);
  return passed.length > 0 ? Math.min(...passed) : undefined;
}

/** When this session gives reason to look again. */
function upcoming(session: WatchedSession, mark: NoticeMark = {}, nowMs: number): number[] {
  const notices = openMoments(session, mark).map((minutes) => noticeAt(session, minutes));
  return [session.expiresAtMs, ...notices].filter((atMs) => atMs > nowMs);
}

/** What ends first comes first, in whatever order the sessions are kept. */
function announcementOf(due: Notice[]): Announcement | undefined {
  const [first] = due.sort((one, other) => one.session.expiresAtMs - other.session.expiresAtMs);
  if (!first) return undefined;
  return {
    id: `${due.length > 1 ? 'summary' : 'notice'}.${first.session.id}.${first.minutes}.${due.length}`,
    notices: due,
  };
}

/** The pinned profile's session counts first; else what ended and nobody has seen; else the session that ends first; else a refusal. */
function badgeOf(
  { refused, pinnedProfileId, nowMs }: PlanInput,
  live: readonly WatchedSession[],
  ended: readonly EndedSession[],
): Badge {
  const pinned = live.find((session) => isOf(session, pinnedProfileId));
  const unseen = ended.filter((item) => item.by === 'expiry' && !item.seen);
  const [last] = unseen.sort((a, b) => b.endedAtMs - a.endedAtMs);
  if (!pinned && last) return { label: '!', leftMs: 0, subject: { profileId: last.profileId, atMs: last.endedAtMs } };
  const session = pinned ?? live[0];
  const [first] = refused;
  if (!session) return first ? { label: '!', leftMs: 0, subject: { profileId: first } } : { label: '', leftMs: 0 };
  const leftMs = session.expiresAtMs - nowMs;
  return {
    label: labelOf(leftMs),
    leftMs,
    subject: { profileId: session.profileId, atMs: session.expiresAtMs },
  };
}

function unitOf(leftMs: number): number {
  return leftMs > HOUR_MS ? HOUR_MS : MINUTE_MS;
}

/** Whole hours above an hour, else whole minutes, rounded down; a full one counts once something of the next is left. */
function labelOf(leftMs: number): string {
  const unit = unitOf(leftMs);
  const amount = Math.ceil(leftMs / unit) - 1;
  if (amount === 0) return '<1m';
  return `${amount}${unit === HOUR_MS ? 'h' : 'm'}`;
}

/** How long until {@link labelOf} changes, milliseconds: at most once a minute, and last at the end. */
function nextLabelIn(leftMs: number): number {
  const unit = unitOf(leftMs);
  return leftMs - (Math.ceil(leftMs / unit) - 1) * unit;
}
