import { describe, expect, it } from 'vitest';
import { OVERVIEW_PROFILES } from '../core/safe-index.ts';
import type { Session } from '../core/session.ts';
import { EMPTY_CONTENTS, type VaultContents } from '../vault/contents.ts';
import { exampleContents, exampleProfile, exampleSession } from '../vault/testing/examples.ts';
import { indexOf, overviewOf, scheduleOf, sessionSummaryOf, summaryOf } from './overview.ts';

/** {@link exampleSession} ends at this instant. */
const END = Date.parse('2026-11-21T23:59:59Z');
const BEFORE = END - 1000;

function contentsOf(profiles: readonly string[], sessions: readonly string[] = []): VaultContents {
  return { ...EMPTY_CONTENTS, profiles: profiles.map(exampleProfile), sessions: sessions.map(exampleSession) };
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `p${String(at).padStart(4, '0')}`);
const ids = (...names: string[]) => names.map((name) => `profile-${name}`);

describe('overviewOf', () => {
  it.each<
    [string, VaultContents, { selectedProfileId?: string; recentIds: readonly string[] }, string[], string | undefined]
  >([
    ['nothing', contentsOf([]), { recentIds: [] }, [], undefined],
    ['as stored, the first selected', contentsOf(['a', 'b', 'c']), { recentIds: [] }, ['a', 'b', 'c'], 'a'],
    ['those used last come first', contentsOf(['a', 'b', 'c']), { recentIds: ids('c', 'b') }, ['c', 'b', 'a'], 'c'],
    [
      'before them those with a session',
      contentsOf(['a', 'b', 'c', 'd'], ['d']),
      { recentIds: ids('c', 'b') },
      ['d', 'c', 'b', 'a'],
      'd',
    ],
    [
      'before all the selected one',
      contentsOf(['a', 'b', 'c', 'd'], ['d']),
      { recentIds: ids('c'), selectedProfileId: 'profile-b' },
      ['b', 'd', 'c', 'a'],
      'b',
    ],
    [
      'one that is all of these stands there once',
      contentsOf(['a', 'b'], ['b']),
      { recentIds: ids('b', 'b', 'a'), selectedProfileId: 'profile-b' },
      ['b', 'a'],
      'b',
    ],
    [
      'what is gone is passed over',
      contentsOf(['a', 'b']),
      { recentIds: ids('x', 'b', '__proto__'), selectedProfileId: 'profile-x' },
      ['b', 'a'],
      'b',
    ],
  ])('%s', (_, contents, choice, names, selected) => {
    const overview = overviewOf(contents, choice, ['passphrase'], BEFORE);
    expect(overview.profiles.map(({ name }) => name)).toEqual(names);
    expect(overview.selectedProfileId).toBe(selected && `profile-${selected}`);
    expect(overview.profileCount).toBe(contents.profiles.length);
    expect(overview.unlockMethods).toEqual(['passphrase']);
  });

  it.each<[string, number, number, string | undefined, number]>([
    ['20 of 20', 20, 0, undefined, 20],
    ['20 of 21', 21, 0, undefined, 20],
    ['20 of 2,000', 2000, 0, undefined, 20],
    ['20 while 20 have a session, one of them selected', 2000, 20, 'p0003', 20],
    ['21 while 20 have a session and another one is selected', 2000, 20, 'p1999', 21],
    ['all of 30 with a session', 2000, 30, undefined, 30],
  ])('shows %s', (_, profiles, sessions, selected, shown) => {
    const names = numbered(profiles);
    const overview = overviewOf(
      contentsOf(names, names.slice(0, sessions)),
      {
        recentIds: ids(...names.slice(-OVERVIEW_PROFILES)),
        ...(selected && { selectedProfileId: `profile-${selected}` }),
      },
      [],
      BEFORE,
    );
    expect(overview.profiles.length).toBe(shown);
    expect(overview.profileCount).toBe(profiles);
    for (const { profileId } of overview.sessions) {
      expect(overview.profiles.map(({ id }) => id)).toContain(profileId);
    }
    expect(overview.sessions.length).toBe(sessions);
  });

  it.each<[string, number, number]>([
    ['a millisecond before its end', END - 1, 1],
    ['at its end', END, 0],
    ['later', END + 86_400_000, 0],
  ])('a session %s', (_, nowMs, count) => {
    expect(overviewOf(contentsOf(['a'], ['a']), { recentIds: [] }, [], nowMs).sessions.length).toBe(count);
  });

  it('leaves out a session whose profile only a later Stint can read', () => {
    const contents: VaultContents = {
      ...contentsOf(['a'], ['a', 'later']),
      unread: { profiles: [{ id: 'profile-later', kind: 'role' }], sessions: [] },
    };
    const overview = overviewOf(contents, { recentIds: [] }, [], BEFORE);
    expect(overview.sessions.map(({ profileId }) => profileId)).toEqual(['profile-a']);
  });

  it('holds no secret of any profile or session', () => {
    const contents = exampleContents('a', 'b');
    const shown = JSON.stringify([overviewOf(contents, { recentIds: [] }, [], BEFORE), indexOf(contents)]);
    for (const { keys } of contents.profiles) {
      expect(shown).not.toContain(keys.secretAccessKey);
      expect(shown).not.toContain(keys.accessKeyId);
    }
    for (const { credentials } of contents.sessions) {
      for (const secret of [credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken]) {
        expect(shown).not.toContain(secret);
      }
    }
  });
});

