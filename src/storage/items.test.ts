import { describe, expect, it } from 'vitest';
import type { CopyIntent } from '../core/copy-intent.ts';
import { ERROR_CODES } from '../core/errors.ts';
import type { Overview, ProfileSummary, SessionSummary } from '../core/safe-index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.ts';
import type { Site } from '../core/sites.ts';
import { pickItem, type StorageItem } from './item.ts';
import * as items from './items.ts';
import { isErrorRecord } from './items.ts';
import * as keyItems from './key-items.ts';
import * as siteItems from './site-items.ts';
import * as templateItems from './template-items.ts';

const PROFILE: ProfileSummary = {
  id: 'p-1',
  kind: 'mfa-session',
  name: 'prod',
  region: 'eu-central-1',
  colour: 'red',
  accountId: '111122223333',
  userName: 'alice',
  mfaDevice: 'alice',
  durationSeconds: 43_200,
  stsHost: 'sts.eu-central-1.amazonaws.com',
};
const SESSION: SessionSummary = {
  id: 's-1',
  profileId: 'p-1',
  startedAtMs: 1,
  expiresAtMs: 2,
  maskedAccessKeyId: 'ASIA····7QXK',
};
const OVERVIEW: Overview = {
  vault: 'unlocked',
  unlockMethods: ['passphrase', 'this-browser'],
  profileCount: 2,
  profiles: [PROFILE, { ...PROFILE, id: 'p-2' }],
  selectedProfileId: 'p-2',
  sessions: [SESSION],
};
const SETTINGS: Settings = {
  selectedProfileId: 'p-1',
  formats: { 'p-1': 'fish' },
  snippetOptions: { posix: { verify: true }, 'credentials-file': { section: 'default' } },
  defaultFormat: 'dotenv',
  lockAfterMinutes: 15,
  lockWithComputer: false,
  clearClipboardSeconds: 300,
  clipboardTold: true,
  notices: { minutes: [60, 2], atEnd: false },
  noticesOf: { 'p-1': { minutes: [], atEnd: true } },
  tellWhenReady: false,
  pinnedProfileId: 'p-2',
  clockToldMs: -240_000,
};
const SITE: Site = { id: 'x', patterns: ['https://example.com/*'] };
const INTENT: CopyIntent = { profileId: 'p-1', formatId: 'posix', format: 'bash', site: 'example.com', atMs: 7 };
const SIGN_INS = {
  'p-1': { state: 'asking', startedAtMs: 1, sessionId: 's-1' },
  'p-2': { state: 'refused', atMs: 2, error: { code: 'unreachable', params: { host: 'h' }, service: { status: 500 } } },
  'p-3': { state: 'asking', startedAtMs: 3 },
} as const satisfies items.KeptSignIns;

/** Values that no item may take. */
const NEVER: readonly unknown[] = [null, undefined, () => 1, Number.NaN, Number.NEGATIVE_INFINITY];
const SCALARS: readonly unknown[] = ['', 'x', 0, 1, true, false];
const SHAPES: readonly unknown[] = [{}, [], [{}], [[]], { length: 1 }];

interface Case<T> {
  readonly item: StorageItem<T>;
  readonly good: readonly T[];
  readonly bad: readonly unknown[];
}

