import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { TOTP_STEP_MS } from './clock.ts';

/** What became of a code. `out-of-sync`: the device has drifted so far that AWS validates none of its codes. */
export type CodeVerdict = 'accepted' | 'wrong' | 'reused' | 'out-of-sync';

/** Steps beside the current one that are taken, for drift: AWS accepts a little, and says not how much. */
const DRIFT_STEPS = [0, -1, 1] as const;

/** AWS's virtual devices get 40 bytes (64 base32 characters). */
const SECRET_BYTES = 40;

/**
 * One TOTP device: six digits, 30 seconds, SHA-1, each code good once (RFC 6238, section 5.2).
 * The secret stays inside; a human gets it only through {@link MfaDevice.otpauthUri}.
 */
export class MfaDevice {
  /** The virtual device's ARN or the hardware token's serial number. */
  readonly serial: string;
  /** Whether the server can follow the device at all. Set to false for AWS's "unable to validate MFA code". */
  inSync = true;
  readonly #totp: TOTP;
  readonly #nowMs: () => number;
  readonly #usedSteps = new Set<number>();
  readonly #handedOutSteps = new Set<number>();

  /**
   * @param label what an authenticator app shows for it
   * @param nowMs the server's time, milliseconds since the epoch
   */
  constructor(serial: string, label: string, nowMs: () => number) {
    this.serial = serial;
    this.#nowMs = nowMs;
    this.#totp = new TOTP({
      issuer: 'Stint local STS',
      label,
      secret: new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }),
      algorithm: 'SHA1',
      digits: 6,
      period: TOTP_STEP_MS / 1000,
    });
  }

  /** For an authenticator app (the key URI format). Holds the secret. */
  get otpauthUri(): string {
    return this.#totp.toString();
  }

  /** The six digits the device shows at `ms` since the epoch. Says nothing about whether they are still unused. */
  codeAt(ms: number): string {
    return this.#totp.generate({ timestamp: ms });
  }

  /**
   * A code that the server takes now and that this method has not given before: the current step's, else the next one's.
   * Both stay good for at least 30 seconds.
   * @throws {Error} when both are used up: advance the server's clock one step, or forget the used codes
   */
  freshCode(): string {
    const current = stepOf(this.#nowMs());
    for (const step of [current, current + 1]) {
      if (this.#usedSteps.has(step) || this.#handedOutSteps.has(step)) continue;
      this.#handedOutSteps.add(step);
      return this.codeAt(step * TOTP_STEP_MS);
    }
    throw new Error(
      `No unused code of ${this.serial} is left in this step: call clock.advanceOneStep() or device.forgetUsedCodes().`,
    );
  }

  /** A six-digit text that is no code of this device now, nor one step either way. */
  wrongCode(): string {
    const near = new Set(DRIFT_STEPS.map((drift) => this.codeAt((stepOf(this.#nowMs()) + drift) * TOTP_STEP_MS)));
    let candidate = 0;
    while (near.has(digits(candidate))) candidate += 1;
    return digits(candidate);
  }

  /** Makes every code count as unused again: for a benchmark that needs many sign-ins in one step. */
  forgetUsedCodes(): void {
    this.#usedSteps.clear();
    this.#handedOutSteps.clear();
  }

  /** Judges `code` at the server's time and, when it is accepted, marks it used. Synchronous: of two at once, one wins. */
  consume(code: string): CodeVerdict {
    if (!this.inSync) return 'out-of-sync';
    // The library compares bytes of equal count, and throws on six characters that are more bytes than six.
    if (!/^[0-9]{6}$/.test(code)) return 'wrong';
    const current = stepOf(this.#nowMs());
    let verdict: CodeVerdict = 'wrong';
    for (const drift of DRIFT_STEPS) {
      const step = current + drift;
      if (this.#totp.validate({ token: code, timestamp: step * TOTP_STEP_MS, window: 0 }) === null) continue;
      if (this.#usedSteps.has(step)) {
        verdict = 'reused';
        continue;
      }
      this.#usedSteps.add(step);
      return 'accepted';
    }
    return verdict;
  }
}

function stepOf(ms: number): number {
  return Math.floor(ms / TOTP_STEP_MS);
}

function digits(value: number): string {
  return value.toString().padStart(6, '0');
}
