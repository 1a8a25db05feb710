import { maskAccessKeyId } from '../core/access-key.ts';
import { userNameOf } from '../core/arn.ts';
import { stsEndpoint } from '../core/endpoint.ts';
import { mfaDeviceName } from '../core/mfa-device.ts';
import type { Profile } from '../core/profile.ts';
import {
  OVERVIEW_PROFILES,
  type Overview,
  type ProfileSummary,
  type ScheduleEntry,
  type SessionSummary,
  type UnlockMethod,
} from '../core/safe-index.ts';
import { expiresAtMs, isLive, type Session } from '../core/session.ts';
import type { EndedSession } from '../core/session-plan.ts';
import type { VaultContents } from '../vault/contents.ts';

/** A profile without its secrets. */
export function summaryOf(profile: Profile): ProfileSummary {
  return {
    id: profile.id,
    kind: profile.kind,
    name: profile.name,
    region: profile.region,
    colour: profile.colour,
    accountId: profile.accountId,
    userName: userNameOf(profile.userArn) ?? '',
    mfaDevice: mfaDeviceName(profile.mfaSerial),
    durationSeconds: profile.durationSeconds,
    stsHost: hostOf(profile),
  };
}

/** Empty for a profile whose endpoint this version cannot tell, as one of a later version's region: the others are to be seen all the same. */
function hostOf(profile: Profile): string {
  try {
    return new URL(stsEndpoint(profile)).host;
  } catch {
    return '';
  }
}

/** A session without its credentials. */
export function sessionSummaryOf(session: Session): SessionSummary {
  return {
    id: session.id,
    profileId: session.profileId,
    startedAtMs: session.startedAtMs,
    expiresAtMs: expiresAtMs(session),
    maskedAccessKeyId: maskAccessKeyId(session.credentials.accessKeyId),
  };
}

/**
 * What pages see of an open vault at `nowMs` (by the server's clock): the selected profile first, then those with a session, then
 * those used last.
 */
export function overviewOf(
  contents: VaultContents,
  choice: { readonly selectedProfileId?: string; readonly recentIds: readonly string[] },
  unlockMethods: readonly UnlockMethod[],
  nowMs: number,
  ended: readonly EndedSession[] = [],
): Overview {
  const byId = new Map(contents.profiles.map((profile) => [profile.id, profile]));
  const sessions = contents.sessions
    .map(sessionSummaryOf)
    // A session whose profile only a later Stint can read has no name here.
    .filter((item) => isLive(item.expiresAtMs, nowMs) && !isKnownOver(item, ended) && byId.has(item.profileId));
  const selected =
    choice.selectedProfileId !== undefined && byId.has(choice.selectedProfileId) ? [choice.selectedProfileId] : [];
  // Those whose session ended a while ago are to be named, too.
  const withSession = [...sessions, ...contents.sessions, ...ended].flatMap(({ profileId }) =>
    profileId !== undefined && byId.has(profileId) ? [profileId] : [],
  );
  const needed = new Set([...selected, ...withSession]);
  const order = [...new Set([...needed, ...choice.recentIds, ...byId.keys()])];
  const room = Math.max(OVERVIEW_PROFILES, needed.size);
  const profiles = order.flatMap((id) => byId.get(id) ?? []).slice(0, room);
  const first = profiles[0];
  return {
    vault: 'unlocked',
    unlockMethods,
    profileCount: contents.profiles.length,
    profiles: profiles.map(summaryOf),
    ...(first && { selectedProfileId: selected[0] ?? first.id }),
    sessions,
  };
}

/** Whether a session was once judged to have ended: then it has, whatever the clock says now. */
export function isKnownOver({ id }: { readonly id: string }, ended: readonly EndedSession[]): boolean {
  return ended.some((item) => item.id === id && item.by === 'expiry');
}

/** Every profile's summary, as the profile index holds it. */
export function indexOf(contents: VaultContents): string {
  return JSON.stringify(contents.profiles.map(summaryOf));
}

/** The nameless schedule of every session in the vault: one that has ended stays in it until its credentials are wiped. */
export function scheduleOf(contents: VaultContents): ScheduleEntry[] {
  return contents.sessions.map((session) => ({
    id: session.id,
    profileId: session.profileId,
    startedAtMs: session.startedAtMs,
    expiresAtMs: expiresAtMs(session),
  }));
}
