import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bytes } from './base64.ts';
import { sealGeneration } from './generation.ts';
import { replaceSlot, type VaultHeader } from './header.ts';
import { exportRawVault, resetVault } from './raw-vault.ts';
import {
  codeOf,
  exampleContents,
  exampleHeader,
  examplePassphraseSlot,
  exampleSession,
  openWith,
} from './testing/examples.ts';
import { type Fault, FaultyPlaces } from './testing/faulty-places.ts';
import { PASSPHRASE, storedVault, storeOver } from './testing/stored-vault.ts';
import { unlockVault } from './unlock.ts';

const NEW_PASSPHRASE = 'quite another passphrase';
const { header, dataKey, places: whole } = await storedVault('one', 'two');
const newSlot = await examplePassphraseSlot(NEW_PASSPHRASE, header.vaultId, dataKey);
const newHeaderText = replaceSlot(header, newSlot).text;
const former = header.slots[0]?.wrappedKey ?? 'none';

/** What a user finds after a restart: a name for the state, and what the store says. */
async function stateOf(places: FaultyPlaces, key: Bytes): Promise<string> {
  const store = storeOver(places);
  if (!(await store.exists())) return 'nothing';
  const { contents } = await store.read(key);
  const names = contents.profiles.map((profile) => profile.name).join();
  return `${names || 'empty'}, ${contents.sessions.length}`;
}

/** Which passphrases open the vault now. */
async function opening(places: FaultyPlaces): Promise<string[]> {
  const opens: string[] = [];
  for (const passphrase of [PASSPHRASE, NEW_PASSPHRASE]) {
    if ((await codeOf(() => unlockVault(places.reopened(), openWith(passphrase)))) === 'fine') opens.push(passphrase);
  }
  return opens;
}

interface Flow {
  name: string;
  start: () => FaultyPlaces;
  run: (places: FaultyPlaces) => Promise<unknown>;
  before: string;
  after: string;
}

function without(...places: string[]): FaultyPlaces {
  const harmed = whole.reopened();
  for (const place of places) {
    if (place === 'replica') harmed.copy = undefined;
    else harmed.items.delete(place);
  }
  return harmed;
}

function damaged(): FaultyPlaces {
  const harmed = whole.reopened();
  harmed.items.set('vault.1', '{"damaged":"vault.1"}');
  harmed.copy = '{"damaged":"replica"}';
  return harmed;
}

const sealedOld = await sealGeneration(globalThis.crypto, dataKey, header.text, 3, exampleContents('two'));

/** As the former Stint left it. */
function withOldSessions(): FaultyPlaces {
  const text = JSON.stringify(sealedOld);
  return new FaultyPlaces(
    [
      ['vault.0', text],
      ['vault.1', text],
    ],
    text,
  );
}

const signIn = (places: FaultyPlaces) =>
  storeOver(places).update(dataKey, (contents) => ({
    ...contents,
    sessions: [...contents.sessions, exampleSession('three')],
  }));
const drop = (places: FaultyPlaces) => storeOver(places).dropSessions(['session-two']);
const update = (places: FaultyPlaces) => storeOver(places).update(dataKey, () => exampleContents('three'));
const read = (places: FaultyPlaces) => storeOver(places).read(dataKey);
const replaceHeader = (places: FaultyPlaces) => storeOver(places).replaceHeader(dataKey, newHeaderText);

