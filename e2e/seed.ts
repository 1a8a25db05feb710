import type { EnvironmentColour } from '../src/core/profile.ts';
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
