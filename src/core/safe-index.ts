import type { ErrorRecord } from './errors.ts';
import type { EnvironmentColour, Profile } from './profile.ts';

/** What pages may know of a profile without the vault: names and places, never a secret. */
export interface ProfileSummary {
  readonly id: string;
  readonly kind: Profile['kind'];
  readonly name: string;
  readonly region: string;
  readonly colour: EnvironmentColour;
  readonly accountId: string;
  /** The last part of the user's ARN, `alice`. */
  readonly userName: string;
  /** The MFA device's name for people, the last part of its ARN or its serial number. */
  readonly mfaDevice: string;
  readonly durationSeconds: number;
  /** The host that will be asked, with its port where it is not the usual one. */
  readonly stsHost: string;
}

/** What pages may know of a session. */
export interface SessionSummary {
  readonly id: string;
  readonly profileId: string;
  readonly startedAtMs: number;
  /** The end, milliseconds since the epoch by the server's clock. */
  readonly expiresAtMs: number;
  /** The temporary access key id with its middle masked, `ASIA····7QXK`. */
  readonly maskedAccessKeyId: string;
}

/** `unreadable` is a vault that is damaged beyond its copies, `newer` one that a later Stint wrote. Both are left as they are. */
export type VaultState = 'missing' | 'locked' | 'unlocked' | 'unreadable' | 'newer';

/**
 * What was found wrong with a copy of the vault, and is mended where it could be: one older than it should be, one that did not prove
 * genuine, or a place that could not be read or written. A session's record has no other copy: that one is lost.
 */
export type VaultReport = 'older-copy' | 'damaged-copy' | 'lost-session' | 'copy-unreachable';

/** The ways this vault can be opened. */
export type UnlockMethod = 'passphrase' | 'this-browser';

/**
 * The small key behind the popup's first paint. After a lock it keeps names and ends, so that the countdown goes on;
 * after a browser restart, while locked, it holds neither.
 */
export interface Overview {
  readonly vault: VaultState;
  readonly unlockMethods: readonly UnlockMethod[];
  /** How many profiles there are in all; the whole list is in the profile index. */
  readonly profileCount: number;
  /** The selected profile first, then those used last, at most {@link OVERVIEW_PROFILES}; the profile of every session below is here too. */
  readonly profiles: readonly ProfileSummary[];
  readonly selectedProfileId?: string;
  /** Until the user has read it. */
  readonly report?: VaultReport;
  /** Every session that had not ended when this was written. Readers judge by the clock again. */
  readonly sessions: readonly SessionSummary[];
}

export const OVERVIEW_PROFILES = 20;

/** A sign-in under way or the last refusal, kept so that a popup that closed finds the answer when it opens again. */
export type SignIn =
  | { readonly state: 'asking'; readonly startedAtMs: number }
  | {
      readonly state: 'refused';
      readonly atMs: number;
      readonly error: ErrorRecord;
      /** It was read; it only stands here for the wait it asked for, and so that the next one may grow. */
      readonly seen?: true;
    };

/** By profile id. */
export type SignIns = Readonly<Record<string, SignIn>>;

/** One session for a locked browser: opaque ids, a start and an end, naming nobody. */
export interface ScheduleEntry {
  readonly id: string;
  readonly profileId?: string;
  readonly startedAtMs?: number;
  readonly expiresAtMs: number;
}

/** What a click on a notification asked of the popup that opens next. */
export interface PopupIntent {
  readonly profileId: string;
  /** Whether the code field is wanted although a session lives. */
  readonly renew: boolean;
  /** When, milliseconds since the epoch by this computer's clock. */
  readonly atMs: number;
}
