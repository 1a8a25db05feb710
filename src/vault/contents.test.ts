import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Profile } from '../core/profile.ts';
import type { Session } from '../core/session.ts';
import { EMPTY_CONTENTS, parseContents, serialiseContents, type VaultContents } from './contents.ts';
import { codeOf, exampleContents, exampleProfile, exampleSession } from './testing/examples.ts';

test('comes back as it was', () => {
  for (const contents of [EMPTY_CONTENTS, exampleContents('one'), exampleContents('one', 'two', 'three')]) {
    expect(parseContents(serialiseContents(contents))).toEqual(contents);
  }
});

test('text of any kind comes back exactly', () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1 });
  fc.assert(
    fc.property(anyText, anyText, (name, sessionToken) => {
      const session = exampleSession('one');
      const contents = {
        ...EMPTY_CONTENTS,
        profiles: [{ ...exampleProfile('one'), name }],
        sessions: [{ ...session, credentials: { ...session.credentials, sessionToken } }],
      };
      expect(parseContents(serialiseContents(contents))).toEqual(contents);
    }),
  );
});

const whole = JSON.stringify({ schema: 1, profiles: [], sessions: [] });

test.each([
  ['no JSON', 'vault-damaged', whole.slice(0, -1)],
  ['a list', 'vault-damaged', '[]'],
  ['null', 'vault-damaged', 'null'],
  ['no schema', 'vault-damaged', '{"profiles":[],"sessions":[]}'],
  ['a schema in quotes', 'vault-damaged', '{"schema":"1","profiles":[],"sessions":[]}'],
  ['schema 0', 'vault-damaged', '{"schema":0,"profiles":[],"sessions":[]}'],
  ['schema 2', 'vault-newer', '{"schema":2,"profiles":[],"sessions":[]}'],
  ['schema 2 of another shape', 'vault-newer', '{"schema":2,"people":{}}'],
  ['no sessions', 'vault-damaged', '{"schema":1,"profiles":[]}'],
  ['profiles by name', 'vault-damaged', '{"schema":1,"profiles":{},"sessions":[]}'],
  ['a name of its own for what is kept', 'vault-damaged', '{"schema":1,"profiles":[],"sessions":[],"unread":{}}'],
  ['__proto__ in a profile', 'vault-damaged', '{"schema":1,"profiles":[{"__proto__":{}}],"sessions":[]}'],
  ['too deep', 'vault-damaged', `{"schema":1,"profiles":[${'['.repeat(30)}${']'.repeat(30)}],"sessions":[]}`],
  ['blanks after it', 'fine', `${whole}    `],
])('%s: %s', async (_, code, text) => {
  expect(await codeOf(() => parseContents(text))).toBe(code);
});

const profile = exampleProfile('one');
const session = exampleSession('one');

const strangeProfiles: [string, unknown][] = [
  ['a kind of a later Stint', { ...profile, kind: 'role', roleArn: 'arn:aws:iam::111122223333:role/admin' }],
  ['a kind that every object inherits', { ...profile, kind: 'constructor' }],
  ['no kind', { ...profile, kind: undefined }],
  ['a colour of a later Stint', { ...profile, colour: 'teal' }],
  ['no keys', { ...profile, keys: null }],
  ['half its keys', { ...profile, keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }],
  ['an empty id', { ...profile, id: '' }],
  ['a number for a name', { ...profile, name: 7 }],
  ['a duration in words', { ...profile, durationSeconds: '1 h' }],
  ['an endpoint that is no text', { ...profile, endpointUrl: 4566 }],
  ['a wish for FIPS that is no yes or no', { ...profile, fips: 'true' }],
  ['nothing', null],
  ['a text', 'profile'],
  ['a list', [profile]],
];

test.each(strangeProfiles)('a profile with %s is kept and not handed out', (_, strange) => {
  const text = JSON.stringify({ schema: 1, profiles: [strange, profile], sessions: [] });
  const contents = parseContents(text);
  expect(contents.profiles).toEqual([profile]);
  expect(JSON.parse(serialiseContents(contents)).profiles).toEqual(JSON.parse(JSON.stringify([profile, strange])));
});

test.each(strangeProfiles)('a profile with %s is never written among the good ones', async (_, strange) => {
  const contents = { ...EMPTY_CONTENTS, profiles: [strange as Profile] };
  expect(await codeOf(() => serialiseContents(contents))).toBe('internal');
});

const strangeSessions: [string, unknown][] = [
  ['no token', { ...session, credentials: { ...session.credentials, sessionToken: '' } }],
  ['an end that is no date', { ...session, credentials: { ...session.credentials, expiration: 'soon' } }],
  ['no start', { ...session, startedAtMs: null }],
  ['no profile', { ...session, profileId: undefined }],
];

test.each(strangeSessions)('a session with %s is kept, not handed out, never written', async (_, strange) => {
  const contents = parseContents(JSON.stringify({ schema: 1, profiles: [], sessions: [strange, session] }));
  expect(contents.sessions).toEqual([session]);
  expect(JSON.parse(serialiseContents(contents)).sessions).toEqual(JSON.parse(JSON.stringify([session, strange])));
  expect(await codeOf(() => serialiseContents({ ...EMPTY_CONTENTS, sessions: [strange as Session] }))).toBe('internal');
});

test('what could not be read again is not written', async () => {
  const hostile = JSON.parse('{"__proto__": {"isAdmin": true}}');
  const named = { ...exampleProfile('one'), note: hostile };
  expect(await codeOf(() => serialiseContents({ ...EMPTY_CONTENTS, profiles: [named] }))).toBe('internal');
});

/** Objects of a later version: names of their own, values of any shape that is not too deep. */
const added = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).map((name) => `new ${name}`),
  fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('__proto__')),
  { maxKeys: 3 },
);

test('fields of a later version survive a change at every level', () => {
  fc.assert(
    fc.property(added, added, added, added, added, (top, onProfile, onKeys, onSession, onCredentials) => {
      const stored = JSON.parse(
        JSON.stringify({
          ...top,
          schema: 1,
          profiles: [
            { ...profile, ...onProfile, keys: { ...profile.keys, ...onKeys } },
            { kind: 'later', ...onProfile },
          ],
          sessions: [{ ...session, ...onSession, credentials: { ...session.credentials, ...onCredentials } }],
        }),
      );
      const before = parseContents(JSON.stringify(stored));
      const changed: VaultContents = {
        ...before,
        profiles: [...before.profiles.map((item) => ({ ...item, name: 'renamed' })), exampleProfile('two')],
      };
      const [first, later] = stored.profiles;
      expect(JSON.parse(serialiseContents(changed))).toEqual({
        ...stored,
        profiles: [{ ...first, name: 'renamed' }, exampleProfile('two'), later],
      });
    }),
  );
});
