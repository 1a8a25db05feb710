import { waitEndsMs } from '../core/back-off.ts';
import type { ErrorRecord } from '../core/errors.ts';
import type { Overview, ProfileSummary, SessionSummary, UnlockMethod } from '../core/safe-index.ts';
import { isLive } from '../core/session.ts';
import { codeIsUnspent } from '../core/sts-errors.ts';
import { tokenStep } from '../core/token-code.ts';
import type { Facts } from '../ui/ports.ts';

/** What the page shows before it knows anything: its own last view, remembered. */
export type FirstView = 'ready' | 'locked' | 'live' | 'empty';

/** A refusal and when it came, milliseconds since the epoch by the server's clock. */
export interface Refusal {
  readonly error: ErrorRecord;
  readonly atMs: number;
}

/** What only this document knows. All ids are of profiles unless they say otherwise. */
export interface LocalState {
  /** Chosen here while the background has not yet said so. */
  readonly chosen?: ProfileSummary | undefined;
  /** A code is wanted for this one although its session lives. */
  readonly renewing?: string | undefined;
  /** A request is under way from here. */
  readonly sending?: string | undefined;
  /** The answer to it, until storage holds it, too. */
  readonly started?: SessionSummary | undefined;
  /** The last session that was ended by hand from here. */
  readonly ended?: SessionSummary | undefined;
  /** A refusal that was seen here; it stays in sight while the next code is typed. */
  readonly refused?: (Refusal & { readonly profileId: string }) | undefined;
  /** The last session of each profile that was seen live here. */
  readonly seen?: Readonly<Record<string, SessionSummary>> | undefined;
}

/** A live session of a named profile, for the lists. */
export interface LiveRow {
  readonly profile: ProfileSummary;
  readonly session: SessionSummary;
}

interface AboutProfile {
  readonly profile: ProfileSummary;
  readonly others: readonly LiveRow[];
  readonly refusal?: Refusal;
}

/** The code field: for a first session, for the next one, or while one is being asked for. */
export interface CodeView extends AboutProfile {
  readonly name: 'code';
  readonly asking: boolean;
  /** The session that goes on until the new one is here. */
  readonly renews?: SessionSummary;
  /** A session that was seen here and is over. */
  readonly last?: SessionSummary;
  /** When one ended that was not seen here, milliseconds since the epoch by the server's clock. */
  readonly endedAtMs?: number;
}

export interface LiveView extends AboutProfile {
  readonly name: 'live';
  readonly session: SessionSummary;
  /** A new session for the same profile has been asked for. */
  readonly asking: boolean;
}

export interface LockedView {
  readonly name: 'locked';
  readonly facts: Facts;
  /** The ways to open the vault. */
  readonly methods: readonly UnlockMethod[];
}

export type PopupView =
  | { readonly name: 'opening' }
  | { readonly name: 'no-vault' | 'no-profile' | 'vault-unreadable' | 'vault-newer' }
  | LockedView
  | CodeView
  | LiveView;

/**
 * What to show, from what storage holds, the time by the server's clock (milliseconds since the epoch) and what this document has
 * done. Nothing is remembered between calls: a session is live, or over, by the clock alone.
 */
export function selectView(facts: Facts | undefined, nowMs: number, local: LocalState): PopupView {
  const overview = facts?.overview;
  if (!overview) return { name: 'opening' };
  switch (overview.vault) {
    case 'missing':
      return { name: 'no-vault' };
    case 'unreadable':
      return { name: 'vault-unreadable' };
    case 'newer':
      return { name: 'vault-newer' };
    case 'locked':
      return { name: 'locked', facts, methods: overview.unlockMethods };
    case 'unlocked': {
      const profile = local.chosen ?? selectedProfile(overview);
      if (!profile) return { name: overview.profileCount === 0 ? 'no-profile' : 'opening' };
      return profileView(facts, overview, profile, nowMs, local);
    }
  }
}

/** Which of the first views comes nearest to `view`; none for one that only passes by. */
export function firstViewOf(view: PopupView): FirstView | undefined {
  switch (view.name) {
    case 'opening':
      return undefined;
    case 'code':
      return 'ready';
    case 'live':
    case 'locked':
      return view.name;
    default:
      return 'empty';
  }
}

