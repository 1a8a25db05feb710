import { AppError } from '../core/errors.ts';
import { isFlag, isNumber, isObject, isOneOf, isString } from '../core/json-shape.ts';
import { ENVIRONMENT_COLOURS, type Profile } from '../core/profile.ts';
import type { Session } from '../core/session.ts';
import { own, readJson } from './json.ts';

/** The version of {@link VaultContents} this Stint writes. */
export const SCHEMA = 1;

/**
 * What the vault keeps. Fields this version does not know stay in their objects at every level: change a copy made by spreading
 * (`{...contents, profiles}`, `{...profile, name}`), so that they are written back.
 */
export interface VaultContents {
  readonly schema: typeof SCHEMA;
  readonly profiles: readonly Profile[];
  readonly sessions: readonly Session[];
  /** Profiles and sessions of a kind only a later Stint can read: kept as they are, never handed out. In the stored text they stand among the others. */
  readonly unread: { readonly profiles: readonly unknown[]; readonly sessions: readonly unknown[] };
}

/** A new vault's contents. */
export const EMPTY_CONTENTS: VaultContents = {
  schema: SCHEMA,
  profiles: [],
  sessions: [],
  unread: { profiles: [], sessions: [] },
};

/**
 * Reads the text that {@link serialiseContents} gave.
 * @throws {AppError} `vault-newer` for a later schema, `vault-damaged` for anything that is not the contents of a vault.
 */
export function parseContents(text: string): VaultContents {
  const value = readJson(text);
  const schema = own(value, 'schema');
  if (isNumber(schema) && schema > SCHEMA) throw new AppError('vault-newer');
  const profiles = own(value, 'profiles');
  const sessions = own(value, 'sessions');
  if (
    !isObject(value) ||
    schema !== SCHEMA ||
    !Array.isArray(profiles) ||
    !Array.isArray(sessions) ||
    Object.hasOwn(value, 'unread')
  ) {
    throw new AppError('vault-damaged');
  }
  return {
    ...value,
    schema,
    profiles: profiles.filter(isProfile),
    sessions: sessions.filter(isSession),
    unread: {
      profiles: profiles.filter((item) => !isProfile(item)),
      sessions: sessions.filter((item) => !isSession(item)),
    },
  };
}

/**
 * The contents as the text that is sealed.
 * @throws {AppError} `internal` when {@link parseContents} would not give the same back: what could not be read again is never written.
 */
export function serialiseContents(contents: VaultContents): string {
  const { unread, ...stored } = contents;
  const text = JSON.stringify({
    ...stored,
    profiles: [...contents.profiles, ...unread.profiles],
    sessions: [...contents.sessions, ...unread.sessions],
  });
  let again: VaultContents;
  try {
    again = parseContents(text);
  } catch (cause) {
    throw new AppError('internal', { cause });
  }
  const asGiven =
    again.profiles.length === contents.profiles.length && again.sessions.length === contents.sessions.length;
  if (!asGiven) throw new AppError('internal');
  return text;
}

/** One check for each kind: a kind added to {@link Profile} does not compile without. */
const KIND_CHECKS: Record<Profile['kind'], (profile: unknown) => boolean> = {
  'mfa-session': (profile) => {
    const keys = own(profile, 'keys');
    return (
      hasTexts(keys, ['accessKeyId', 'secretAccessKey']) &&
      hasTexts(profile, ['mfaSerial', 'accountId', 'userArn']) &&
      isNumber(own(profile, 'durationSeconds'))
    );
  },
};

function isProfile(value: unknown): value is Profile {
  const kind = own(value, 'kind');
  const endpointUrl = own(value, 'endpointUrl');
  const fips = own(value, 'fips');
  return (
    isString(kind) &&
    Object.hasOwn(KIND_CHECKS, kind) &&
    hasTexts(value, ['id', 'name', 'region']) &&
    isOneOf(ENVIRONMENT_COLOURS, own(value, 'colour')) &&
    (endpointUrl === undefined || isString(endpointUrl)) &&
    (fips === undefined || isFlag(fips)) &&
    KIND_CHECKS[kind as Profile['kind']](value)
  );
}

/** Whether this version can read `value` as a session. */
export function isSession(value: unknown): value is Session {
  const credentials = own(value, 'credentials');
  return (
    hasTexts(value, ['id', 'profileId']) &&
    hasTexts(credentials, ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiration']) &&
    !Number.isNaN(Date.parse(String(own(credentials, 'expiration')))) &&
    isNumber(own(value, 'startedAtMs'))
  );
}

/** Whether each of `keys` is a text that is not empty. */
function hasTexts(value: unknown, keys: readonly string[]): boolean {
  return keys.every((key) => {
    const text = own(value, key);
    return isString(text) && text !== '';
  });
}
