import { describe, expect, test } from 'vitest';
import type { VaultContents } from './contents.ts';
import { createVaultKey } from './data-key.ts';
import { removeSlot, replaceSlot } from './header.ts';
import { VaultStore } from './store.ts';
import {
  codeOf,
  exampleContents,
  exampleHeader,
  examplePassphraseSlot,
  exampleProfile,
  exampleSession,
} from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { namesIn, PASSPHRASE, storedVault, storeOver } from './testing/stored-vault.ts';

const WHOLE = { repaired: false, damaged: 0, olderCopy: false, unhealed: false, lostSessions: false };
const PLACES = ['vault.0', 'vault.1', 'replica'] as const;
type Place = (typeof PLACES)[number];

/** Changes the raw text of one copy; `undefined` takes it away. */
function put(places: FaultyPlaces, place: Place, text: string | undefined) {
  if (place === 'replica') places.copy = text;
  else if (text === undefined) places.items.delete(place);
  else places.items.set(place, text);
}

const rawOf = (places: FaultyPlaces, place: Place) => (place === 'replica' ? places.copy : places.items.get(place));
const sequencesIn = (places: FaultyPlaces) => PLACES.map((place) => JSON.parse(rawOf(places, place) ?? '{}').sequence);
const quarantineIn = (places: FaultyPlaces): unknown[] => JSON.parse(places.items.get('vault.damaged') ?? '[]');

const withSession = (name: string) => (contents: VaultContents) => ({
  ...contents,
  sessions: [...contents.sessions, exampleSession(name)],
});

/** One byte of the body changed: still the right shape. */
function garbled(text: string | undefined): string {
  const record = JSON.parse(text ?? '{}');
  return JSON.stringify({ ...record, body: record.body.replace(/^.{4}/, 'AAAA') });
}

describe('from nothing', () => {
  test('nothing is there', async () => {
    const places = new FaultyPlaces();
    const store = storeOver(places);
    const dataKey = createVaultKey(globalThis.crypto);
    expect(await store.exists()).toBe(false);
    for (const work of [
      () => store.readHeader(),
      () => store.read(dataKey),
      () => store.update(dataKey, (contents) => contents),
    ]) {
      expect(await codeOf(work)).toBe('vault-missing');
    }
    expect(places.writes).toEqual([]);
  });

  test('a new vault is empty, in both generations and the replica', async () => {
    const { header, dataKey } = await exampleHeader(PASSPHRASE);
    const places = new FaultyPlaces();
    await storeOver(places).create(header.text, dataKey);
    expect(places.writes).toEqual(['vault.sessions vault.0 vault.1', 'replica']);
    expect(sequencesIn(places)).toEqual([1, 1, 1]);
    const store = storeOver(places.reopened());
    expect(await store.exists()).toBe(true);
    expect(await store.readHeader()).toEqual(header);
    expect(await store.read(dataKey)).toEqual({ contents: exampleContents(), sequence: 1, header, health: WHOLE });
  });

  test('a new vault has the slots it was given and no other', async () => {
    const { header } = await storedVault();
    expect(JSON.parse(header.text).slots.map((slot: { kind: string }) => slot.kind)).toEqual(['passphrase']);
  });

  test('is not created from a header of another key, or from none', async () => {
    const { header } = await exampleHeader(PASSPHRASE);
    const places = new FaultyPlaces();
    const store = storeOver(places);
    const dataKey = createVaultKey(globalThis.crypto);
    expect(await codeOf(() => store.create(header.text, dataKey))).toBe('vault-locked');
    expect(await codeOf(() => store.create('{}', dataKey))).toBe('vault-damaged');
    expect(places.writes).toEqual([]);
  });
});

