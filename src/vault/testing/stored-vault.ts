import type { Bytes } from '../base64.ts';
import type { VaultHeader } from '../header.ts';
import { VaultStore } from '../store.ts';
import { exampleContents, exampleHeader } from './examples.ts';
import { FaultyPlaces } from './faulty-places.ts';

export const PASSPHRASE = 'correct horse battery staple';

/** For tests only: a store over `places`. */
export function storeOver(places: FaultyPlaces): VaultStore {
  return new VaultStore({ crypto: places.crypto, area: places.area, replica: places.replica });
}

/** For tests only: a vault created and then written once for each of `writes`, which are names of its one profile. */
export async function storedVault(
  ...writes: string[]
): Promise<{ places: FaultyPlaces; header: VaultHeader; dataKey: Bytes }> {
  const { header, dataKey } = await exampleHeader(PASSPHRASE);
  const places = new FaultyPlaces();
  await storeOver(places).create(header.text, dataKey);
  for (const name of writes) await storeOver(places).update(dataKey, () => exampleContents(name));
  return { places: places.reopened(), header, dataKey };
}

/** For tests only: the names of the profiles that a reader finds now. */
export async function namesIn(places: FaultyPlaces, dataKey: Bytes): Promise<string[]> {
  const { contents } = await storeOver(places.reopened()).read(dataKey);
  return contents.profiles.map((profile) => profile.name);
}
