/** One set of temporary credentials as STS gives it, under the SDK's own names. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** The end, ISO 8601 in UTC, by the server's clock. */
  readonly expiration: string;
}

/** One set of temporary credentials with where it came from. Sealed in the vault whenever it is at rest. */
export interface Session {
  /** Random and opaque. */
  readonly id: string;
  readonly profileId: string;
  readonly credentials: TemporaryCredentials;
  /** When it was asked for, milliseconds since the epoch by this computer's clock plus the known offset. */
  readonly startedAtMs: number;
}

/** The end of a session in milliseconds since the epoch, by the server's clock. */
export function expiresAtMs(session: Session): number {
  return Date.parse(session.credentials.expiration);
}

/** Whether credentials that end at `expirationMs` still work at `nowMs` (both by the server's clock). The last instant does not count. */
export function isLive(expirationMs: number, nowMs: number): boolean {
  return expirationMs > nowMs;
}
