import type { ClipboardMark } from '../core/clipboard-mark.ts';
import type { CopyIntent } from '../core/copy-intent.ts';
import { type ErrorRecord, isErrorCode } from '../core/errors.ts';
import {
  hasFields,
  isFlag,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isString,
  isTableOf,
  orNone,
} from '../core/json-shape.ts';
import { ENVIRONMENT_COLOURS } from '../core/profile.ts';
import type {
  Overview,
  PopupIntent,
  ProfileSummary,
  ScheduleEntry,
  SessionSummary,
  SignIn,
  UnlockMethod,
  VaultReport,
} from '../core/safe-index.ts';
import type { EndedSession, NoticeMark, NoticeMarks } from '../core/session-plan.ts';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.ts';
import { readSettings } from '../core/settings-shape.ts';
import { isFormatId } from '../core/snippets/ids.ts';
import type { StorageItem } from './item.ts';
import {
  COPY_INTENT_KEY,
  OVERVIEW_KEY,
  POPUP_INTENT_KEY,
  PROFILE_INDEX_KEY,
  SETTINGS_KEY,
  SIGN_INS_KEY,
} from './page-keys.ts';

const VAULT_STATES = ['missing', 'locked', 'unlocked', 'unreadable', 'newer'] as const;
const VAULT_REPORTS = [
  'older-copy',
  'damaged-copy',
  'lost-session',
  'copy-unreachable',
] as const satisfies readonly VaultReport[];
const UNLOCK_METHODS = ['passphrase', 'this-browser'] as const satisfies readonly UnlockMethod[];

export const EMPTY_OVERVIEW: Overview = {
  vault: 'locked',
  unlockMethods: [],
  profileCount: 0,
  profiles: [],
  sessions: [],
};

export const overview: StorageItem<Overview | undefined> = {
  area: 'session',
  key: OVERVIEW_KEY,
  fallback: undefined,
  parse(value) {
    if (!isObject(value)) return undefined;
    const { vault, unlockMethods, profileCount, profiles, sessions, selectedProfileId, report } = value;
    if (!isOneOf(VAULT_STATES, vault) || !isNumber(profileCount)) return undefined;
    if (!isListOf(unlockMethods, (item) => isOneOf(UNLOCK_METHODS, item))) return undefined;
    if (!isListOf(profiles, isProfileSummary) || !isListOf(sessions, isSessionSummary)) return undefined;
    if (selectedProfileId !== undefined && !isString(selectedProfileId)) return undefined;
    if (report !== undefined && !isOneOf(VAULT_REPORTS, report)) return undefined;
    return {
      vault,
      unlockMethods,
      profileCount,
      profiles,
      sessions,
      ...(selectedProfileId !== undefined && { selectedProfileId }),
      ...(report !== undefined && { report }),
    };
  },
};

/** What was found wrong with a copy of the vault, until the user has read it: copies are mended as they are read, so it is noted then. */
export const vaultReport: StorageItem<VaultReport | undefined> = {
  area: 'local',
  key: 'vaultReport.1',
  fallback: undefined,
  parse: (value) => (isOneOf(VAULT_REPORTS, value) ? value : undefined),
};

/** Every profile's summary as JSON text: read once after the first paint, four times cheaper than objects at 2,000 profiles. */
export const profileIndex: StorageItem<string> = {
  area: 'session',
  key: PROFILE_INDEX_KEY,
  fallback: '[]',
  parse: (value) => (isString(value) ? value : undefined),
};

/** A sign-in as the background keeps it: under way, with the id its session will have, by which the next worker finds it. */
export type KeptSignIn =
  | (Extract<SignIn, { state: 'asking' }> & {
      readonly sessionId?: string;
      /** How many times in a row the server had said before that it is too busy. */
      readonly busyTimes?: number;
    })
  | Extract<SignIn, { state: 'refused' }>;

/** By profile id. */
export type KeptSignIns = Readonly<Record<string, KeptSignIn>>;

export const signIns: StorageItem<KeptSignIns> = {
  area: 'session',
  key: SIGN_INS_KEY,
  fallback: {},
  parse: (value) => (isTableOf(isSignIn)(value) ? (value as KeptSignIns) : undefined),
};

/** Codes that may have reached AWS: a salted hash of device and code, and when its 30-second step is over. */
export interface SpentCodes {
  /** Random, base64; made once per browser start. */
  readonly salt: string;
  /** End of interest, milliseconds since the epoch, by hash. */
  readonly until: Readonly<Record<string, number>>;
}

export const spentCodes: StorageItem<SpentCodes | undefined> = {
  area: 'session',
  key: 'spentCodes.1',
  fallback: undefined,
  parse: (value) =>
    hasFields(value, { salt: isString, until: isTableOf(isNumber) }) ? (value as SpentCodes) : undefined,
};

export const settings: StorageItem<Settings> = {
  area: 'local',
  key: SETTINGS_KEY,
  fallback: DEFAULT_SETTINGS,
  parse: readSettings,
};