function without(value: object, key: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

const withoutEach = (value: object, ...optional: string[]) =>
  Object.keys(value)
    .filter((key) => !optional.includes(key))
    .map((key) => without(value, key));

const CASES: Record<string, Case<unknown>> = {
  unlockedKey: {
    item: keyItems.unlockedKey,
    good: [{ dataKey: 'AAAA', usedAtMs: 7 }],
    bad: [
      ...SCALARS,
      ...SHAPES,
      ...withoutEach({ dataKey: 'AAAA', usedAtMs: 7 }),
      { dataKey: 7, usedAtMs: 7 },
      { dataKey: 'AAAA', usedAtMs: '7' },
      { dataKey: 'AAAA', usedAtMs: Number.POSITIVE_INFINITY },
    ],
  },
  keptLocked: { item: keyItems.keptLocked, good: [true, false], bad: [...SHAPES, 'true', 0, 1, ''] },
  overview: {
    item: items.overview,
    good: [OVERVIEW, items.EMPTY_OVERVIEW, { ...items.EMPTY_OVERVIEW, vault: 'newer' }],
    bad: [
      ...SCALARS,
      ...SHAPES,
      ...withoutEach(OVERVIEW, 'selectedProfileId'),
      { ...OVERVIEW, vault: 'open' },
      { ...OVERVIEW, vault: 'toString' },
      { ...OVERVIEW, unlockMethods: ['passkey'] },
      { ...OVERVIEW, unlockMethods: 'passphrase' },
      { ...OVERVIEW, profileCount: '2' },
      { ...OVERVIEW, profiles: { 0: PROFILE, length: 1 } },
      { ...OVERVIEW, profiles: [PROFILE, null] },
      { ...OVERVIEW, sessions: [SESSION, {}] },
      { ...OVERVIEW, selectedProfileId: 7 },
      { ...OVERVIEW, selectedProfileId: null },
      ...withoutEach(PROFILE).map((profile) => ({ ...OVERVIEW, profiles: [profile] })),
      ...withoutEach(SESSION).map((session) => ({ ...OVERVIEW, sessions: [session] })),
      { ...OVERVIEW, profiles: [{ ...PROFILE, colour: 'pink' }] },
      { ...OVERVIEW, profiles: [{ ...PROFILE, kind: 'role' }] },
      { ...OVERVIEW, sessions: [{ ...SESSION, expiresAtMs: Number.NaN }] },
    ],
  },
  profileIndex: {
    item: items.profileIndex,
    good: ['[]', JSON.stringify([PROFILE]), 'not JSON, which its reader judges'],
    bad: [...SHAPES, 0, true],
  },
  signIns: {
    item: items.signIns,
    good: [{}, SIGN_INS],
    bad: [
      ...SCALARS,
      [],
      { p: null },
      { p: {} },
      { p: { state: 'asked', startedAtMs: 1 } },
      { p: { state: 'asking' } },
      { p: { state: 'asking', startedAtMs: '1' } },
      { p: { state: 'asking', startedAtMs: 1, sessionId: 7 } },
      { p: { state: 'refused', atMs: 1 } },
      { p: { state: 'refused', error: { code: 'internal' } } },
      { p: { state: 'refused', atMs: 1, error: { code: 'nonsense' } } },
      { p: { state: 'refused', atMs: 1, error: 'internal' } },
      { ...SIGN_INS, q: { state: 'asking' } },
    ],
  },
  spentCodes: {
    item: items.spentCodes,
    good: [
      { salt: 'AAAA', until: {} },
      { salt: 'AAAA', until: { h: 7 } },
    ],
    bad: [
      ...SCALARS,
      ...SHAPES,
      { salt: 7, until: {} },
      { salt: 'AAAA' },
      { salt: 'AAAA', until: [] },
      { salt: 'AAAA', until: { h: '7' } },
      { salt: 'AAAA', until: { h: Number.NaN } },
    ],
  },
  settings: {
    item: items.settings,
    good: [SETTINGS, DEFAULT_SETTINGS],
    bad: [...SCALARS, [], [{}]],
  },
  templates: {
    item: templateItems.templates,
    good: [[], [{ id: 'template:11111111-2222-3333-4444-555555555555', name: 'Deploy', text: '{{region}}' }]],
    bad: [...SCALARS, {}, { length: 0 }],
  },
  recentProfiles: {
    item: items.recentProfiles,
    good: [[], ['p-2', 'p-1']],
    bad: [...SCALARS, {}, [7], ['p', null], [[]], { length: 1 }],
  },
  schedule: {
    item: items.schedule,
    good: [[], [{ id: 's', expiresAtMs: 7 }], [{ id: 's', profileId: 'p', startedAtMs: 1, expiresAtMs: 7 }]],
    bad: [
      ...SCALARS,
      {},
      [{}],
      ['s'],
      [{ id: 7, expiresAtMs: 7 }],
      [{ id: 's', expiresAtMs: '7' }],
      [{ id: 's' }],
      [{ id: 's', expiresAtMs: 7, startedAtMs: '1' }],
      [{ id: 's', expiresAtMs: 7, profileId: 1 }],
    ],
  },
  notices: {
    item: items.notices,
    good: [{}, { s: {} }, { s: { profileId: 'p', doneTo: 5, onlyEnd: true, told: 'notice.s.5' }, t: { doneTo: 0 } }],
    bad: [
      ...SCALARS,
      [],
      { s: null },
      { s: { doneTo: '5' } },
      { s: { onlyEnd: 1 } },
      { s: { told: 5 } },
      { s: { profileId: null } },
    ],
  },
  ended: {
    item: items.ended,
    good: [
      [],
      [
        { id: 's', endedAtMs: 7, by: 'expiry' },
        { id: 't', profileId: 'p', endedAtMs: 7, by: 'user', seen: true },
      ],
    ],
    bad: [
      ...SCALARS,
      {},
      [{}],
      [{ id: 's', endedAtMs: 7 }],
      [{ id: 's', endedAtMs: 7, by: 'chance' }],
      [{ id: 's', endedAtMs: '7', by: 'user' }],
      [{ id: 7, endedAtMs: 7, by: 'user' }],
      [{ id: 's', endedAtMs: 7, by: 'user', seen: 0 }],
      [{ id: 's', endedAtMs: 7, by: 'user', profileId: 7 }],
    ],
  },
  vaultReport: { item: items.vaultReport, good: ['older-copy'], bad: [...SCALARS, ...SHAPES] },
  popupIntent: {
    item: items.popupIntent,
    good: [{ profileId: 'p-1', renew: true, atMs: 7 }],
    bad: [
      ...SCALARS,
      ...SHAPES,
      { profileId: 'p-1', renew: true },
      { profileId: 7, renew: true, atMs: 7 },
      { profileId: 'p-1', renew: 1, atMs: 7 },
    ],
  },
  sites: {
    item: siteItems.sites,
    good: [[], [SITE], [{ ...SITE, corner: 'top-left', formatId: 'fish' }]],
    bad: [...SCALARS, {}, [{}], [null], [SITE, 'x'], [{ ...SITE, patterns: ['<all_urls>'] }], { 0: SITE, length: 1 }],
  },
  chipPages: {
    item: siteItems.chipPages,
    good: [{}, { '7': { offers: {} } }, { '7': { documentId: 'd', offers: { o: 'p-1' }, visit: SITE } }],
    bad: [
      ...SCALARS,
      [],
      { '7': {} },
      { '7': null },
      { '7': { offers: { o: 7 } } },
      { '7': { documentId: 7, offers: {} } },
      { '7': { offers: {}, visit: { ...SITE, patterns: ['https://*/*'] } } },
    ],
  },
  copyIntent: {
    item: items.copyIntent,
    good: [INTENT],
    bad: [...SCALARS, ...SHAPES, ...withoutEach(INTENT), { ...INTENT, formatId: 'rot13' }, { ...INTENT, site: 7 }],
  },
  clipboardMark: {
    item: items.clipboardMark,
    good: [{ salt: 'c2FsdA', hash: '1,2,3', copiedAtMs: 7 }],
    bad: [
      ...SCALARS,
      ...SHAPES,
      { salt: 's', hash: 'h' },
      { salt: 's', hash: 'h', copiedAtMs: '7' },
      { salt: 's', hash: 7, copiedAtMs: 7 },
      { hash: 'h', copiedAtMs: 7 },
    ],
  },
  clockOffset: { item: items.clockOffset, good: [0, -1_200_000, 0.5], bad: [...SHAPES, '0', true, ''] },
};

describe('stored items', () => {
  it('are all here', () => {
    const declared = Object.entries({ ...items, ...keyItems, ...siteItems, ...templateItems }).filter(
      ([, value]) => typeof value === 'object' && 'parse' in value,
    );
    expect(Object.keys(CASES).sort()).toEqual(declared.map(([name]) => name).sort());
  });

  it('lie under keys of their own, each with its version', () => {
    const keys = Object.values(CASES).map(({ item }) => `${item.area} ${item.key}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [name, { item }] of Object.entries(CASES)) expect(item.key).toBe(`${name}.1`);
  });

  it('keep out of memory that is written to disk what only a running browser may know', () => {
    const onDisk = Object.entries(CASES).filter(([, { item }]) => item.area === 'local');
    expect(onDisk.map(([name]) => name).sort()).toEqual([
      'clockOffset',
      'ended',
      'notices',
      'recentProfiles',
      'schedule',
      'settings',
      'sites',
      'templates',
      'vaultReport',
    ]);
  });

  it.each(Object.entries(CASES))('%s: what is good is read as it was written', (_, { item, good }) => {
    for (const value of good) {
      expect(pickItem(item, { [item.key]: JSON.parse(JSON.stringify(value)) as unknown })).toEqual(value);
    }
  });

  it.each(Object.entries(CASES))('%s: anything else is read as nothing', (_, { item, bad }) => {
    for (const value of [...NEVER, ...bad]) {
      expect(item.parse(value), JSON.stringify(value)).toBeUndefined();
      expect(pickItem(item, { [item.key]: value })).toEqual(item.fallback);
    }
    expect(pickItem(item, {})).toEqual(item.fallback);
  });

  it.each(Object.entries(CASES))('%s: its own fallback is no surprise to its parser', (_, { item }) => {
    if (item.fallback !== undefined) expect(item.parse(item.fallback)).toEqual(item.fallback);
  });
});

describe('overview', () => {
  it('drops what it does not know, so that nothing unasked for reaches a page', () => {
    const { item } = CASES['overview'] as Case<Overview>;
    expect(item.parse({ ...OVERVIEW, dataKey: 'AAAA' })).toEqual(OVERVIEW);
  });
});

describe('settings', () => {
  it.each<[string, unknown, Settings]>([
    ['nothing', {}, DEFAULT_SETTINGS],
    [
      'one wrong part costs that part alone',
      { ...SETTINGS, lockAfterMinutes: 16 },
      { ...SETTINGS, lockAfterMinutes: DEFAULT_SETTINGS.lockAfterMinutes },
    ],
    [
      'a format of a later version gives way to the usual one',
      { ...SETTINGS, defaultFormat: 'elvish', formats: { 'p-1': 'elvish', 'p-2': 'cmd' } },
      { ...SETTINGS, defaultFormat: DEFAULT_SETTINGS.defaultFormat, formats: { 'p-2': 'cmd' } },
    ],
    ['a table that is none', { ...SETTINGS, formats: ['fish'] }, { ...SETTINGS, formats: {} }],
    [
      'options that are none',
      {
        ...SETTINGS,
        snippetOptions: { posix: { verify: 1 }, fish: { size: true }, elvish: {}, cmd: null, tcsh: { region: false } },
      },
      { ...SETTINGS, snippetOptions: { tcsh: { region: false } } },
    ],
    ['options that are no table', { ...SETTINGS, snippetOptions: [{}] }, { ...SETTINGS, snippetOptions: {} }],
    [
      'a profile that is no text',
      { ...SETTINGS, selectedProfileId: 7 },
      without(SETTINGS, 'selectedProfileId') as Settings,
    ],
    [
      'the lock after a time is not switched off by something that is no time',
      { ...SETTINGS, lockAfterMinutes: '0', lockWithComputer: 0 },
      { ...SETTINGS, lockAfterMinutes: DEFAULT_SETTINGS.lockAfterMinutes, lockWithComputer: true },
    ],
    [
      'notices at minutes of a later version give way to the usual ones',
      { ...SETTINGS, notices: { minutes: [7], atEnd: true }, noticesOf: { p: { minutes: [5] } } },
      { ...SETTINGS, notices: DEFAULT_SETTINGS.notices, noticesOf: {} },
    ],
    ['a part of a later version', { ...SETTINGS, theme: 'dark' }, SETTINGS],
  ])('%s', (_, stored, read) => {
    expect(items.settings.parse(stored)).toEqual(read);
  });

  it('keeps the templates that can be read', () => {
    const good = { id: 'template:11111111-2222-3333-4444-555555555555', name: 'a', text: 'b' };
    const bad = [null, {}, { ...good, id: 'posix' }, { ...good, text: 1 }, without(good, 'name')];
    expect(templateItems.templates.parse([bad[0], good, ...bad])).toEqual([good]);
  });

  it('takes a profile for a profile whatever its id is', () => {
    const formats: unknown = JSON.parse('{"__proto__":"fish","constructor":"cmd"}');
    const read = items.settings.parse({ formats });
    expect(Object.entries(read?.formats ?? {})).toEqual([
      ['__proto__', 'fish'],
      ['constructor', 'cmd'],
    ]);
    expect(Object.getPrototypeOf(read?.formats)).toBe(Object.prototype);
  });
});

describe('isErrorRecord', () => {
  it.each<[unknown, boolean]>([
    ...ERROR_CODES.map((code): [unknown, boolean] => [{ code }, true]),
    [{ code: 'unreachable', service: { status: 1 }, params: { host: 'h' } }, true],
    [{ code: 'unreachable', service: null }, false],
    [{ code: 'unreachable', service: 'x' }, false],
    [{ code: 'unreachable', params: [] }, false],
    [{ code: '' }, false],
    [{ code: ['internal'] }, false],
    [{}, false],
    [null, false],
    ['internal', false],
  ])('%j: %s', (value, expected) => {
    expect(isErrorRecord(value)).toBe(expected);
  });
});