describe('summaryOf', () => {
  it.each([[{ region: 'moon-base-1' }], [{ endpointUrl: 'no address' }]])(
    'names a profile that this version cannot call: %j',
    (changes) => {
      const strange = { ...exampleProfile('a'), ...changes };
      expect(summaryOf(strange)).toMatchObject({ id: strange.id, name: strange.name, stsHost: '' });
      const profiles = [strange, exampleProfile('b')];
      expect(JSON.parse(indexOf({ ...EMPTY_CONTENTS, profiles }))).toHaveLength(2);
    },
  );

  it.each<[string, object, object]>([
    ['a profile of AWS', {}, { stsHost: 'sts.eu-central-1.amazonaws.com', userName: 'alice', mfaDevice: 'alice' }],
    [
      'a profile of AWS, with FIPS',
      { region: 'us-east-1', fips: true },
      { stsHost: 'sts-fips.us-east-1.amazonaws.com' },
    ],
    ['a server on this computer', { endpointUrl: 'http://127.0.0.1:4566' }, { stsHost: '127.0.0.1:4566' }],
    ['a token of hardware', { mfaSerial: 'GAHT12345678' }, { mfaDevice: 'GAHT12345678' }],
    ['a user in a path', { userArn: 'arn:aws:iam::111122223333:user/team/x/bob' }, { userName: 'bob' }],
    ['a user nobody can name', { userArn: 'x' }, { userName: '' }],
  ])('%s', (_, changes, expected) => {
    expect(summaryOf({ ...exampleProfile('a'), ...changes })).toMatchObject(expected);
  });
});

describe('sessionSummaryOf and scheduleOf', () => {
  it('tell the end and who it is for; the schedule only by an opaque id', () => {
    const session: Session = exampleSession('a');
    expect(sessionSummaryOf(session)).toEqual({
      id: 'session-a',
      profileId: 'profile-a',
      startedAtMs: session.startedAtMs,
      expiresAtMs: END,
      maskedAccessKeyId: 'ASIA····MPLE',
    });
    expect(scheduleOf(contentsOf(['a', 'b'], ['a', 'b']))).toEqual(
      ['a', 'b'].map((name) => ({
        id: `session-${name}`,
        profileId: `profile-${name}`,
        startedAtMs: session.startedAtMs,
        expiresAtMs: END,
      })),
    );
  });
});

describe('indexOf', () => {
  it('holds every profile, as its reader takes them', () => {
    const contents = contentsOf(numbered(2000));
    expect(JSON.parse(indexOf(contents))).toEqual(contents.profiles.map(summaryOf));
  });
});