const flows: Flow[] = [
  {
    name: 'create',
    start: () => new FaultyPlaces(),
    run: (places) => storeOver(places).create(header.text, dataKey),
    before: 'nothing',
    after: 'empty, 0',
  },
  { name: 'update', start: () => whole.reopened(), run: update, before: 'two, 1', after: 'three, 1' },
  ...[() => whole.reopened(), damaged].flatMap((start, at) => [
    {
      name: `update of sessions${at > 0 ? ' with two damaged' : ''}`,
      start,
      run: signIn,
      before: 'two, 1',
      after: 'two, 2',
    },
    {
      name: `a session dropped${at > 0 ? ' with two damaged' : ''}`,
      start,
      run: drop,
      before: 'two, 1',
      after: 'two, 0',
    },
  ]),
  {
    name: 'update of a vault with its sessions in the body',
    start: withOldSessions,
    run: signIn,
    before: 'two, 1',
    after: 'two, 2',
  },
  {
    name: 'replaceHeader of a vault with its sessions in the body',
    start: withOldSessions,
    run: (places) => storeOver(places).replaceHeader(dataKey, newHeaderText),
    before: 'two, 1',
    after: 'two, 1',
  },
  { name: 'read', start: () => whole.reopened(), run: read, before: 'two, 1', after: 'two, 1' },
  ...[['vault.0'], ['vault.1'], ['replica'], ['vault.0', 'vault.1'], ['vault.1', 'replica']].flatMap((gone) => [
    { name: `read without ${gone}`, start: () => without(...gone), run: read, before: 'two, 1', after: 'two, 1' },
    { name: `update without ${gone}`, start: () => without(...gone), run: update, before: 'two, 1', after: 'three, 1' },
  ]),
  { name: 'read with two damaged', start: damaged, run: read, before: 'two, 1', after: 'two, 1' },
  { name: 'update with two damaged', start: damaged, run: update, before: 'two, 1', after: 'three, 1' },
  { name: 'replaceHeader', start: () => whole.reopened(), run: replaceHeader, before: 'two, 1', after: 'two, 1' },
  {
    name: 'replaceHeader with two damaged',
    start: damaged,
    run: replaceHeader,
    before: 'two, 1',
    after: 'two, 1',
  },
  {
    name: 'reset',
    start: () => whole.reopened(),
    run: async (places) => resetVault(places, await exportRawVault(places)),
    before: 'two, 1',
    after: 'nothing',
  },
];

const kinds: Pick<Fault, 'when' | 'process'>[] = [
  { when: 'before', process: 'dead' },
  { when: 'after', process: 'dead' },
  { when: 'torn', process: 'dead' },
  { when: 'before', process: 'alive' },
  { when: 'after', process: 'alive' },
];

describe.each(flows)('$name, cut at every call to the outside', ({ name, start, run, before, after }) => {
  // A reset is the user's wish to lose all: of a `set` that browsers would not tear, an old generation may stay.
  test.each(kinds.filter(({ when }) => name !== 'reset' || when !== 'torn'))(
    '$when it took effect, process $process',
    async (kind) => {
      const dry = start();
      await run(dry);
      expect(dry.calls).toBeGreaterThan(name === 'reset' ? 3 : run === drop ? 2 : 5);
      const seen = new Set<string>();
      for (let at = 1; at <= dry.calls; at++) {
        const places = start();
        places.fault = { ...kind, at };
        const done = await codeOf(() => run(places));
        const reopened = places.reopened();
        const keptAside = reopened.items.get('vault.damaged');
        const state = await stateOf(reopened, dataKey);
        seen.add(state);
        // Never neither; and what was acknowledged is there.
        expect([before, after]).toContain(state);
        if (done === 'fine') expect(state).toBe(after);
        if (state === 'nothing') continue;

        // The read before has healed: all copies whole, and nothing that is healed a second time.
        const again = await storeOver(reopened).read(dataKey);
        expect(again.health).toEqual({
          repaired: false,
          damaged: 0,
          olderCopy: false,
          unhealed: false,
          lostSessions: false,
        });

        // What was damaged is still there somewhere to the letter, unless a change of passphrase has thrown it out.
        if (name.includes('damaged')) {
          const aside = reopened.items.get('vault.damaged') ?? '';
          const isThrownOut = name.startsWith('replaceHeader') && keptAside === '[]';
          const isKept = aside.includes('{"damaged":"vault.1"}') && aside.includes('{"damaged":"replica"}');
          expect(isKept || isThrownOut).toBe(true);
        }
        if (name.startsWith('replaceHeader')) {
          const opens = await opening(reopened);
          expect(opens).toHaveLength(1);
          if (done === 'fine') expect(opens).toEqual([NEW_PASSPHRASE]);
          // After the healing no copy keeps a slot of the passphrase that no longer holds.
          const copies = ['vault.0', 'vault.1'].map((key) => reopened.items.get(key)).concat(reopened.copy);
          expect(copies.some((copy) => copy?.includes(former))).toBe(opens[0] === PASSPHRASE);
        }

        // And work goes on.
        await storeOver(reopened).update(dataKey, () => exampleContents('later'));
        expect(await stateOf(reopened.reopened(), dataKey)).toBe('later, 1');
      }
      // The cuts did hit both sides, where there are two.
      if (kind.process === 'dead' && kind.when === 'after') expect(seen).toEqual(new Set([before, after]));
    },
  );
});

