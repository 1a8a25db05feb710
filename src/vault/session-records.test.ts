import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Session } from '../core/session.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { EMPTY_CONTENTS } from './contents.ts';
import { type ProvedGeneration, proveGeneration, sealGeneration } from './generation.ts';
import { sealText } from './sealed-text.ts';
import { openRecords, recordsOf } from './session-records.ts';
import { codeOf, exampleHeader, exampleSession } from './testing/examples.ts';

const { crypto } = globalThis;
const NONE = { kept: [], lost: undefined };

async function newVault(): Promise<ProvedGeneration> {
  const { header, dataKey } = await exampleHeader('correct horse battery staple');
  const sealed = await sealGeneration(crypto, dataKey, header.text, 1, EMPTY_CONTENTS);
  return (await proveGeneration(crypto, dataKey, sealed)).proved;
}

const vault = await newVault();
const other = await newVault();

type Table = Record<string, { nonce: string; body: string }>;

/** Through JSON, as storage gives it back. */
async function sealed(sessions: readonly Session[], of = vault): Promise<Table> {
  return JSON.parse(JSON.stringify(await recordsOf(crypto, of, sessions, NONE)));
}

async function opened(stored: unknown, of = vault): Promise<{ sessions: unknown[]; lost: unknown }> {
  const { kept, lost } = await openRecords(crypto, of, stored);
  return { sessions: kept.map(({ session }) => session), lost };
}

const one = exampleSession('one');
const two = exampleSession('two');
const table = await sealed([one, two]);
const [first, second] = Object.values(table);
if (!first || !second) throw new Error('no records');
const foreign = (await sealed([one], other))['session-one'];

test('open as they were sealed, each under its id, with nothing readable', async () => {
  expect(Object.keys(table)).toEqual(['session-one', 'session-two']);
  expect(await opened(table)).toEqual({ sessions: [one, two], lost: undefined });
  const dump = JSON.stringify(table) + Object.values(table).map(({ body }) => atob(body));
  for (const secret of [...Object.values(one.credentials), one.profileId]) expect(dump).not.toContain(secret);
  expect(first.nonce).not.toBe(second.nonce);
});

test('the size tells only the step it is in', async () => {
  const long = { ...one, credentials: { ...one.credentials, sessionToken: 'Q'.repeat(3000) } };
  const { 'session-one': record } = await sealed([long]);
  expect(fromBase64(first.body)?.length).toBe(4096 + 16);
  expect(fromBase64(record?.body ?? '')?.length).toBe(4096 + 16);
});

test('sessions of any text come back exactly', async () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 }), anyText, async (ids, sessionToken) => {
      // An id of digits alone would move to the front of any object.
      const sessions = ids.map((id, at) => ({
        ...one,
        id: `s ${id}`,
        startedAtMs: at,
        credentials: { ...one.credentials, sessionToken },
      }));
      expect(await opened(await sealed(sessions))).toEqual({ sessions, lost: undefined });
    }),
    { numRuns: 50 },
  );
});

test('two thousand are read', async () => {
  const many = Array.from({ length: 2000 }, (_, at) => exampleSession(`${at}`));
  const { sessions, lost } = await opened(await sealed(many));
  expect(sessions).toEqual(many);
  expect(lost).toBeUndefined();
});

describe('a record that does not prove genuine is lost, and hides no other', () => {
  const flipped = (text: string, at: number) => {
    const bytes = fromBase64(text) ?? new Uint8Array();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return toBase64(bytes);
  };
  test.each<[string, unknown]>([
    ['a bit of its nonce flipped', { ...first, nonce: flipped(first.nonce, 11) }],
    ['the first bit of its body flipped', { ...first, body: flipped(first.body, 0) }],
    ['a bit of its tag flipped', { ...first, body: flipped(first.body, 4111) }],
    ['cut short', { ...first, body: toBase64(fromBase64(first.body)?.slice(0, -1) ?? new Uint8Array()) }],
    ["another's nonce", { ...first, nonce: second.nonce }],
    ["another session's record", second],
    ["another vault's record of the same id", foreign],
    ['no nonce', { body: first.body }],
    ['no body', { nonce: first.nonce }],
    ['a nonce of 16 bytes', { ...first, nonce: toBase64(new Uint8Array(16)) }],
    ['an empty body', { ...first, body: '' }],
    ['a body that is no base64', { ...first, body: `${first.body} ` }],
    ['numbers', { nonce: 1, body: 2 }],
    ['inherited fields', Object.create(first)],
    ['a list', [first.nonce, first.body]],
    ['a text', JSON.stringify(first)],
    ['a number', 7],
    ['null', null],
  ])('%s', async (_, record) => {
    expect(await opened({ 'session-one': record, 'session-two': second })).toEqual({
      sessions: [two],
      lost: { 'session-one': record },
    });
  });

  test('a name that every object has, of its own', async () => {
    const hostile: unknown = JSON.parse(
      `{"__proto__": ${JSON.stringify(first)}, "constructor": {}, "session-two": ${JSON.stringify(second)}}`,
    );
    const { sessions, lost } = await opened(hostile);
    expect(sessions).toEqual([two]);
    expect(Object.entries(lost as object)).toEqual([
      ['__proto__', first],
      ['constructor', {}],
    ]);
    expect(Object.getPrototypeOf(lost)).toBe(Object.prototype);
  });

  test('both of two that changed places', async () => {
    const swapped = { 'session-one': second, 'session-two': first };
    expect(await opened(swapped)).toEqual({ sessions: [], lost: swapped });
  });

  test('all, in another vault', async () => {
    expect(await opened(table, other)).toEqual({ sessions: [], lost: table });
  });

  test("a generation's body in its place", async () => {
    const { nonce, body } = vault.sealed;
    expect(await opened({ 'session-one': { nonce, body } })).toMatchObject({ sessions: [] });
  });
});

