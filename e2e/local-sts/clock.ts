/** The AWS TOTP step, in milliseconds (RFC 6238's default, which AWS uses). */
export const TOTP_STEP_MS = 30_000;

/**
 * The time this server believes. Everything that depends on time (signature check, TOTP, `Expiration`, `Date`) asks here,
 * so that one offset moves them all together.
 */
export class ServerClock {
  /** Milliseconds the server is ahead of (positive) or behind (negative) the base clock. */
  offsetMs = 0;
  readonly #baseNow: () => number;

  /** @param baseNow milliseconds since the epoch */
  constructor(baseNow: () => number = Date.now) {
    this.#baseNow = baseNow;
  }

  /** Milliseconds since the epoch as this server sees them. */
  nowMs(): number {
    return this.#baseNow() + this.offsetMs;
  }

  /**
   * Moves the server one TOTP step ahead, so that a device has unused codes again without anyone waiting.
   * Thirty such steps come close to the 15 minutes of skew a signature may have.
   */
  advanceOneStep(): void {
    this.offsetMs += TOTP_STEP_MS;
  }
}

/**
 * Milliseconds from `nowMs` (since the epoch) to the next TOTP step: 1 to 30,000.
 * RFC 6238, section 4: steps are counted from the epoch.
 */
export function msUntilNextStep(nowMs: number): number {
  return TOTP_STEP_MS - (((nowMs % TOTP_STEP_MS) + TOTP_STEP_MS) % TOTP_STEP_MS);
}

/** `ms` since the epoch as AWS writes it in XML: ISO 8601 in UTC, whole seconds, rounded down. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