describe('an existing vault is never created over', () => {
  const strange = ['{"format":2,"blob":"later"}', '"garbage"', '{}', '[]', '0', 'false', '""'];

  test.each(PLACES.flatMap((place) => strange.map((text) => [place, text] as const)))('%s: %s', async (place, text) => {
    const { header, dataKey } = await exampleHeader(PASSPHRASE);
    const places = new FaultyPlaces();
    put(places, place, text);
    const before = places.dump();
    expect(await storeOver(places).exists()).toBe(true);
    expect(await codeOf(() => storeOver(places).create(header.text, dataKey))).toBe('vault-exists');
    expect(places.dump()).toBe(before);
  });

  test('not even where a place cannot be read', async () => {
    const { header, dataKey } = await exampleHeader(PASSPHRASE);
    for (const at of [1, 2]) {
      const places = new FaultyPlaces();
      places.fault = { at, when: 'before', process: 'alive' };
      expect(await codeOf(() => storeOver(places).create(header.text, dataKey))).toBe('storage-failed');
      expect(places.writes).toEqual([]);
      expect(await codeOf(() => storeOver(faultAt(new FaultyPlaces(), at)).exists())).toBe('storage-failed');
    }
  });
});

function faultAt(places: FaultyPlaces, at: number): FaultyPlaces {
  places.fault = { at, when: 'before', process: 'alive' };
  return places;
}

describe('writing', () => {
  test('replaces the older generation, then the replica', async () => {
    const { places, dataKey } = await storedVault();
    const seen: unknown[] = [];
    for (const name of ['one', 'two', 'three']) {
      await storeOver(places).update(dataKey, (contents) => ({ ...contents, profiles: [exampleProfile(name)] }));
      seen.push(sequencesIn(places));
      expect(await namesIn(places, dataKey)).toEqual([name]);
    }
    expect(seen).toEqual([
      [1, 2, 2],
      [3, 2, 3],
      [3, 4, 4],
    ]);
    expect(places.writes).toEqual(['vault.1', 'replica', 'vault.0', 'replica', 'vault.1', 'replica']);
    expect((await storeOver(places).read(dataKey)).health).toEqual(WHOLE);
  });

  test('refuses contents that could not be read again', async () => {
    const { places, dataKey } = await storedVault('one');
    const before = places.dump();
    const [profile] = exampleContents('two').profiles;
    const contents = { ...exampleContents(), profiles: [{ ...profile, id: '' } as NonNullable<typeof profile>] };
    expect(await codeOf(() => storeOver(places).update(dataKey, () => contents))).toBe('internal');
    expect(places.dump()).toBe(before);
  });

  test('update gives what is stored now', async () => {
    const { places, dataKey, header } = await storedVault('one');
    const updated = await storeOver(places).update(dataKey, (contents) => ({ ...contents, profiles: [] }));
    const { sessions } = exampleContents('one');
    const contents = { ...exampleContents(), sessions };
    expect(updated).toEqual({ contents, sequence: 3, header, health: WHOLE });
    expect((await storeOver(places.reopened()).read(dataKey)).contents).toEqual(contents);
  });

  test('update writes nothing when nothing changed, or when the change throws', async () => {
    const { places, dataKey } = await storedVault('one');
    expect(await storeOver(places).update(dataKey, (contents) => contents)).toMatchObject({
      sequence: 2,
      health: WHOLE,
    });
    const refuse = () => {
      throw new RangeError('no');
    };
    await expect(storeOver(places).update(dataKey, refuse)).rejects.toThrow(RangeError);
    expect(places.writes).toEqual([]);
  });

  test('nothing is readable in storage, and nothing of the former contents either', async () => {
    const { places, dataKey } = await storedVault('canary-profile');
    await storeOver(places).update(dataKey, () => exampleContents('other'));
    put(places, 'vault.0', garbled(rawOf(places, 'vault.0')));
    await storeOver(places).read(dataKey);
    const dump = places.dump() + Buffer.from(JSON.parse(places.copy ?? '{}').body, 'base64').toString('latin1');
    for (const canary of [
      'canary',
      'AKIAIOSFODNN7EXAMPLE',
      'wJalrXUtnFEMI',
      'IQoJb3JpZ2luX2Vj',
      '111122223333',
      PASSPHRASE,
      Buffer.from(dataKey).toString('base64'),
      Buffer.from(dataKey).toString('hex'),
    ]) {
      expect(dump).not.toContain(canary);
    }
  });
});