/** One thing that happens to a vault. */
type Step =
  | { does: 'update' | 'sign in' | 'drop' | 'change passphrase' | 'read'; fault?: Fault }
  | { does: 'lose' | 'garble'; place: 'vault.0' | 'vault.1' | 'replica' }
  | { does: 'garble a session' };

const place = fc.constantFrom('vault.0' as const, 'vault.1' as const, 'replica' as const);
const fault = fc.record({
  at: fc.integer({ min: 1, max: 40 }),
  when: fc.constantFrom('before' as const, 'after' as const, 'torn' as const),
  process: fc.constantFrom('dead' as const, 'alive' as const),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  ...(
    [
      ['update', 4],
      ['sign in', 4],
      ['drop', 2],
      ['change passphrase', 1],
      ['read', 1],
    ] as const
  ).map(([does, weight]) => ({
    weight,
    arbitrary: fc.record({ does: fc.constant(does), fault }, { requiredKeys: ['does'] }),
  })),
  { weight: 1, arbitrary: fc.constant({ does: 'garble a session' as const }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('lose' as const, 'garble' as const), place }) },
);

test('a life of crashes and single losses loses nothing that was acknowledged', async () => {
  const passphrases = Array.from({ length: 14 }, (_, at) => `the passphrase number ${at}`);
  const first = await exampleHeader(PASSPHRASE);
  const all = passphrases.flatMap((_, at) => [`session-${at}`, `session-step ${at}`]);
  const slots = await Promise.all(
    passphrases.map((passphrase) => examplePassphraseSlot(passphrase, first.header.vaultId, first.dataKey)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      let places = new FaultyPlaces();
      await storeOver(places).create(first.header.text, first.dataKey);
      const key = first.dataKey;
      let held: VaultHeader = first.header;
      let name = 'empty, 0';
      for (const [at, item] of steps.entries()) {
        places = places.reopened();
        if ('place' in item) {
          const text = item.place === 'replica' ? places.copy : places.items.get(item.place);
          const harmed = item.does === 'lose' ? undefined : text?.replace(/"body":"..../, '"body":"AAAA');
          if (item.place === 'replica') places.copy = harmed;
          else if (harmed === undefined) places.items.delete(item.place);
          else places.items.set(item.place, harmed);
        } else if (item.does === 'garble a session') {
          const table = JSON.parse(places.items.get('vault.sessions') ?? '');
          const [id] = Object.keys(table);
          if (id === undefined) continue;
          table[id].body = `AAAA${table[id].body.slice(4)}`;
          places.items.set('vault.sessions', JSON.stringify(table));
          const [names, count] = name.split(', ');
          name = `${names}, ${Number(count) - 1}`;
        } else {
          places.fault = item.fault;
          const slot = slots[at];
          if (!slot) throw new Error('no slot');
          const changed = replaceSlot(held, slot);
          const [names, count] = name.split(', ');
          const store = storeOver(places);
          const runs: Record<typeof item.does, [next: string, run: () => Promise<unknown>]> = {
            update: [`step ${at}, 1`, () => store.update(key, () => exampleContents(`step ${at}`))],
            'sign in': [
              `${names}, ${Number(count) + 1}`,
              () => store.update(key, (now) => ({ ...now, sessions: [...now.sessions, exampleSession(`${at}`)] })),
            ],
            drop: [`${names}, 0`, () => store.dropSessions(all)],
            read: [name, () => store.read(key)],
            'change passphrase': [name, () => store.replaceHeader(key, changed.text)],
          };
          const [next, run] = runs[item.does];
          const done = await codeOf(run);
          places = places.reopened();
          const { header: found } = await storeOver(places).read(key);
          const state = await stateOf(places, key);
          // Browsers do not tear a `set`; one that did would leave the new records beside the old body, each of them whole.
          const torn = item.does === 'update' && item.fault?.when === 'torn' ? [`${names}, 1`] : [];
          expect(done === 'fine' ? [next] : [name, next, ...torn]).toContain(state);
          const expected = item.does === 'change passphrase' ? changed.text : held.text;
          expect(done === 'fine' ? [expected] : [held.text, expected]).toContain(found.text);
          name = state;
          held = found;
        }
        // A loss is healed by the next read, so that no two losses meet.
        expect(await stateOf(places, key)).toBe(name);
      }
    }),
    { numRuns: 150 },
  );
});
