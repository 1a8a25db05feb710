import { AppError } from '../core/errors.ts';
import { entry, pickItem, readItem, writeEntries } from '../storage/item.ts';
import { settings } from '../storage/items.ts';
import { keptLocked, unlockedKey } from '../storage/key-items.ts';
import { type Bytes, fromBase64, toBase64 } from '../vault/base64.ts';
import { createVaultId, createVaultKey, KEY_BYTES } from '../vault/data-key.ts';
import { newHeader, type VaultHeader } from '../vault/header.ts';
import type { VaultSnapshot, VaultStore } from '../vault/store.ts';
import { makeThisBrowserSlot, openThisBrowserSlot } from '../vault/this-browser-slot.ts';
import type { Outside } from './outside.ts';

/** Guards the key in session storage, so that a lock pressed meanwhile is not undone. */
const KEY_LOCK = 'key';
/** A clock set back further than this while unlocked locks: the time without use can no longer be told. */
const CLOCK_SET_BACK_MS = 2 * 60_000;
/** Use is noted at most this often, so that reading does not write each time. */
const USE_NOTED_EVERY_MS = 60_000;

interface HeldKey {
  readonly kind: 'held';
  readonly key: Bytes;
  readonly usedAtMs: number;
}

/** What session storage says of the key at this moment. */
type KeyState =
  | HeldKey
  /** Held, but the time without use is over. */
  | { readonly kind: 'overdue' }
  /** Locked by the user or by that time. */
  | { readonly kind: 'locked' }
  /** Nobody has opened or locked since the browser started: a vault for this browser only may open by itself. */
  | { readonly kind: 'untouched' };

const LOCKED: KeyState = { kind: 'locked' };

/** The data key between unlocking and locking: in session storage, and with the store's proofs, which forget it when it is locked. */
export class KeyHolder {
  private readonly outside: Outside;
  private readonly store: Pick<VaultStore, 'readHeader' | 'forget'>;
  private isTidy = false;

  /** @param store gives the vault's header, for a vault that opens by itself, and forgets what it knows when the key is forgotten */
  constructor(outside: Outside, store: Pick<VaultStore, 'readHeader' | 'forget'>) {
    this.outside = outside;
    this.store = store;
  }

  /** The key in session storage, or the one this browser keeps for a vault that opens by itself. Does not count as use. */
  async held(): Promise<HeldKey | undefined> {
    let now = await this.state();
    if (now.kind === 'overdue' || now.kind === 'untouched') {
      now = await this.outside.lock(KEY_LOCK, () => this.settle());
    }
    return now.kind === 'held' ? now : undefined;
  }

  /** Whether the key is in session storage at this moment, and may be used. Changes nothing, and never fails. */
  isHeld(): Promise<boolean> {
    return this.state().then(
      ({ kind }) => kind === 'held',
      () => false,
    );
  }

  /** Counts as use. @returns the key, while unlocked */
  async use(): Promise<{ readonly key: Bytes } | undefined> {
    const held = await this.held();
    if (!held || this.outside.now() - held.usedAtMs <= USE_NOTED_EVERY_MS) return held;
    return this.outside.lock(KEY_LOCK, async () => {
      // Looked at again: a key that was forgotten meanwhile stays forgotten.
      const now = await this.state();
      if (now.kind !== 'held') return undefined;
      await this.write({ ...now, usedAtMs: this.outside.now() });
      return now;
    });
  }

  async hold(key: Bytes): Promise<void> {
    await this.outside.lock(KEY_LOCK, () => this.write({ kind: 'held', key, usedAtMs: this.outside.now() }));
  }

  async forget(): Promise<void> {
    await this.outside.lock(KEY_LOCK, () => this.write(LOCKED));
  }

  /** When the time without use will be over, milliseconds since the epoch; `undefined` while locked or without such a limit. */
  async lockDeadline(): Promise<number | undefined> {
    const held = await readItem(this.outside.areas, unlockedKey);
    const deadline = held ? held.usedAtMs + (await this.lockAfterMs()) : Number.POSITIVE_INFINITY;
    return Number.isFinite(deadline) ? deadline : undefined;
  }

