import { describe, expect, test } from 'vitest';
import type { VaultContents } from './contents.ts';
import { openGeneration, sealGeneration } from './generation.ts';
import { replaceSlot } from './header.ts';
import { exampleContents, exampleHeader, examplePassphraseSlot, exampleSession } from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { PASSPHRASE, storedVault, storeOver } from './testing/stored-vault.ts';

const WHOLE = { repaired: false, damaged: 0, olderCopy: false, unhealed: false, lostSessions: false };
const tableIn = (places: FaultyPlaces) => JSON.parse(places.items.get('vault.sessions') ?? 'null');
const idsIn = (places: FaultyPlaces) => Object.keys(tableIn(places));
const quarantineIn = (places: FaultyPlaces) => JSON.parse(places.items.get('vault.damaged') ?? '[]');
const generationsIn = (places: FaultyPlaces) => [places.items.get('vault.0'), places.items.get('vault.1'), places.copy];
const signIn = (name: string) => (contents: VaultContents) => ({
  ...contents,
  sessions: [
    ...contents.sessions.filter(({ profileId }) => profileId !== 'profile-one'),
    { ...exampleSession(name), profileId: 'profile-one' },
  ],
});
const sessionIds = ({ sessions }: VaultContents) => sessions.map(({ id }) => id);

describe('a sign-in', () => {
  test('writes the records alone, the former of the same profile gone with the same write', async () => {
    const { places, dataKey } = await storedVault('one');
    const before = generationsIn(places);
    const { sequence, contents } = await storeOver(places).update(dataKey, signIn('new'));
    expect(places.writes).toEqual(['vault.sessions']);
    expect(generationsIn(places)).toEqual(before);
    expect(sequence).toBe(2);
    expect(sessionIds(contents)).toEqual(['session-new']);
    expect(idsIn(places)).toEqual(['session-new']);
    expect(await storeOver(places.reopened()).read(dataKey)).toMatchObject({ contents, sequence: 2, health: WHOLE });
  });

  test('leaves the records of the other sessions to the letter', async () => {
    const { places, dataKey } = await storedVault('one');
    const [former] = Object.values(tableIn(places));
    await storeOver(places).update(dataKey, (now) => ({
      ...now,
      sessions: [...now.sessions, exampleSession('two')],
    }));
    expect(tableIn(places)['session-one']).toEqual(former);
    expect(idsIn(places)).toEqual(['session-one', 'session-two']);
  });

  test('does not need the replica, be it lost, stale or out of reach', async () => {
    const { places, dataKey } = await storedVault('one');
    places.copy = undefined;
    const { health } = await storeOver(places).update(dataKey, signIn('new'));
    expect(health).toEqual({ ...WHOLE, repaired: true });
    expect(places.writes).toEqual(['replica', 'vault.sessions']);
  });
});

test('no session is in the body of a generation', async () => {
  const { places, dataKey } = await storedVault('one', 'two');
  for (const text of generationsIn(places)) {
    const { contents } = await openGeneration(globalThis.crypto, dataKey, JSON.parse(text ?? ''));
    expect(contents.sessions).toEqual([]);
  }
});

test('a profile removed takes its record with it, in the same write', async () => {
  const { places, dataKey } = await storedVault('one');
  await storeOver(places).update(dataKey, (now) => ({ ...now, profiles: [], sessions: [] }));
  expect(places.writes).toEqual(['vault.sessions vault.0', 'replica']);
  expect(tableIn(places)).toEqual({});
});

test('a change of anything but sessions leaves the records alone', async () => {
  const { places, dataKey } = await storedVault('one');
  await storeOver(places).update(dataKey, (now) => ({ ...now, profiles: now.profiles.slice(1) }));
  await storeOver(places).update(dataKey, (now) => ({ ...now, later: true }));
  await storeOver(places).update(dataKey, ({ schema, profiles, sessions, unread }) => ({
    schema,
    profiles,
    sessions,
    unread,
  }));
  expect(places.writes).toEqual(['vault.0', 'replica', 'vault.1', 'replica', 'vault.0', 'replica']);
  const { contents } = await storeOver(places).read(dataKey);
  expect(Object.keys(contents)).not.toContain('later');
  expect(sessionIds(contents)).toEqual(['session-one']);
});

