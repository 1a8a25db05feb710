import { AppError } from '../core/errors.ts';
import type { Send } from '../messages/protocol.ts';
import { vaultReplica } from '../platform/indexed-db.ts';
import { storageAreas } from '../platform/storage-areas.ts';
import { readItem } from '../storage/item.ts';
import { unlockedKey } from '../storage/key-items.ts';
import type { PassphrasePort } from '../ui/ports.ts';
import { argon2id } from '../vault/argon2.ts';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import { createVaultId, createVaultKey } from '../vault/data-key.ts';
import { exchangeSlot, newHeader, replaceSlot, type VaultHeader } from '../vault/header.ts';
import { calibrate } from '../vault/key-derivation.ts';
import { makePassphraseSlot, openPassphraseSlot } from '../vault/passphrase-slot.ts';
import { VaultStore } from '../vault/store.ts';
import { unlockVault } from '../vault/unlock.ts';
import type { PassphraseBrake } from './passphrase-brake.ts';

const tools = { crypto, argon2id };

/**
 * What pages do with a passphrase. Argon2 runs here and not in the background: it takes 128 MiB for a moment, which ends with the
 * page, and a worker would be kept from its messages meanwhile.
 */
export function passphrasePort(send: Send, brake: PassphraseBrake): PassphrasePort {
  const places = { crypto, area: storageAreas.local, replica: vaultReplica };
  const store = new VaultStore(places);

  function open(passphrase: string, header: VaultHeader) {
    const slot = header.slots.find((item) => item.kind === 'passphrase');
    if (!slot) throw new AppError('wrong-passphrase');
    return openPassphraseSlot({ ...tools, header, slot, passphrase });
  }

  function tried(passphrase: string) {
    return brake.attempt(
      () => unlockVault(places, (header) => open(passphrase, header)),
      (error) => error instanceof AppError && error.code === 'wrong-passphrase',
    );
  }

  async function newSlot(passphrase: string, vaultId: string, dataKey: Uint8Array<ArrayBuffer>) {
    const cost = await calibrate({ argon2id, nowMs: () => performance.now() });
    return makePassphraseSlot({ ...tools, passphrase, vaultId, dataKey, cost });
  }

  return {
    async createVault(passphrase) {
      const dataKey = createVaultKey(crypto);
      const vaultId = createVaultId(crypto);
      const slot = await newSlot(passphrase, vaultId, dataKey);
      const { text } = await newHeader({ crypto, dataKey, vaultId, slots: [slot] });
      await send('create-vault', { protection: 'passphrase', header: text, dataKey: toBase64(dataKey) });
    },
    async unlock(passphrase) {
      const dataKey = await tried(passphrase);
      await send('unlock-vault', { dataKey: toBase64(dataKey) });
    },
    async protect(next) {
      const held = await readItem(storageAreas, unlockedKey);
      const dataKey = held && fromBase64(held.dataKey);
      if (!dataKey) throw new AppError('vault-locked');
      const header = await store.readHeader();
      const slot = await newSlot(next, header.vaultId, dataKey);
      const { text } = exchangeSlot(header, 'this-browser', slot);
      await send('replace-slots', { header: text, dataKey: toBase64(dataKey) });
    },
    async change(current, next) {
      const dataKey = await tried(current);
      const header = await store.readHeader();
      const slot = await newSlot(next, header.vaultId, dataKey);
      await send('replace-slots', { header: replaceSlot(header, slot).text, dataKey: toBase64(dataKey) });
    },
  };
}