  /** The data key of a vault that opens by itself. @throws {AppError} `device-key-missing`, vault errors */
  async ofThisBrowser(header: VaultHeader): Promise<Bytes> {
    const slot = header.slots.find((item) => item.kind === 'this-browser');
    const key = slot && (await this.outside.deviceKeys.read(slot.keyId));
    if (!slot || !key) throw new AppError('device-key-missing');
    return openThisBrowserSlot({ crypto: this.outside.crypto, header, slot, key });
  }

  /**
   * Deletes the keys that this browser kept for a vault which a passphrase opens by now, once every copy says so: a copy that was left
   * behind would still open with one. What fails is tried again by the next worker. The caller holds the vault's lock.
   */
  async tidy({ header, health }: VaultSnapshot): Promise<void> {
    // By the text: a slot of a later version may need its key, too.
    if (this.isTidy || health.unhealed || header.text.includes('this-browser')) return;
    this.isTidy = true;
    await this.outside.deviceKeys.clear().catch(() => {});
  }

  /** A new data key, and the header of a vault that this browser opens by itself. */
  async newForThisBrowser(): Promise<{ header: string; dataKey: Bytes }> {
    const { crypto, deviceKeys } = this.outside;
    const dataKey = createVaultKey(crypto);
    const vaultId = createVaultId(crypto);
    const keyId = createVaultId(crypto);
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await deviceKeys.write(keyId, key);
    const slot = await makeThisBrowserSlot({ crypto, key, keyId, vaultId, dataKey });
    const { text } = await newHeader({ crypto, dataKey, vaultId, slots: [slot] });
    return { header: text, dataKey };
  }

  /** Forgets a key that is overdue, and opens a vault that opens by itself. The caller holds the key's lock. */
  private async settle(): Promise<KeyState> {
    // Looked at again: two may come here at once, and the user may have locked or unlocked meanwhile.
    const now = await this.state();
    if (now.kind === 'overdue') return this.write(LOCKED);
    if (now.kind !== 'untouched') return now;
    const header = await this.store.readHeader();
    if (!header.slots.some((slot) => slot.kind === 'this-browser')) return LOCKED;
    try {
      return await this.write({ kind: 'held', key: await this.ofThisBrowser(header), usedAtMs: this.outside.now() });
    } catch (error) {
      // Asked to unlock, the user is told so.
      if (error instanceof AppError && error.code === 'device-key-missing') return LOCKED;
      throw error;
    }
  }

  private async state(): Promise<KeyState> {
    const stored = await this.outside.areas.session.get([unlockedKey.key, keptLocked.key]);
    const held = pickItem(unlockedKey, stored);
    const key = held && fromBase64(held.dataKey);
    if (!held || key?.length !== KEY_BYTES) return pickItem(keptLocked, stored) ? LOCKED : { kind: 'untouched' };
    const unusedMs = this.outside.now() - held.usedAtMs;
    const isOverdue = unusedMs < -CLOCK_SET_BACK_MS || unusedMs >= (await this.lockAfterMs());
    return isOverdue ? { kind: 'overdue' } : { kind: 'held', key, usedAtMs: held.usedAtMs };
  }

  /** Writes the state of the key in one go. The caller holds the key's lock. */
  private async write<S extends KeyState>(next: S): Promise<S> {
    const held = next.kind === 'held' ? { dataKey: toBase64(next.key), usedAtMs: next.usedAtMs } : undefined;
    // Storage has no `undefined`: it would keep what is there.
    const entries = { [unlockedKey.key]: held ?? null, ...entry(keptLocked, !held) };
    await writeEntries(this.outside.areas.session, entries);
    if (!held) this.store.forget();
    return next;
  }

  private async lockAfterMs(): Promise<number> {
    const { lockAfterMinutes } = await readItem(this.outside.areas, settings);
    return lockAfterMinutes === 0 ? Number.POSITIVE_INFINITY : lockAfterMinutes * 60_000;
  }
}
