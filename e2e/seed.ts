import { ENVIRONMENT_COLOURS, type EnvironmentColour, type Profile } from '../src/core/profile.ts';
import { unlockedKey } from '../src/storage/key-items.ts';
import { fromBase64 } from '../src/vault/base64.ts';
import type { VaultContents } from '../src/vault/contents.ts';
import { VAULT_KEYS } from '../src/vault/copies.ts';
import { VaultStore } from '../src/vault/store.ts';
import type { StintBrowser } from './launch.ts';
import type { LocalUser } from './local-sts/accounts.ts';
import type { LocalSts } from './local-sts/local-sts.ts';

/** What {@link seed} has put there. */
export interface Seeded {
  readonly profileId: string;
  readonly profileName: string;
}

interface ProfileSeed {
  readonly name?: string;
  readonly region?: string;
  readonly colour?: EnvironmentColour;
  readonly durationSeconds?: number;
  /** Without an endpoint of its own: at AWS's host for the region, where a test has mapped that to its STS. */
  readonly atAws?: boolean;
}

/**
 * A vault of this browser only, which takes no passphrase, with one profile: by the very messages that the pages send, so that a test of
 * what comes later does not spend its time on forms.
 */
export async function seed(stint: StintBrowser, sts: LocalSts, user: LocalUser): Promise<Seeded> {
  await stint.send('create-vault', { protection: 'this-browser' });
  return seedProfile(stint, sts, user);
}

/** One more profile, of `user`, in an open vault; it becomes the selected one. */
export async function seedProfile(
  stint: StintBrowser,
  sts: LocalSts,
  user: LocalUser,
  { name = 'dev', region = 'eu-central-1', colour = 'green', durationSeconds = 43_200, atAws }: ProfileSeed = {},
): Promise<Seeded> {
  const { profileId } = await stint.send('save-profile', {
    draft: {
      name,
      region,
      colour,
      ...(!atAws && { endpointUrl: sts.origin }),
      mfaSerial: user.mfaSerial,
      durationSeconds,
      keys: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
    },
  });
  // The keys were asked about on the way; tests count what comes after.
  sts.requests.clear();
  return { profileId, profileName: name };
}

interface LocalArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/**
 * `count` profiles of `user` at once, named `team-000` and so on, in an open vault: each by its own message would be checked with STS and
 * sealed anew.
 */
export async function seedMany(stint: StintBrowser, sts: LocalSts, user: LocalUser, count: number): Promise<void> {
  await layVault(stint, (contents) => ({
    ...contents,
    profiles: [...contents.profiles, ...many(sts, user, count)],
  }));
}

/**
 * Profiles of `user` with a session each, begun an hour ago, that end in so many `seconds`. STS gives none that is so short.
 * @returns the profiles' ids, in the same order
 */
export async function seedSessions(
  stint: StintBrowser,
  sts: LocalSts,
  user: LocalUser,
  seconds: readonly number[],
): Promise<string[]> {
  const profiles = many(sts, user, seconds.length);
  await layVault(stint, (contents) => ({
    ...contents,
    profiles: [...contents.profiles, ...profiles],
    sessions: [
      ...contents.sessions,
      ...profiles.map(({ id }, index) => ({
        id: crypto.randomUUID(),
        profileId: id,
        startedAtMs: Date.now() - 3_600_000,
        credentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          secretAccessKey: 'secret',
          sessionToken: 'token',
          expiration: new Date(Date.now() + (seconds[index] ?? 0) * 1000).toISOString(),
        },
      })),
    ],
  }));
  return profiles.map(({ id }) => id);
}

/** Changes an open vault behind Stint's back: opened here, with the key Stint holds and by the code it is made of, and laid back. */
async function layVault(stint: StintBrowser, change: (contents: VaultContents) => VaultContents): Promise<void> {
  const page = await stint.openOptions();
  const key = fromBase64((await stint.stored(unlockedKey))?.dataKey ?? '');
  if (key === undefined) throw new Error('The vault is not open.');
  const local = await page.evaluate(
    (keys) => (globalThis as unknown as { chrome: { storage: { local: LocalArea } } }).chrome.storage.local.get(keys),
    [...VAULT_KEYS],
  );
  const store = new VaultStore({
    crypto,
    area: { get: async () => local, set: async (items) => void Object.assign(local, items) },
    // Behind by one generation from then on, which Stint mends.
    replica: { read: async () => undefined, write: async () => undefined },
  });
  await store.update(key, change);
  await page.evaluate(
    (items) => (globalThis as unknown as { chrome: { storage: { local: LocalArea } } }).chrome.storage.local.set(items),
    local,
  );
  // The worker goes by what it has read; the next one reads what lies there now.
  await stint.killWorker();
  await stint.send('reconcile', {});
}

function many(sts: LocalSts, user: LocalUser, count: number): Profile[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'mfa-session',
    id: crypto.randomUUID(),
    name: `team-${String(index).padStart(3, '0')}`,
    region: 'eu-central-1',
    colour: ENVIRONMENT_COLOURS[index % ENVIRONMENT_COLOURS.length] ?? 'grey',
    endpointUrl: sts.origin,
    keys: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
    mfaSerial: user.mfaSerial,
    durationSeconds: 3_600,
    accountId: user.accountId,
    userArn: user.userArn,
  }));
}