describe('reading heals', () => {
  test.each<[string, (places: FaultyPlaces) => void, object]>([
    ['the replica gone', (places) => put(places, 'replica', undefined), { repaired: true }],
    ['the replica null', (places) => put(places, 'replica', 'null'), { repaired: true }],
    [
      'the newest generation gone',
      (places) => put(places, 'vault.0', undefined),
      { repaired: true, olderCopy: 'storage' },
    ],
    ['the older generation gone', (places) => put(places, 'vault.1', undefined), { repaired: true }],
    [
      'storage gone',
      (places) => {
        places.items.clear();
      },
      { repaired: true },
    ],
    [
      'all but the newest gone',
      (places) => {
        put(places, 'vault.1', undefined);
        put(places, 'replica', undefined);
      },
      { repaired: true },
    ],
    ['the replica garbled', (places) => put(places, 'replica', garbled(places.copy)), { repaired: true, damaged: 1 }],
    [
      'the newest generation garbled',
      (places) => put(places, 'vault.0', garbled(rawOf(places, 'vault.0'))),
      { repaired: true, damaged: 1, olderCopy: 'storage' },
    ],
    [
      'the older generation of another shape',
      (places) => put(places, 'vault.1', '"nonsense"'),
      { repaired: true, damaged: 1 },
    ],
    [
      'storage garbled',
      (places) => {
        put(places, 'vault.0', '7');
        put(places, 'vault.1', '{"format":1}');
      },
      { repaired: true, damaged: 2 },
    ],
  ])('%s', async (_, harm, health) => {
    const { places, dataKey } = await storedVault('one', 'two');
    expect(sequencesIn(places)).toEqual([3, 2, 3]);
    const lost = () => PLACES.map((place) => rawOf(places, place));
    harm(places);
    const harmed = lost();
    const read = await storeOver(places).read(dataKey);
    // Sessions lie in storage alone.
    const { sessions } = exampleContents(...(places.items.has('vault.sessions') ? ['two'] : []));
    expect(read.contents).toEqual({ ...exampleContents('two'), sessions });
    expect(read.sequence).toBe(3);
    expect(read.health).toEqual({ ...WHOLE, ...health });
    expect(await storeOver(places).read(dataKey)).toEqual({ ...read, health: WHOLE });
    // Whatever was damaged is kept to the letter; nothing else is.
    const damaged = 'damaged' in health ? health.damaged : 0;
    const kept = quarantineIn(places).map((record) => JSON.stringify(record));
    expect(kept).toHaveLength(Number(damaged));
    for (const text of kept) expect(harmed).toContain(text);
    // And writing goes on.
    await storeOver(places).update(dataKey, () => exampleContents('three'));
    expect(await namesIn(places, dataKey)).toEqual(['three']);
    expect(quarantineIn(places)).toHaveLength(Number(damaged));
  });

  test('the two damaged copies of a bad day are both kept, through the write that follows', async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    const harmed = [garbled(rawOf(places, 'vault.1')), garbled(places.copy)];
    put(places, 'vault.1', harmed[0]);
    put(places, 'replica', harmed[1]);
    await storeOver(places).update(dataKey, () => exampleContents('three'));
    expect(quarantineIn(places).map((record) => JSON.stringify(record))).toEqual(harmed);
    expect((await storeOver(places).read(dataKey)).health).toEqual(WHOLE);
  });

  test('four damaged records are kept, each once', async () => {
    const { places, dataKey } = await storedVault('one');
    for (let day = 1; day <= 6; day++) {
      for (let twice = 0; twice < 2; twice++) {
        put(places, 'replica', JSON.stringify({ damaged: day }));
        await storeOver(places).read(dataKey);
      }
    }
    expect(quarantineIn(places)).toEqual([{ damaged: 3 }, { damaged: 4 }, { damaged: 5 }, { damaged: 6 }]);
  });

  test('a read that cannot heal still reads', async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    put(places, 'vault.1', '"nonsense"');
    put(places, 'replica', undefined);
    const before = places.dump();
    const { area, replica, crypto } = places;
    const full = async () => {
      throw new Error('QUOTA_BYTES quota exceeded');
    };
    const store = new VaultStore({
      crypto,
      area: { get: area.get, set: full },
      replica: { read: replica.read, write: full },
    });
    const read = await store.read(dataKey);
    expect(read.contents).toEqual(exampleContents('two'));
    expect(read.health).toEqual({ ...WHOLE, damaged: 1, unhealed: true });
    expect(places.dump()).toBe(before);
  });

  test('a replica that cannot be read is not written over by a read, and does not stop a write', async () => {
    const { places, dataKey } = await storedVault('one');
    const { area, replica, crypto } = places;
    const unreadable = async () => {
      throw new Error('InvalidStateError');
    };
    const store = new VaultStore({ crypto, area, replica: { read: unreadable, write: replica.write } });
    expect((await store.read(dataKey)).health).toEqual({ ...WHOLE, unhealed: true });
    expect(places.writes).toEqual([]);
    expect(await store.update(dataKey, () => exampleContents('two'))).toMatchObject({ sequence: 3 });
    expect(places.writes).toEqual(['vault.sessions vault.0']);
    expect(await namesIn(places, dataKey)).toEqual(['two']);
  });

  test('a storage that cannot be read is neither written nor healed: there may be a newer generation in it', async () => {
    const { places, dataKey, header } = await storedVault('one');
    const { area, replica, crypto } = places;
    const unreadable = async () => {
      throw new Error('IO error: .../000003.log: corruption');
    };
    const store = new VaultStore({ crypto, area: { get: unreadable, set: area.set }, replica });
    const read = await store.read(dataKey);
    // Sessions lie in storage alone.
    expect(read.contents).toEqual({ ...exampleContents('one'), sessions: [] });
    expect(read.health).toEqual({ ...WHOLE, unhealed: true });
    expect(await store.readHeader()).toEqual(header);
    const changes = [() => exampleContents('two'), withSession('two')];
    for (const change of changes) expect(await codeOf(() => store.update(dataKey, change))).toBe('storage-failed');
    expect(await codeOf(() => store.dropSessions(['session-one']))).toBe('storage-failed');
    expect(places.writes).toEqual([]);
  });
});