test('sessions are read in the order they were begun, whatever the order of their records', async () => {
  const { places, dataKey } = await storedVault('one');
  const times = [5, 3, 9, 1];
  await storeOver(places).update(dataKey, (now) => ({
    ...now,
    sessions: times.map((startedAtMs) => ({ ...exampleSession(`at ${startedAtMs}`), startedAtMs })),
  }));
  const { contents } = await storeOver(places).read(dataKey);
  expect(contents.sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([1, 3, 5, 9]);
});

describe('dropping without a key', () => {
  const threeSessions = async () => {
    const vault = await storedVault('one');
    await storeOver(vault.places).update(vault.dataKey, (now) => ({
      ...now,
      sessions: ['a', 'b', 'c'].map(exampleSession),
    }));
    return { ...vault, places: vault.places.reopened() };
  };

  test('takes these records and no other, and touches nothing else', async () => {
    const { places, dataKey } = await threeSessions();
    const before = generationsIn(places);
    await storeOver(places).dropSessions(['session-a', 'session-c', 'session-of nobody', '__proto__']);
    expect(places.writes).toEqual(['vault.sessions']);
    expect(generationsIn(places)).toEqual(before);
    const { contents, health } = await storeOver(places).read(dataKey);
    expect(sessionIds(contents)).toEqual(['session-b']);
    expect(health).toEqual(WHOLE);
  });

  test.each<[string, (places: FaultyPlaces) => void, string[]]>([
    ['there is nothing to drop', () => {}, ['session-x', 'constructor', '__proto__']],
    ['nothing is asked', () => {}, []],
    ['there are no records', (places) => places.items.delete('vault.sessions'), ['session-a']],
    ['there is no table', (places) => places.items.set('vault.sessions', '["session-a"]'), ['session-a', '0']],
    ['there is no vault', (places) => places.items.clear(), ['session-a']],
  ])('%s: nothing is written', async (_, harm, ids) => {
    const { places } = await threeSessions();
    harm(places);
    await storeOver(places).dropSessions(ids);
    expect(places.writes).toEqual([]);
  });

  test('goes by the id alone, damaged as the record may be', async () => {
    const { places } = await threeSessions();
    places.items.set('vault.sessions', '{"session-a": "garbage", "__proto__": 7, "session-b": null}');
    await storeOver(places).dropSessions(['session-a']);
    expect(places.items.get('vault.sessions')).toBe('{"__proto__":7,"session-b":null}');
  });
});

describe('records that did not prove genuine', () => {
  const harmed = async () => {
    const vault = await storedVault('one');
    await storeOver(vault.places).update(vault.dataKey, (now) => ({
      ...now,
      sessions: ['a', 'b', 'c'].map(exampleSession),
    }));
    const places = vault.places.reopened();
    const { 'session-a': a, 'session-b': b, 'session-c': c } = tableIn(places);
    // Two changed places, and one is of nobody.
    places.items.set(
      'vault.sessions',
      JSON.stringify({ 'session-a': b, 'session-b': a, 'session-c': c, x: 'garbage' }),
    );
    return { ...vault, places, lost: { 'session-a': b, 'session-b': a, x: 'garbage' }, c };
  };

  test('are told once, kept aside as one, and leave the others', async () => {
    const { places, dataKey, lost, c } = await harmed();
    const read = await storeOver(places).read(dataKey);
    expect(sessionIds(read.contents)).toEqual(['session-c']);
    expect(read.health).toEqual({ ...WHOLE, lostSessions: true });
    expect(places.writes).toEqual(['vault.damaged vault.sessions']);
    expect(tableIn(places)).toEqual({ 'session-c': c });
    expect(quarantineIn(places)).toEqual([lost]);
    expect(await storeOver(places).read(dataKey)).toEqual({ ...read, health: WHOLE });
  });

  test('are kept aside by the write that follows when the reading could not', async () => {
    const { places, dataKey, lost } = await harmed();
    const { area } = places;
    let isFirst = true;
    const set = async (items: Record<string, unknown>) => {
      if (isFirst) {
        isFirst = false;
        throw new Error('QUOTA_BYTES quota exceeded');
      }
      await area.set(items);
    };
    const failing = Object.assign(places.reopened(), { area: { get: area.get, set } });
    const { health } = await storeOver(failing).update(dataKey, (now) => ({ ...now, sessions: [] }));
    expect(health).toEqual({ ...WHOLE, lostSessions: true, unhealed: true });
    expect(tableIn(places)).toEqual({});
    expect(quarantineIn(places)).toEqual([lost]);
  });

  test.each(['"garbage"', '[]', '0', 'false', '""'])(
    '%s in place of all: kept aside, and work goes on',
    async (text) => {
      const { places, dataKey } = await storedVault('one');
      places.items.set('vault.sessions', text);
      const { contents, health } = await storeOver(places).read(dataKey);
      expect(contents).toEqual({ ...exampleContents('one'), sessions: [] });
      expect(health).toEqual({ ...WHOLE, lostSessions: true });
      expect(quarantineIn(places)).toEqual([JSON.parse(text)]);
      await storeOver(places).update(dataKey, signIn('new'));
      expect(sessionIds((await storeOver(places).read(dataKey)).contents)).toEqual(['session-new']);
      expect((await storeOver(places).read(dataKey)).health).toEqual(WHOLE);
    },
  );

  test('of a later vault: its records stay to the letter', async () => {
    const { places, dataKey } = await storedVault('one');
    places.items.set('vault.0', JSON.stringify({ ...JSON.parse(places.items.get('vault.0') ?? ''), format: 2 }));
    places.items.set('vault.sessions', '{"later": {"chunks": []}}');
    const before = places.dump();
    await expect(storeOver(places).read(dataKey)).rejects.toMatchObject({ code: 'vault-newer' });
    await expect(storeOver(places).update(dataKey, signIn('new'))).rejects.toMatchObject({ code: 'vault-newer' });
    expect(places.dump()).toBe(before);
  });
});

test('a new vault has nothing of what a former one left', async () => {
  const { places } = await storedVault('one');
  const left = new FaultyPlaces([['vault.sessions', places.items.get('vault.sessions') ?? '']]);
  const { header, dataKey } = await exampleHeader(PASSPHRASE);
  expect(await storeOver(left).exists()).toBe(false);
  await storeOver(left).create(header.text, dataKey);
  expect(tableIn(left)).toEqual({});
  expect((await storeOver(left).read(dataKey)).health).toEqual(WHOLE);
});

test('another passphrase leaves the records as they are', async () => {
  const { places, dataKey, header } = await storedVault('one');
  const before = places.items.get('vault.sessions');
  const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
  await storeOver(places).replaceHeader(dataKey, replaceSlot(header, slot).text);
  expect(places.items.get('vault.sessions')).toBe(before);
  expect(sessionIds((await storeOver(places).read(dataKey)).contents)).toEqual(['session-one']);
});

describe('a vault of a former Stint, its sessions in the body', () => {
  const STRANGE = { id: 'session-later', arn: 'kept' };
  const former = async () => {
    const { header, dataKey } = await exampleHeader(PASSPHRASE);
    const contents = exampleContents('one', 'two');
    const unread = { profiles: [], sessions: [STRANGE] };
    const text = JSON.stringify(
      await sealGeneration(globalThis.crypto, dataKey, header.text, 7, { ...contents, unread }),
    );
    const items: [string, string][] = [
      ['vault.0', text],
      ['vault.1', text],
    ];
    return { places: new FaultyPlaces(items, text), dataKey, header };
  };
  const bodyIn = async (places: FaultyPlaces, dataKey: Parameters<typeof openGeneration>[1]) =>
    (await openGeneration(globalThis.crypto, dataKey, JSON.parse(places.copy ?? ''))).contents;

  test('is read as it was, and nothing is written', async () => {
    const { places, dataKey } = await former();
    const { contents, health } = await storeOver(places).read(dataKey);
    expect(sessionIds(contents)).toEqual(['session-one', 'session-two']);
    expect(contents.unread.sessions).toEqual([STRANGE]);
    expect(health).toEqual(WHOLE);
    await storeOver(places).dropSessions(['session-one']);
    expect(places.writes).toEqual([]);
  });

  test.each<[string, (now: VaultContents) => VaultContents, string[]]>([
    ['a sign-in', signIn('new'), ['session-two', 'session-new']],
    ['the end of one', (now) => ({ ...now, sessions: now.sessions.slice(1) }), ['session-two']],
    ['the end of all', (now) => ({ ...now, sessions: [] }), []],
    ['another change', (now) => ({ ...now, profiles: now.profiles.slice(1) }), ['session-one', 'session-two']],
  ])('%s moves them all into records, in one write', async (_, change, ids) => {
    const { places, dataKey } = await former();
    await storeOver(places).update(dataKey, change);
    expect(places.writes).toEqual(['vault.sessions vault.1', 'replica']);
    expect(idsIn(places).sort()).toEqual(ids.toSorted());
    const body = await bodyIn(places, dataKey);
    expect(body.sessions).toEqual([]);
    // What only a later Stint can read stays where it is.
    expect(body.unread.sessions).toEqual([STRANGE]);
    expect(sessionIds((await storeOver(places).read(dataKey)).contents)).toEqual(ids);
    // From then on the body is not written for a sign-in.
    places.writes.length = 0;
    await storeOver(places).update(dataKey, signIn('later'));
    expect(places.writes).toEqual(['vault.sessions']);
  });

  test('another passphrase moves them, too', async () => {
    const { places, dataKey, header } = await former();
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    await storeOver(places).replaceHeader(dataKey, replaceSlot(header, slot).text);
    expect(places.writes).toEqual(['vault.sessions vault.1', 'vault.0 vault.damaged', 'replica']);
    expect((await bodyIn(places, dataKey)).sessions).toEqual([]);
    expect(sessionIds((await storeOver(places).read(dataKey)).contents)).toEqual(['session-one', 'session-two']);
  });

  test('an older generation that is left of it brings no ended session back', async () => {
    const { places, dataKey } = await former();
    await storeOver(places).update(dataKey, (now) => ({ ...now, sessions: [] }));
    places.items.set('vault.1', '"garbage"');
    places.copy = undefined;
    const { contents, health } = await storeOver(places).read(dataKey);
    expect(contents.sessions).toEqual([]);
    expect(health).toMatchObject({ damaged: 1, repaired: true });
    // And it is rewritten without them.
    await storeOver(places).update(dataKey, signIn('new'));
    expect((await bodyIn(places, dataKey)).sessions).toEqual([]);
    expect(sessionIds((await storeOver(places).read(dataKey)).contents)).toEqual(['session-new']);
  });
});
