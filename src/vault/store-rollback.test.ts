import { describe, expect, test } from 'vitest';
import { replaceSlot } from './header.ts';
import { exampleContents, examplePassphraseSlot } from './testing/examples.ts';
import { FaultyPlaces } from './testing/faulty-places.ts';
import { storedVault, storeOver } from './testing/stored-vault.ts';

// Five generations, each with a header of its own. Their sequences have gaps: a change of header takes one.
const { places: start, header: firstHeader, dataKey } = await storedVault();
const GENERATIONS = [1, 2, 3, 4, 5];
const records = new Map<number, string>();
{
  let header = firstHeader;
  const places = start.reopened();
  for (const generation of GENERATIONS) {
    await storeOver(places).update(dataKey, () => exampleContents(`generation-${generation}`));
    records.set(generation, places.copy ?? '');
    header = replaceSlot(header, await examplePassphraseSlot(`passphrase ${generation}`, header.vaultId, dataKey));
    await storeOver(places).replaceHeader(dataKey, header.text);
  }
}
const recordOf = (generation: number) => records.get(generation) ?? '';
const nameIn = (contents: { profiles: readonly { name: string }[] }) => contents.profiles[0]?.name;

/** Five neighbours under one header: what an ordinary life leaves behind. */
async function neighbours(): Promise<Map<number, string>> {
  const origin = start.reopened();
  const found = new Map<number, string>();
  for (const generation of GENERATIONS) {
    await storeOver(origin).update(dataKey, () => exampleContents(`generation-${generation}`));
    found.set(generation, origin.copy ?? '');
  }
  return found;
}

const plain = await neighbours();

function placesWith(first: string, second: string, replica: string): FaultyPlaces {
  return new FaultyPlaces(
    [
      ['vault.0', first],
      ['vault.1', second],
    ],
    replica,
  );
}

const triples = GENERATIONS.flatMap((first) =>
  GENERATIONS.flatMap((second) => GENERATIONS.map((replica) => [first, second, replica] as const)),
);

describe('every mix of five generations', () => {
  test('under one header: the newest is read, all are healed, and whatever was behind is reported', async () => {
    let reported = 0;
    for (const [first, second, replica] of triples) {
      const places = placesWith(plain.get(first) ?? '', plain.get(second) ?? '', plain.get(replica) ?? '');
      const newest = Math.max(first, second, replica);
      const inStorage = Math.max(first, second);
      const isWhole = replica === newest && inStorage === newest && Math.min(first, second) >= newest - 1;
      const { contents, health } = await storeOver(places).read(dataKey);
      expect(nameIn(contents)).toBe(`generation-${newest}`);
      const storageIsBehind = inStorage < newest || Math.min(first, second) < newest - 1;
      const olderCopy = storageIsBehind ? 'storage' : replica < newest && 'replica';
      expect(health).toEqual({ repaired: !isWhole, damaged: 0, olderCopy, unhealed: false, lostSessions: false });
      expect(health.olderCopy === false).toBe(isWhole);
      if (!isWhole) reported++;
      const again = await storeOver(places).read(dataKey);
      expect(again.health).toEqual({
        repaired: false,
        damaged: 0,
        olderCopy: false,
        unhealed: false,
        lostSessions: false,
      });
      expect(nameIn(again.contents)).toBe(`generation-${newest}`);
    }
    // Whole are: all five equal, and four pairs of neighbours either way round.
    expect(reported).toBe(125 - 5 - 8);
  });

  test('under five headers: a place put back as a whole is always reported, and no former header stays', async () => {
    for (const storage of GENERATIONS) {
      for (const replica of GENERATIONS) {
        const places = placesWith(recordOf(storage), recordOf(storage), recordOf(replica));
        const newest = Math.max(storage, replica);
        const { contents, header, health } = await storeOver(places).read(dataKey);
        expect(nameIn(contents)).toBe(`generation-${newest}`);
        const olderCopy = storage < newest ? 'storage' : replica < newest && 'replica';
        expect(health).toEqual({
          repaired: storage !== replica,
          damaged: 0,
          olderCopy,
          unhealed: false,
          lostSessions: false,
        });
        const texts = [places.items.get('vault.0'), places.items.get('vault.1'), places.copy];
        for (const text of texts) expect(JSON.parse(text ?? '{}').header).toBe(header.text);
      }
    }
  });
});

test('a header of one generation, a body of another, the sequence of a third: damage wherever it lies', async () => {
  let mixes = 0;
  for (const [i, j, k] of triples) {
    if (i === j && j === k) continue;
    const [one, other, third] = [i, j, k].map((generation) => JSON.parse(recordOf(generation)));
    const mixed = JSON.stringify({ ...other, header: one.header, sequence: third.sequence });
    for (const at of [0, 1, 2]) {
      const texts = [recordOf(2), recordOf(2), recordOf(2)].with(at, mixed);
      const places = placesWith(texts[0] ?? '', texts[1] ?? '', texts[2] ?? '');
      const { contents, health } = await storeOver(places).read(dataKey);
      expect(nameIn(contents)).toBe('generation-2');
      expect(health).toEqual({ repaired: true, damaged: 1, olderCopy: false, unhealed: false, lostSessions: false });
      mixes++;
    }
  }
  expect(mixes).toBe(120 * 3);
});

test('a write on the heels of a healing leaves no gap behind', async () => {
  for (const [first, second, replica] of triples) {
    const places = placesWith(plain.get(first) ?? '', plain.get(second) ?? '', plain.get(replica) ?? '');
    await storeOver(places).update(dataKey, () => exampleContents('after'));
    const { contents, health } = await storeOver(places).read(dataKey);
    expect(nameIn(contents)).toBe('after');
    expect(health).toEqual({ repaired: false, damaged: 0, olderCopy: false, unhealed: false, lostSessions: false });
  }
});

test('two bodies of one sequence: storage holds, and the replica is reported', async () => {
  const [one, other] = [start.reopened(), start.reopened()];
  await storeOver(one).update(dataKey, () => exampleContents('in-storage'));
  await storeOver(other).update(dataKey, () => exampleContents('in-replica'));
  one.copy = other.copy;
  const { contents, health } = await storeOver(one.reopened()).read(dataKey);
  expect(nameIn(contents)).toBe('in-storage');
  expect(health).toEqual({ repaired: true, damaged: 0, olderCopy: 'replica', unhealed: false, lostSessions: false });
});

test('a sequence raised by hand makes a copy neither newer nor genuine', async () => {
  const old = JSON.parse(plain.get(1) ?? '{}');
  const places = placesWith(
    JSON.stringify({ ...old, sequence: 9_000_000 }),
    plain.get(5) ?? '',
    JSON.stringify({ ...old, sequence: 9_000_001 }),
  );
  const { contents, sequence, health } = await storeOver(places).read(dataKey);
  expect(nameIn(contents)).toBe('generation-5');
  expect(sequence).toBe(JSON.parse(plain.get(5) ?? '{}').sequence);
  expect(health).toMatchObject({ repaired: true, damaged: 2 });
});