/** The profiles used last, newest first, by their opaque ids. */
export const recentProfiles: StorageItem<readonly string[]> = {
  area: 'local',
  key: 'recentProfiles.1',
  fallback: [],
  parse: (value) => (isListOf(value, isString) ? value : undefined),
};

/** The bare schedule: what a locked browser may know of the vault's sessions after a restart. */
export const schedule: StorageItem<readonly ScheduleEntry[]> = {
  area: 'local',
  key: 'schedule.1',
  fallback: [],
  parse: (value) => (isListOf(value, isScheduleEntry) ? value : undefined),
};

/** Which notices were given, by session id. */
export const notices: StorageItem<NoticeMarks> = {
  area: 'local',
  key: 'notices.1',
  fallback: {},
  parse: (value) => (isTableOf(isNoticeMark)(value) ? (value as NoticeMarks) : undefined),
};

/** The sessions that ended within a day. */
export const ended: StorageItem<readonly EndedSession[]> = {
  area: 'local',
  key: 'ended.1',
  fallback: [],
  parse: (value) => (isListOf(value, isEndedSession) ? value : undefined),
};

/** What a click on a notification asked of the popup. */
export const popupIntent: StorageItem<PopupIntent | undefined> = {
  area: 'session',
  key: POPUP_INTENT_KEY,
  fallback: undefined,
  parse: (value) =>
    hasFields(value, { profileId: isString, renew: isFlag, atMs: isNumber }) ? (value as PopupIntent) : undefined,
};

/** How far the server's clock is ahead of this computer's, milliseconds, as the last reply showed; 0 below a minute. */
export const clockOffset: StorageItem<number> = {
  area: 'local',
  key: 'clockOffset.1',
  fallback: 0,
  parse: (value) => (isNumber(value) ? value : undefined),
};

/** The copy that a site asked for and the popup puts to the user. */
export const copyIntent: StorageItem<CopyIntent | undefined> = {
  area: 'session',
  key: COPY_INTENT_KEY,
  fallback: undefined,
  parse: (value) =>
    hasFields(value, { profileId: isString, formatId: isFormatId, format: isString, site: isString, atMs: isNumber })
      ? (value as CopyIntent)
      : undefined,
};

/** What Stint copied last and is to take off the clipboard; `copiedAtMs` is milliseconds since the epoch by this computer's clock. */
export const clipboardMark: StorageItem<(ClipboardMark & { readonly copiedAtMs: number }) | undefined> = {
  area: 'session',
  key: 'clipboardMark.1',
  fallback: undefined,
  parse: (value) =>
    hasFields(value, { salt: isString, hash: isString, copiedAtMs: isNumber })
      ? (value as ClipboardMark & { readonly copiedAtMs: number })
      : undefined,
};

function isScheduleEntry(value: unknown): value is ScheduleEntry {
  return hasFields(value, {
    id: isString,
    profileId: orNone(isString),
    startedAtMs: orNone(isNumber),
    expiresAtMs: isNumber,
  });
}

function isNoticeMark(value: unknown): value is NoticeMark {
  return hasFields(value, {
    profileId: orNone(isString),
    doneTo: orNone(isNumber),
    onlyEnd: orNone(isFlag),
    told: orNone(isString),
  });
}

function isEndedSession(value: unknown): value is EndedSession {
  return hasFields(value, {
    id: isString,
    profileId: orNone(isString),
    endedAtMs: isNumber,
    by: (by) => by === 'expiry' || by === 'user',
    seen: orNone(isFlag),
  });
}

function isProfileSummary(value: unknown): value is ProfileSummary {
  return (
    isObject(value) &&
    value['kind'] === 'mfa-session' &&
    ['id', 'name', 'region', 'accountId', 'userName', 'mfaDevice', 'stsHost'].every((key) => isString(value[key])) &&
    isOneOf(ENVIRONMENT_COLOURS, value['colour']) &&
    isNumber(value['durationSeconds'])
  );
}

function isSessionSummary(value: unknown): value is SessionSummary {
  return (
    isObject(value) &&
    ['id', 'profileId', 'maskedAccessKeyId'].every((key) => isString(value[key])) &&
    isNumber(value['startedAtMs']) &&
    isNumber(value['expiresAtMs'])
  );
}

function isSignIn(value: unknown): value is KeptSignIn {
  if (!isObject(value)) return false;
  if (value['state'] === 'asking') {
    return hasFields(value, { startedAtMs: isNumber, sessionId: orNone(isString), busyTimes: orNone(isNumber) });
  }
  return (
    value['state'] === 'refused' && hasFields(value, { atMs: isNumber, error: isErrorRecord, seen: orNone(isFlag) })
  );
}

/** Whether `value` is an error in its plain form. */
export function isErrorRecord(value: unknown): value is ErrorRecord {
  return hasFields(value, { code: isErrorCode, service: orNone(isObject), params: orNone(isObject) });
}
