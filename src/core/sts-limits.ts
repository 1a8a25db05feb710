import { AppError } from './errors.ts';

/** The STS operations that make credentials and take a duration. */
export type DurationOperation =
  | 'GetSessionToken'
  | 'GetFederationToken'
  | 'AssumeRole'
  | 'AssumeRoleWithSAML'
  | 'AssumeRoleWithWebIdentity';

/** All in seconds. */
export interface DurationLimits {
  readonly minimum: number;
  readonly maximum: number;
  /** What STS gives when nothing is asked for. */
  readonly default: number;
}

const HOUR = 3600;
const TOKEN: DurationLimits = { minimum: 900, maximum: 36 * HOUR, default: 12 * HOUR };
// A role's own MaxSessionDuration may be lower than this maximum; only AWS knows it.
const ROLE: DurationLimits = { minimum: 900, maximum: 12 * HOUR, default: HOUR };

/** The limits of each operation for an IAM user (the STS API reference, parameter DurationSeconds). */
export const DURATION_LIMITS: Readonly<Record<DurationOperation, DurationLimits>> = {
  GetSessionToken: TOKEN,
  GetFederationToken: TOKEN,
  AssumeRole: ROLE,
  AssumeRoleWithSAML: ROLE,
  AssumeRoleWithWebIdentity: ROLE,
};

/**
 * The longest session a chained role may have, in seconds, whatever the role allows ("Methods to assume a role"). A
 * role assumed from GetSessionToken's credentials counts as chained.
 */
export const CHAINED_ROLE_MAXIMUM = HOUR;

/** What a new profile starts with: 12 hours, STS's own default. */
export const DEFAULT_SESSION_DURATION = TOKEN.default;

/**
 * A duration in whole seconds, from a number or from the decimal digits of a form, within the limits of `operation`.
 * @throws {AppError} `invalid-duration`, with the limits as `minimum` and `maximum`.
 */
export function parseDurationSeconds(value: unknown, operation: DurationOperation = 'GetSessionToken'): number {
  const { minimum, maximum } = DURATION_LIMITS[operation];
  const seconds = typeof value === 'string' && /^\d{1,6}$/.test(value.trim()) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < minimum || seconds > maximum) {
    throw new AppError('invalid-duration', { params: { minimum, maximum } });
  }
  return seconds;
}