function profileView(
  facts: Facts,
  overview: Overview,
  profile: ProfileSummary,
  nowMs: number,
  local: LocalState,
): PopupView {
  const sessions = liveSessions(overview, nowMs, local);
  const session = sessions.find((item) => item.profileId === profile.id);
  const signIn = facts.signIns[profile.id];
  // The background stores a session before it strikes the sign-in off: a session younger than the sign-in is its answer.
  const isAnswered =
    signIn?.state === 'asking' &&
    session !== undefined &&
    session.startedAtMs >= signIn.startedAtMs + facts.clockOffsetMs;
  const asking = local.sending === profile.id || (signIn?.state === 'asking' && !isAnswered);
  const kept: Refusal | undefined =
    signIn?.state === 'refused' ? { error: signIn.error, atMs: signIn.atMs + facts.clockOffsetMs } : undefined;
  // One that was read still stands for as long as it asked to wait.
  const stored = kept && signIn?.state === 'refused' && signIn.seen && waitEndsMs(kept) <= nowMs ? undefined : kept;
  // What was seen here comes first: the stored one may have a slightly different time, and is forgotten while this is still shown.
  const seenHere = local.refused?.profileId === profile.id ? local.refused : undefined;
  const refusal = asking ? undefined : (seenHere ?? stored);
  const about: AboutProfile = {
    profile,
    others: liveRows(overview, sessions).filter((row) => row.profile.id !== profile.id),
    ...(refusal && { refusal: { error: refusal.error, atMs: refusal.atMs } }),
  };
  if (session && local.renewing !== profile.id) return { name: 'live', ...about, session, asking };
  const seen = local.seen?.[profile.id];
  const isOver = seen && (seen.id === local.ended?.id || !isLive(seen.expiresAtMs, nowMs));
  // The list grows at its end.
  const over = facts.ended.findLast((item) => item.profileId === profile.id);
  return {
    name: 'code',
    ...about,
    asking,
    ...(session && { renews: session }),
    ...(!session && isOver && { last: seen }),
    ...(!session && !isOver && over && { endedAtMs: over.endedAtMs }),
  };
}

/** Profiles with a live session, in the overview's order, for the lists and for the picker. */
function liveRows(overview: Overview, sessions: readonly SessionSummary[]): LiveRow[] {
  return overview.profiles.flatMap((profile) => {
    const session = sessions.find((item) => item.profileId === profile.id);
    return session ? [{ profile, session }] : [];
  });
}

/** The sessions that live at `nowMs` as far as this document knows: with the one just started, without the one just ended. */
export function liveSessions(overview: Overview, nowMs: number, local: LocalState): SessionSummary[] {
  const { started } = local;
  const stored = overview.sessions.filter((item) => item.profileId !== started?.profileId || item.id === started.id);
  const all =
    started && !stored.includes(started) ? [...stored.filter((item) => item.id !== started.id), started] : stored;
  return all.filter((item) => isLive(item.expiresAtMs, nowMs) && item.id !== local.ended?.id);
}

function selectedProfile(overview: Overview): ProfileSummary | undefined {
  return overview.profiles.find((item) => item.id === overview.selectedProfileId) ?? overview.profiles[0];
}

/** Whether only another code can help: this one was used, or may have been. What comes of a call to STS names its host. */
function wantsAnotherCode({ code, params }: ErrorRecord): boolean {
  const mayBeSpent = params?.['host'] !== undefined && !codeIsUnspent(code);
  return mayBeSpent || code === 'mfa-code-spent' || code === 'outcome-unknown';
}

/** How the code field stands: what its 30-second window says, and what keeps the button from working. */
export interface CodeEntry {
  /** Whole seconds until the next code, 1 to 30; until the server may be asked again where that is what blocks, 1 to 900. */
  readonly secondsLeft: number;
  /** The code of this window was used up: what counts is when the next one comes. */
  readonly waiting: boolean;
  /** Why the code cannot be sent now. */
  readonly blocked?: 'digits-missing' | 'next-code-wanted' | 'same-code' | 'server-busy';
}

/**
 * `digits`: what stands in the field; `sent`: the code that was last sent from this document. After a refusal that spent the code the
 * field waits for the next window, unless six other digits are typed: then the first were mistyped, and these may still be good.
 */
export function codeEntry(digits: string, nowMs: number, refusal?: Refusal, sent?: string): CodeEntry {
  const busyMs = refusal ? waitEndsMs(refusal) - nowMs : 0;
  if (busyMs > 0) return { secondsLeft: Math.ceil(busyMs / 1000), waiting: true, blocked: 'server-busy' };
  const step = tokenStep(nowMs);
  const waiting =
    refusal !== undefined && wantsAnotherCode(refusal.error) && tokenStep(refusal.atMs).index === step.index;
  const secondsLeft = Math.ceil(step.remainingMs / 1000);
  if (digits.length < 6) return { secondsLeft, waiting, blocked: waiting ? 'next-code-wanted' : 'digits-missing' };
  return { secondsLeft, waiting, ...(waiting && digits === sent && { blocked: 'same-code' as const }) };
}
