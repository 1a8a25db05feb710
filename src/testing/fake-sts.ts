import type { Sts } from '../background/outside.ts';
import { AppError } from '../core/errors.ts';
import type { TemporaryCredentials } from '../core/session.ts';

type IdentityCall = Parameters<Sts['getCallerIdentity']>[0];
type TokenRequest = Parameters<Sts['getSessionToken']>[1];

/** One call as it arrived. */
export interface StsArrival {
  readonly call: IdentityCall;
  /** Absent for GetCallerIdentity. */
  readonly request?: TokenRequest;
}

/** Whose keys the fake takes all keys for, unless told otherwise. */
const ALICE = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/alice' };

/**
 * For tests only: an STS that lives longer than any worker. It knows every key, takes every code once for each device, and gives out
 * credentials that are all different.
 */
export class FakeSts implements Sts {
  /** Every call, in the order of arrival. */
  readonly arrivals: StsArrival[] = [];
  /** Every set of credentials given out. */
  readonly issued: TemporaryCredentials[] = [];
  /** Whose keys they are, by access key id. */
  readonly owners = new Map<string, { accountId: string; arn: string }>();
  /** The server's clock minus the computer's, milliseconds. */
  aheadMs = 0;
  /** Whether a reply's Date can be read. */
  showsDate = true;
  private readonly nowMs: () => number;
  private readonly used = new Set<string>();
  private readonly refusals: { readonly error: Error; readonly when: 'before' | 'after' }[] = [];
  private waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  private gate: Promise<void> | undefined;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  async rehearse(): Promise<void> {}

  /** The codes that arrived, with their devices: one entry for each time. */
  get codes(): string[] {
    return this.arrivals.flatMap(({ request }) => (request ? [`${request.mfaSerial} ${request.tokenCode}`] : []));
  }

  /** Resolves when `count` calls have arrived since the beginning, or since {@link arrivals} was emptied. */
  arrived(count: number): Promise<void> {
    if (this.arrivals.length >= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push({ count, resolve });
    });
  }

  /** Makes the next call fail: `before` it takes effect, or `after`, when only the answer is lost. */
  refuseNext(error: Error, when: 'before' | 'after' = 'before'): void {
    this.refusals.push({ error, when });
  }

  /** Holds every answer, after the call took effect, until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.gate = new Promise((resolve) => {
      release = () => {
        this.gate = undefined;
        resolve();
      };
    });
    return release;
  }

  getCallerIdentity: Sts['getCallerIdentity'] = (call) =>
    this.answer({ call }, () => this.owners.get(call.keys.accessKeyId) ?? ALICE);

  getSessionToken: Sts['getSessionToken'] = (call, request) =>
    this.answer({ call, request }, () => {
      const code = `${request.mfaSerial} ${request.tokenCode}`;
      if (this.used.has(code)) throw new AppError('mfa-code-refused');
      this.used.add(code);
      const number = this.issued.length + 1;
      const credentials: TemporaryCredentials = {
        accessKeyId: `ASIA${String(number).padStart(16, '0')}`,
        secretAccessKey: `secret${String(number).padStart(34, '0')}`,
        sessionToken: `token${'Q'.repeat(300)}${number}`,
        expiration: new Date(this.serverNowMs() + request.durationSeconds * 1000).toISOString(),
      };
      this.issued.push(credentials);
      return credentials;
    });

  private serverNowMs(): number {
    return this.nowMs() + this.aheadMs;
  }

  private async answer<T>(arrival: StsArrival, work: () => T) {
    this.arrivals.push(arrival);
    for (const { count, resolve } of this.waiting) if (this.arrivals.length >= count) resolve();
    this.waiting = this.waiting.filter(({ count }) => this.arrivals.length < count);
    const refusal = this.refusals.shift();
    if (refusal?.when === 'before') throw refusal.error;
    const value = work();
    await this.gate;
    if (refusal) throw refusal.error;
    return { value, clockOffsetMs: this.showsDate ? this.aheadMs : undefined };
  }
}
