import type { VaultArea, VaultPlaces, VaultReplica } from '../copies.ts';
import type { VaultCrypto } from '../data-key.ts';

/** Where a run is cut: at the `at`th call to the outside (from 1), before or after it took effect; `torn` is a `set` of which only the first item lands. */
export interface Fault {
  readonly at: number;
  readonly when: 'before' | 'after' | 'torn';
  /** `dead`: nothing works from then on; `alive`: only that one call failed. */
  readonly process: 'dead' | 'alive';
  readonly message?: string;
}

/**
 * For tests only: storage in memory that keeps JSON as a browser would, counts every call to the outside (storage, replica, WebCrypto)
 * and fails where it is told to.
 */
export class FaultyPlaces implements VaultPlaces {
  /** What lies in storage, by key, as JSON text. */
  readonly items: Map<string, string>;
  /** What lies in the replica, as JSON text. */
  copy: string | undefined;
  calls = 0;
  /** The calls that wrote. */
  readonly writes: string[] = [];
  fault: Fault | undefined;
  readonly area: VaultArea;
  readonly replica: VaultReplica;
  readonly crypto: VaultCrypto;

  constructor(items: Iterable<[string, string]> = [], copy?: string) {
    this.items = new Map(items);
    this.copy = copy;
    this.area = {
      get: (keys) =>
        this.#step(() =>
          Object.fromEntries(
            keys.flatMap((key) => {
              const text = this.items.get(key);
              return text === undefined ? [] : [[key, JSON.parse(text)]];
            }),
          ),
        ),
      set: (given) => {
        const entries = Object.entries(given).map(([key, value]) => [key, JSON.stringify(value)] as const);
        return this.#step(
          () => {
            this.writes.push(entries.map(([key]) => key).join(' '));
            for (const [key, text] of entries) this.items.set(key, text);
          },
          () => {
            for (const [key, text] of entries.slice(0, 1)) this.items.set(key, text);
          },
        );
      },
    };
    this.replica = {
      read: () => this.#step(() => (this.copy === undefined ? undefined : JSON.parse(this.copy))),
      write: (value) => {
        const text = JSON.stringify(value);
        return this.#step(() => {
          this.writes.push('replica');
          this.copy = text;
        });
      },
    };
    const { subtle } = globalThis.crypto;
    const counted = new Proxy(subtle, {
      get: (_, name) => {
        const method: unknown = Reflect.get(subtle, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => this.#step(() => Reflect.apply(method, subtle, args));
      },
    });
    this.crypto = { subtle: counted, getRandomValues: (array) => globalThis.crypto.getRandomValues(array) };
  }

  /** The same data after a restart: nothing fails, nothing is counted yet. */
  reopened(): FaultyPlaces {
    return new FaultyPlaces(this.items, this.copy);
  }

  /** Everything that lies anywhere, to be searched or compared. */
  dump(): string {
    return JSON.stringify([[...this.items].sort(), this.copy]);
  }

  async #step<T>(effect: () => T | Promise<T>, torn: () => void = () => {}): Promise<T> {
    this.calls++;
    const { fault } = this;
    const isHit = fault?.at === this.calls;
    const isDead = fault?.process === 'dead' && this.calls > fault.at;
    if (fault && (isDead || isHit)) {
      if (isHit && fault.when === 'after') await effect();
      if (isHit && fault.when === 'torn') torn();
      throw new Error(fault.message ?? 'cut');
    }
    return effect();
  }
}