test.each([
  ['a list', [first]],
  ['a text', 'garbage'],
  ['an empty text', ''],
  ['a number', 0],
  ['a flag', false],
])('%s in place of the table: lost as it lay there', async (_, stored) => {
  expect(await opened(stored)).toEqual({ sessions: [], lost: stored });
});

test('a failure of WebCrypto is no damage', async () => {
  const broken = {
    getRandomValues: crypto.getRandomValues.bind(crypto),
    subtle: { decrypt: async () => Promise.reject(new Error('out of memory')) } as unknown as SubtleCrypto,
  };
  await expect(openRecords(broken, vault, table)).rejects.toThrow('out of memory');
});

describe('a genuine record that only a later Stint can read stays as it is, and is not handed out', () => {
  const sealedAs = (id: string, text: string) =>
    sealText(crypto, vault.key, ['stint vault session', 1, vault.header.vaultId, id], text);

  test.each([
    ['of another shape', JSON.stringify({ id: 'later', arn: 'arn:aws:iam::111122223333:role/x' })],
    ['of another id', JSON.stringify(one)],
    ['no object', '7'],
    ['no JSON', '{'],
    ['too deep', '['.repeat(40) + ']'.repeat(40)],
    ['with a key __proto__', '{"__proto__": {}}'],
  ])('%s', async (_, text) => {
    const stored = { ...table, later: await sealedAs('later', text) };
    const records = await openRecords(crypto, vault, stored);
    expect(records.lost).toBeUndefined();
    const sessions = records.kept.flatMap(({ session }) => session ?? []);
    expect(sessions).toEqual([one, two]);
    expect(await recordsOf(crypto, vault, sessions, records)).toBeUndefined();
    expect(await recordsOf(crypto, vault, sessions.slice(1), records)).toEqual({
      'session-two': second,
      later: stored.later,
    });
    expect(await recordsOf(crypto, vault, [], records)).toEqual({ later: stored.later });
  });

  test('fields it added outlive a change of other sessions', async () => {
    const added = { ...one, later: { kept: true }, credentials: { ...one.credentials, later: 'kept' } };
    const records = await openRecords(crypto, vault, await sealed([added]));
    const [session] = records.kept.flatMap((item) => item.session ?? []);
    if (!session) throw new Error('no session');
    expect(session).toEqual(added);
    const changed = { ...session, startedAtMs: 7 };
    expect(await opened(await recordsOf(crypto, vault, [changed, two], records))).toMatchObject({
      sessions: [{ ...added, startedAtMs: 7 }, two],
    });
  });
});

test('only what is new is sealed anew', async () => {
  const records = await openRecords(crypto, vault, table);
  const [keptOne] = records.kept.flatMap(({ session }) => session ?? []);
  if (!keptOne) throw new Error('no session');
  const next = await recordsOf(crypto, vault, [keptOne, exampleSession('three')], records);
  expect(Object.keys(next ?? {})).toEqual(['session-one', 'session-three']);
  expect(next?.['session-one']).toBe(table['session-one']);
});

test.each<[string, unknown]>([
  ['no token', { ...one, credentials: { ...one.credentials, sessionToken: '' } }],
  ['no end', { ...one, credentials: { ...one.credentials, expiration: 'soon' } }],
  ['no id', { ...one, id: undefined }],
  ['what could not be read again', { ...one, note: JSON.parse('{"__proto__": {}}') }],
])('a session with %s is never sealed', async (_, strange) => {
  expect(await codeOf(() => recordsOf(crypto, vault, [strange as Session], NONE))).toBe('internal');
});
