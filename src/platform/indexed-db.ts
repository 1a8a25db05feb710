import { createStore, get, promisifyRequest, set } from 'idb-keyval';

const store = createStore('stint', 'items');
const REPLICA = 'vault-replica';
const DEVICE_KEY = 'device-key:';

/** The vault's third copy, in another database than `storage.local`, so that the loss of one loses nothing. */
export const vaultReplica = {
  read: (): Promise<unknown> => get(REPLICA, store),
  write: (value: unknown): Promise<void> => set(REPLICA, value, store),
};

/** The key of a "this browser only" vault. It cannot be exported, yet a copy of the browser's profile folder holds it. */
export const deviceKeys = {
  /** The key under `id`, or `undefined` when there is none. */
  async read(id: string): Promise<CryptoKey | undefined> {
    const key: unknown = await get(DEVICE_KEY + id, store);
    return key instanceof CryptoKey ? key : undefined;
  },
  write: (id: string, key: CryptoKey): Promise<void> => set(DEVICE_KEY + id, key, store),
  /** Deletes them all. */
  clear: (): Promise<void> =>
    store('readwrite', (items) => {
      items.delete(IDBKeyRange.bound(DEVICE_KEY, `${DEVICE_KEY}\uffff`));
      return promisifyRequest(items.transaction);
    }),
};