describe('a record of a later Stint stops everything and stays to the letter', () => {
  const later: [string, (record: object) => object][] = [
    ['format', (record) => ({ ...record, format: 2 })],
    ['schema', (record) => ({ ...record, schema: 2 })],
    ['shape', () => ({ format: 3, chunks: ['AAAA'] })],
    [
      "header's format",
      (record) => ({
        ...record,
        header: JSON.stringify({ ...JSON.parse((record as { header: string }).header), format: 2 }),
      }),
    ],
  ];

  test.each(PLACES.flatMap((place) => later.map(([what, change]) => [what, place, change] as const)))(
    'another %s in %s',
    async (_, place, change) => {
      const { places, dataKey, header } = await storedVault('one', 'two');
      put(places, place, JSON.stringify(change(JSON.parse(rawOf(places, place) ?? '{}'))));
      const before = places.dump();
      const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
      const store = storeOver(places);
      for (const work of [
        () => store.readHeader(),
        () => store.read(dataKey),
        () => store.update(dataKey, withSession('lost')),
        () => store.update(dataKey, () => exampleContents('lost')),
        () => store.replaceHeader(dataKey, replaceSlot(header, slot).text),
      ]) {
        expect(await codeOf(work)).toBe('vault-newer');
      }
      expect(await codeOf(() => store.create(header.text, dataKey))).toBe('vault-exists');
      expect(places.dump()).toBe(before);
      expect(places.writes).toEqual([]);
    },
  );
});

