import { AppError } from './errors.ts';

/** The fixed palette of environment colours: enough to tell production from the rest at a glance. */
export const ENVIRONMENT_COLOURS = ['green', 'blue', 'violet', 'amber', 'red', 'grey'] as const;
export type EnvironmentColour = (typeof ENVIRONMENT_COLOURS)[number];

/** AWS's own two long-term values. Lives only inside the vault and in the hands of one call. */
export interface LongTermKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface ProfileBase {
  /** Random and opaque; the only thing other rooms use to point at a profile. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly colour: EnvironmentColour;
  /** A loopback origin, for an STS-compatible server on this machine; absent for AWS. */
  readonly endpointUrl?: string;
  /** Whether AWS is asked at the region's FIPS host. */
  readonly fips?: boolean;
}

/** Long-term keys and an MFA device: GetSessionToken. */
interface MfaSessionProfile extends ProfileBase {
  readonly kind: 'mfa-session';
  readonly keys: LongTermKeys;
  /** The virtual device's ARN or a hardware token's serial number, 9 to 256 characters. */
  readonly mfaSerial: string;
  /** 900 to 129,600 seconds (GetSessionToken's limits). */
  readonly durationSeconds: number;
  readonly accountId: string;
  /** The caller's ARN as GetCallerIdentity gave it when the keys were checked. */
  readonly userArn: string;
}

/** What the user configured, in the spirit of `~/.aws/config`. Other kinds join this union with their feature. */
export type Profile = MfaSessionProfile;

/** The longest profile name taken, in characters. */
const PROFILE_NAME_MAX = 64;

const NAME = /^[A-Za-z0-9._@+-]+$/;

/**
 * A profile's name: 1 to {@link PROFILE_NAME_MAX} of the characters every reader of the shared credentials file accepts
 * (the JavaScript SDK does not find a section whose name holds a space).
 * @throws {AppError} `invalid-profile-name`
 */
export function parseProfileName(text: string): string {
  const name = text.trim();
  if (name.length > PROFILE_NAME_MAX || !NAME.test(name)) throw new AppError('invalid-profile-name');
  return name;
}
