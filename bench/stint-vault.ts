import type { LocalUser } from '../e2e/local-sts/accounts.ts';
import { ENVIRONMENT_COLOURS, type Profile } from '../src/core/profile.ts';
import { argon2id } from '../src/vault/argon2.ts';
import { type Bytes, toBase64 } from '../src/vault/base64.ts';
import { EMPTY_CONTENTS } from '../src/vault/contents.ts';
import { FIRST_KEY, SECOND_KEY, SESSIONS_KEY } from '../src/vault/copies.ts';
import { createVaultId, createVaultKey } from '../src/vault/data-key.ts';
import { sealGeneration } from '../src/vault/generation.ts';
import { newHeader } from '../src/vault/header.ts';
import { COST_FLOOR } from '../src/vault/key-derivation.ts';
import { makePassphraseSlot } from '../src/vault/passphrase-slot.ts';
import type { CdpSession } from './chromium/cdp-pipe.ts';
import { ask } from './measure/workers.ts';

interface Extension {
  readonly chrome: { readonly storage: { readonly local: { set(items: Record<string, unknown>): Promise<void> } } };
}

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}

/** Stint takes the newest generation it finds, and writes some itself meanwhile: what is laid there has to be newer by far. */
const GENERATIONS_APART = 1000;

/**
 * Puts vaults of any size into Stint. Two thousand profiles through the form's own message would take minutes, since each is checked with
 * STS and sealed anew; so the vault is sealed here, by the very code that the package holds, and laid where Stint finds it. It then is
 * opened by Stint's own message. The package knows nothing of it.
 */
export class StintVault {
  readonly #dataKey: Bytes;
  readonly #header: string;
  #sequence = 0;

  private constructor(dataKey: Bytes, header: string) {
    this.#dataKey = dataKey;
    this.#header = header;
  }

  static async create(): Promise<StintVault> {
    const dataKey = createVaultKey(crypto);
    const vaultId = createVaultId(crypto);
    const passphrase = 'four quiet words here';
    const slot = await makePassphraseSlot({ crypto, argon2id, passphrase, vaultId, dataKey, cost: COST_FLOOR });
    const { text } = await newHeader({ crypto, dataKey, vaultId, slots: [slot] });
    return new StintVault(dataKey, text);
  }

  /**
   * Gives Stint a vault with these profiles, unlocked, the first one selected.
   * @param page any page of Stint's
   * @param stopWorker ends Stint's worker, which goes by what it has read
   */
  async install(page: CdpSession, profiles: readonly Profile[], stopWorker: () => Promise<void>): Promise<void> {
    this.#sequence += GENERATIONS_APART;
    const contents = { ...EMPTY_CONTENTS, profiles };
    const sealed = await sealGeneration(crypto, this.#dataKey, this.#header, this.#sequence, contents);
    await page.evaluate((items) => (globalThis as unknown as Extension).chrome.storage.local.set(items), {
      [FIRST_KEY]: sealed,
      [SECOND_KEY]: sealed,
      [SESSIONS_KEY]: {},
    });
    await stopWorker();
    await tell(page, 'unlock-vault', { dataKey: toBase64(this.#dataKey) });
    const [first] = profiles;
    if (first) await tell(page, 'select-profile', { profileId: first.id });
  }
}

/** Sends Stint one of its own messages. @throws when it is refused */
export async function tell(page: CdpSession, type: string, request: Record<string, unknown>): Promise<void> {
  const answer = (await page.evaluate(ask, { type, request })).answer as Answer | undefined;
  if (!answer?.ok) throw new Error(`Stint answered ${type} with ${answer?.error?.code ?? 'nothing'}.`);
}

/** `count` profiles that sign in as `users` in turn, at `endpointUrl`. The ids of the first ones are the same whatever the count. */
export function makeProfiles(count: number, users: readonly LocalUser[], endpointUrl: string): Profile[] {
  return Array.from({ length: count }, (_, index): Profile => {
    const user = users[index % users.length];
    if (!user) throw new RangeError('Profiles need at least one user.');
    const number = String(index).padStart(4, '0');
    return {
      id: `00000000-0000-4000-8000-00000000${number}`,
      kind: 'mfa-session',
      name: `team-${number}.${index % 3 === 0 ? 'production' : 'staging'}`,
      region: 'eu-central-1',
      colour: ENVIRONMENT_COLOURS[index % ENVIRONMENT_COLOURS.length] ?? 'grey',
      endpointUrl,
      keys: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
      mfaSerial: user.mfaSerial,
      durationSeconds: 3600,
      accountId: user.accountId,
      userArn: user.userArn,
    };
  });
}