describe('a vault damaged beyond its copies stays to the letter', () => {
  test.each<[string, (text: string | undefined) => string]>([
    ['a byte of each body', garbled],
    ['no JSON of a vault', () => '"garbage"'],
    ['half the fields', () => '{"format":1,"schema":1}'],
  ])('%s', async (_, harm) => {
    const { places, dataKey, header } = await storedVault('one', 'two');
    for (const place of PLACES) put(places, place, harm(rawOf(places, place)));
    const before = places.dump();
    const store = storeOver(places);
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    for (const work of [
      () => store.read(dataKey),
      () => store.update(dataKey, withSession('lost')),
      () => store.update(dataKey, () => exampleContents('lost')),
      () => store.replaceHeader(dataKey, replaceSlot(header, slot).text),
    ]) {
      expect(await codeOf(work)).toBe('vault-damaged');
    }
    expect(await codeOf(() => store.create(header.text, dataKey))).toBe('vault-exists');
    expect(places.dump()).toBe(before);
    expect(places.writes).toEqual([]);
  });

  test('another key: locked, and nothing is taken for damage', async () => {
    const { places } = await storedVault('one', 'two');
    const before = places.dump();
    const other = createVaultKey(globalThis.crypto);
    expect(await codeOf(() => storeOver(places).read(other))).toBe('vault-locked');
    expect(await codeOf(() => storeOver(places).update(other, () => exampleContents('lost')))).toBe('vault-locked');
    expect(places.dump()).toBe(before);
  });

  test("a copy of another vault's is damage: kept aside, then healed over", async () => {
    const { places, dataKey } = await storedVault('one', 'two');
    const foreign = await storedVault('foreign', 'foreign', 'foreign', 'foreign');
    put(places, 'vault.1', foreign.places.copy);
    const read = await storeOver(places).read(dataKey);
    expect(read.contents).toEqual(exampleContents('two'));
    expect(read.health).toEqual({ ...WHOLE, repaired: true, damaged: 1 });
    expect(quarantineIn(places)).toEqual([JSON.parse(foreign.places.copy ?? '')]);
  });
});

describe('errors of storage', () => {
  test.each([
    ['QUOTA_BYTES quota exceeded', 'storage-full'],
    ['Resource::kQuotaBytes quota exceeded', 'storage-full'],
    ['QuotaExceededError: storage.local API call exceeded its quota limitations.', 'storage-full'],
    ['FILE_ERROR_NO_SPACE', 'storage-full'],
    ['IO error: .../000005.log: No space left on device', 'storage-full'],
    ['database or disk is full', 'storage-full'],
    ['IO error: .../LOCK: Read-only file system', 'storage-failed'],
    ['An unexpected error occurred', 'storage-failed'],
  ])('%s: %s, and the former generation stays', async (message, code) => {
    const { places, dataKey, header } = await storedVault('one');
    const before = places.dump();
    const { area, replica, crypto } = places;
    const set = async () => {
      throw new Error(message);
    };
    const store = new VaultStore({ crypto, area: { get: area.get, set }, replica });
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    for (const work of [
      () => store.update(dataKey, () => exampleContents('two')),
      () => store.update(dataKey, withSession('two')),
      () => store.dropSessions(['session-one']),
      () => store.replaceHeader(dataKey, replaceSlot(header, slot).text),
    ]) {
      expect(await codeOf(work)).toBe(code);
    }
    expect(places.dump()).toBe(before);
    const empty = new FaultyPlaces();
    const fresh = new VaultStore({ crypto, area: { get: empty.area.get, set }, replica: empty.replica });
    expect(await codeOf(() => fresh.create(header.text, dataKey))).toBe(code);
    expect(empty.writes).toEqual([]);
  });

  test('a DOMException counts by its name', async () => {
    const { places, dataKey } = await storedVault('one');
    const { area, replica, crypto } = places;
    const set = async () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    const store = new VaultStore({ crypto, area: { get: area.get, set }, replica });
    expect(await codeOf(() => store.update(dataKey, () => exampleContents('two')))).toBe('storage-full');
  });

  test('a replica that cannot be written is told by the next read, and the write stands', async () => {
    const { header, dataKey } = await exampleHeader(PASSPHRASE);
    const places = new FaultyPlaces();
    const { area, replica, crypto } = places;
    const write = async () => {
      throw new Error('QuotaExceededError');
    };
    const store = new VaultStore({ crypto, area, replica: { read: replica.read, write } });
    await store.create(header.text, dataKey);
    await store.update(dataKey, () => exampleContents('one'));
    expect((await store.read(dataKey)).health).toEqual({ ...WHOLE, unhealed: true });
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    const changed = replaceSlot(header, slot);
    await store.replaceHeader(dataKey, changed.text);
    expect(await namesIn(places, dataKey)).toEqual(['one']);
    expect((await storeOver(places).read(dataKey)).header).toEqual(changed);
  });
});

