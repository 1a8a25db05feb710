import type { Bytes } from './base64.ts';
import type { ProvedGeneration } from './generation.ts';

/**
 * Which records this context has found genuine, under one data key at a time: deriving keys and opening each copy anew takes the best
 * part of reading a vault. A record is known as the very object that lay in storage, so one that was written or read anew is not, and
 * nothing of what is sealed is kept.
 */
export class Proofs {
  #dataKey: Bytes | undefined;
  #proved = new WeakMap<object, ProvedGeneration>();

  /** What `raw` was found to be under `dataKey`. */
  of(raw: unknown, dataKey: Bytes): ProvedGeneration | undefined {
    return this.#isOf(dataKey) && isRecord(raw) ? this.#proved.get(raw) : undefined;
  }

  /** Notes that `raw` was found genuine under `dataKey`; what was known of another key goes. */
  add(raw: unknown, dataKey: Bytes, proved: ProvedGeneration): void {
    if (!isRecord(raw)) return;
    if (!this.#isOf(dataKey)) {
      this.forget();
      this.#dataKey = dataKey.slice();
    }
    this.#proved.set(raw, proved);
  }

  /** Forgets everything, the data key first: the vault was locked. */
  forget(): void {
    this.#dataKey?.fill(0);
    this.#dataKey = undefined;
    this.#proved = new WeakMap();
  }

  #isOf(dataKey: Bytes): boolean {
    const held = this.#dataKey;
    return held?.length === dataKey.length && held.every((byte, at) => byte === dataKey[at]);
  }
}

function isRecord(raw: unknown): raw is object {
  return typeof raw === 'object' && raw !== null;
}
