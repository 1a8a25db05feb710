import type { Overview, ProfileSummary, SessionSummary } from '../core/safe-index.ts';

/** The moment at which the examples play: 21 November 2026, 14:35 in Berlin. */
export const EXAMPLE_NOW_MS = Date.parse('2026-11-21T13:35:00Z');

const MINUTE_MS = 60_000;

/** AWS's own example account and user. */
export function exampleProfile(change: Partial<ProfileSummary> = {}): ProfileSummary {
  const name = change.name ?? 'dev';
  return {
    id: `id-${name}`,
    kind: 'mfa-session',
    name,
    region: 'eu-central-1',
    colour: 'green',
    accountId: '123456789012',
    userName: 'alice',
    mfaDevice: 'alice',
    durationSeconds: 43_200,
    stsHost: 'sts.eu-central-1.amazonaws.com',
    ...change,
  };
}

/** A session of `profile` that ends in `minutes`, out of its whole length. */
export function exampleSession(profile: ProfileSummary, minutes: number, change: Partial<SessionSummary> = {}) {
  const expiresAtMs = EXAMPLE_NOW_MS + minutes * MINUTE_MS;
  const session: SessionSummary = {
    id: `session-${profile.name}`,
    profileId: profile.id,
    startedAtMs: expiresAtMs - profile.durationSeconds * 1000,
    expiresAtMs,
    maskedAccessKeyId: 'ASIA····7QXK',
    ...change,
  };
  return session;
}

/** An open vault that holds `profiles`, the first of them selected. */
export function exampleOverview(
  profiles: readonly ProfileSummary[],
  sessions: readonly SessionSummary[] = [],
  change: Partial<Overview> = {},
): Overview {
  const [first] = profiles;
  return {
    vault: 'unlocked',
    unlockMethods: ['passphrase'],
    profileCount: profiles.length,
    profiles,
    ...(first && { selectedProfileId: first.id }),
    sessions,
    ...change,
  };
}