describe('replaceHeader', () => {
  test('leaves the former slots in no copy', async () => {
    const { places, dataKey, header } = await storedVault('one', 'two');
    put(places, 'replica', garbled(places.copy));
    await storeOver(places).read(dataKey);
    expect(quarantineIn(places)).toHaveLength(1);
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    const changed = replaceSlot(header, slot);
    await storeOver(places).replaceHeader(dataKey, changed.text);
    const [former] = header.slots;
    expect(places.dump()).not.toContain(former?.wrappedKey);
    expect(places.dump()).not.toContain(former?.id);
    expect(sequencesIn(places)).toEqual([4, 4, 4]);
    const read = await storeOver(places).read(dataKey);
    expect(read).toEqual({ contents: exampleContents('two'), sequence: 4, header: changed, health: WHOLE });
  });

  test('writes one generation before it touches the other', async () => {
    const { places, dataKey, header } = await storedVault('one', 'two');
    const slot = await examplePassphraseSlot('another passphrase', header.vaultId, dataKey);
    await storeOver(places).replaceHeader(dataKey, replaceSlot(header, slot).text);
    expect(places.writes).toEqual(['vault.1', 'vault.0 vault.damaged', 'replica']);
  });

  test('of two changes made at once the second is refused', async () => {
    const { places, dataKey, header } = await storedVault('one');
    const one = replaceSlot(header, await examplePassphraseSlot('the first change', header.vaultId, dataKey));
    const two = replaceSlot(header, await examplePassphraseSlot('the second change', header.vaultId, dataKey));
    await storeOver(places).replaceHeader(dataKey, one.text);
    const before = places.dump();
    for (const stale of [two, header, one]) {
      expect(await codeOf(() => storeOver(places).replaceHeader(dataKey, stale.text))).toBe('busy');
    }
    expect(places.dump()).toBe(before);
  });

  test('refuses what would lock the user out', async () => {
    const { places, dataKey, header } = await storedVault('one');
    const foreign = (await storedVault('foreign')).header;
    const [slot] = foreign.slots;
    if (!slot) throw new Error('no slot');
    const plain = JSON.parse(header.text);
    const cases: [string, string][] = [
      ['bad-request', replaceSlot(foreign, slot).text],
      ['bad-request', JSON.stringify({ ...plain, revision: 2, keyCheck: foreign.keyCheck })],
      ['bad-request', JSON.stringify({ ...plain, revision: 2, slots: [] })],
      ['bad-request', JSON.stringify({ ...plain, revision: 2, slots: [{ kind: 'passkey' }] })],
      ['vault-damaged', '{}'],
      ['vault-damaged', ''],
      ['vault-newer', JSON.stringify({ ...plain, format: 2 })],
    ];
    const before = places.dump();
    for (const [code, text] of cases) {
      expect(await codeOf(() => storeOver(places).replaceHeader(dataKey, text))).toBe(code);
    }
    expect(await codeOf(() => removeSlot(header, 'passphrase'))).toBe('bad-request');
    expect(places.dump()).toBe(before);
  });
});
