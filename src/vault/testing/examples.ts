import type { Profile } from '../../core/profile.ts';
import type { Session } from '../../core/session.ts';
import { argon2id } from '../argon2.ts';
import { type Bytes, toBase64 } from '../base64.ts';
import { EMPTY_CONTENTS, type VaultContents } from '../contents.ts';
import { createVaultId, createVaultKey, type VaultCrypto } from '../data-key.ts';
import { newHeader, type PassphraseSlot, type VaultHeader } from '../header.ts';
import { type Argon2id, COST_FLOOR } from '../key-derivation.ts';
import { makePassphraseSlot, openPassphraseSlot } from '../passphrase-slot.ts';

/** For tests only: a profile that no account has. The keys are those of AWS's own documentation. */
export function exampleProfile(name: string): Profile {
  return {
    kind: 'mfa-session',
    id: `profile-${name}`,
    name,
    region: 'eu-central-1',
    colour: 'green',
    keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
    durationSeconds: 43_200,
    accountId: '111122223333',
    userArn: 'arn:aws:iam::111122223333:user/alice',
  };
}

/** For tests only: a session of {@link exampleProfile}. */
export function exampleSession(name: string): Session {
  return {
    id: `session-${name}`,
    profileId: `profile-${name}`,
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'bPxRfiCYEXAMPLEKEY/wJalrXUtnFEMI/K7MDENG',
      sessionToken: `IQoJb3JpZ2luX2VjEXAMPLE${'Q'.repeat(300)}==`,
      expiration: '2026-11-21T23:59:59Z',
    },
    startedAtMs: 1_795_262_400_000,
  };
}

/** For tests only: a vault with one profile for each name. */
export function exampleContents(...names: string[]): VaultContents {
  return { ...EMPTY_CONTENTS, profiles: names.map(exampleProfile), sessions: names.map(exampleSession) };
}

const derived = new Map<string, Promise<Uint8Array>>();

/** For tests only: the real Argon2id, which derives each thing once and remembers it. */
export const rememberingArgon2id: Argon2id = async (input) => {
  const key = JSON.stringify({ ...input, password: toBase64(input.password), salt: toBase64(input.salt) });
  const result = derived.get(key) ?? argon2id({ ...input, password: input.password.slice() });
  derived.set(key, result);
  return (await result).slice();
};

/** For tests only: a new vault's header with one passphrase slot at the lowest cost. */
export async function exampleHeader(passphrase: string): Promise<{ header: VaultHeader; dataKey: Bytes }> {
  const { crypto } = globalThis;
  const dataKey = createVaultKey(crypto);
  const vaultId = createVaultId(crypto);
  const slot = await examplePassphraseSlot(passphrase, vaultId, dataKey);
  return { header: await newHeader({ crypto, dataKey, vaultId, slots: [slot] }), dataKey };
}

/** For tests only: a passphrase slot at the lowest cost. */
export function examplePassphraseSlot(passphrase: string, vaultId: string, dataKey: Bytes): Promise<PassphraseSlot> {
  const { crypto } = globalThis;
  return makePassphraseSlot({ crypto, argon2id: rememberingArgon2id, passphrase, vaultId, dataKey, cost: COST_FLOOR });
}

/** For tests only: opens a header's passphrase slot. */
export function openWith(passphrase: string): (header: VaultHeader) => Promise<Bytes> {
  return (header) => {
    const slot = header.slots.find((item): item is PassphraseSlot => item.kind === 'passphrase');
    if (!slot) throw new Error('no passphrase slot');
    return openPassphraseSlot({
      crypto: globalThis.crypto,
      argon2id: rememberingArgon2id,
      header,
      slot,
      passphrase,
    });
  };
}

/**
 * For tests only: real WebCrypto that derives, imports and hashes each thing once and remembers it, for tests that open tens of
 * thousands of forgeries. Encrypting and decrypting are never remembered.
 */
export function rememberingCrypto(): VaultCrypto {
  const { subtle } = globalThis.crypto;
  const results = new Map<string, unknown>();
  const keys = new Map<unknown, number>();
  const nameOf = (_: string, value: unknown) => {
    if (value instanceof Uint8Array) return toBase64(value);
    if (!(value instanceof CryptoKey)) return value;
    if (!keys.has(value)) keys.set(value, keys.size);
    return `key ${keys.get(value)}`;
  };
  const remembering = new Proxy(subtle, {
    get: (_, name) => {
      const method: unknown = Reflect.get(subtle, name);
      if (typeof method !== 'function') return method;
      if (name === 'encrypt' || name === 'decrypt') return method.bind(subtle);
      return (...args: unknown[]) => {
        const key = JSON.stringify([name, args], nameOf);
        if (!results.has(key)) results.set(key, Reflect.apply(method, subtle, args));
        return results.get(key);
      };
    },
  });
  return { subtle: remembering, getRandomValues: (array) => globalThis.crypto.getRandomValues(array) };
}

/** For tests only: the code of the error that `work` ends with; `'fine'` when it does not. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'fine';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `not an AppError: ${String(error)}`;
  }
}
