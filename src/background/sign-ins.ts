import { backOffSeconds, isTooBusy, waitEndsMs } from '../core/back-off.ts';
import { AppError, type ErrorRecord, fromErrorRecord } from '../core/errors.ts';
import { codeIsUnspent } from '../core/sts-errors.ts';
import { entry, readItem, writeEntries } from '../storage/item.ts';
import { type KeptSignIn, type KeptSignIns, signIns } from '../storage/items.ts';
import type { Outside } from './outside.ts';
import { markOf, type OneCode, secondsToNextCode } from './spent-codes.ts';

/**
 * The record of sign-ins under way and refused, so that a popup that closed finds its answer, and of the codes that were sent. One
 * writer at a time: each change reads, changes and writes under a lock, in one write.
 */
export class SignInLog {
  private readonly outside: Outside;

  constructor(outside: Outside) {
    this.outside = outside;
  }

  read(): Promise<KeptSignIns> {
    return readItem(this.outside.areas, signIns);
  }

  /**
   * Before a request can leave: its code is spent, and if this worker dies the next one knows that an answer is owed.
   * @param serverNowMs for the wait until the next code
   * @throws {AppError} the former refusal while its server asked to be left alone; `mfa-code-spent`, with the `seconds` to wait, when this device's code was sent before; storage errors
   */
  async begin(profileId: string, sessionId: string, code: OneCode, serverNowMs: number): Promise<void> {
    await this.alone(async () => {
      const all = await this.read();
      const former = all[profileId];
      const error = former?.state === 'refused' ? former.error : undefined;
      const waitMs = former?.state === 'refused' ? waitEndsMs(former) - this.outside.now() : 0;
      if (error && waitMs > 0) {
        throw fromErrorRecord({ ...error, params: { ...error.params, seconds: Math.ceil(waitMs / 1000) } });
      }
      const mark = await markOf(this.outside, code);
      if (mark.spent) throw new AppError('mfa-code-spent', { params: { seconds: secondsToNextCode(serverNowMs) } });
      const busyTimes = Number(error?.params?.['times'] ?? 0);
      const signIn: KeptSignIn = { state: 'asking', startedAtMs: this.outside.now(), sessionId, busyTimes };
      await this.write({ ...all, [profileId]: signIn }, mark.spend);
    });
  }

  /**
   * The call failed: what it said is kept for the popup, with the wait before the next one where the server is too busy, and a code that
   * was not looked at can be used again.
   * @returns what is kept
   */
  refuse(profileId: string, error: ErrorRecord, code: OneCode): Promise<ErrorRecord> {
    return this.alone(async () => {
      const freed = codeIsUnspent(error.code) ? (await markOf(this.outside, code)).giveBack : {};
      const all = await this.read();
      const kept = this.withWait(error, all[profileId]);
      await this.write({ ...all, [profileId]: this.refusal(kept) }, freed);
      return kept;
    });
  }

  /** The call was answered: `write` stores the answer together with the items that strike the sign-in off. */
  async finish(profileId: string, write: (also: Record<string, unknown>) => Promise<void>): Promise<void> {
    await this.alone(async () => write(entry(signIns, without(await this.read(), profileId))));
  }

  /**
   * Settles what another worker left, if it still stands as `left` says.
   * @param error what to keep for the popup; `undefined` when the answer was stored after all
   */
  async settle(profileId: string, left: KeptSignIn, error: ErrorRecord | undefined): Promise<void> {
    await this.change(profileId, (now) => {
      if (JSON.stringify(now) !== JSON.stringify(left)) return now;
      return error && this.refusal(error);
    });
  }

  /** The refusal was read. A sign-in under way stays, and so does what tells how long to wait. */
  async dismissRefusal(profileId: string): Promise<void> {
    await this.change(profileId, (now) => {
      if (now?.state !== 'refused' || now.seen) return now;
      return isTooBusy(now.error.code) ? { ...now, seen: true } : undefined;
    });
  }

  /** Forgets all about a profile. */
  async drop(profileId: string): Promise<void> {
    await this.change(profileId, () => undefined);
  }

  private async change(
    profileId: string,
    work: (now: KeptSignIn | undefined) => KeptSignIn | undefined,
  ): Promise<void> {
    await this.alone(async () => {
      const all = await this.read();
      const now = all[profileId];
      const next = work(now);
      if (next !== now) await this.write({ ...without(all, profileId), ...(next && { [profileId]: next }) });
    });
  }

  private withWait(error: ErrorRecord, former: KeptSignIn | undefined): ErrorRecord {
    if (!isTooBusy(error.code)) return error;
    const times = (former?.state === 'asking' ? (former.busyTimes ?? 0) : 0) + 1;
    const [random = 0] = this.outside.crypto.getRandomValues(new Uint8Array(1));
    const asked = error.params?.['seconds'];
    const seconds = backOffSeconds(times, random / 255, asked === undefined ? undefined : Number(asked));
    return { ...error, params: { ...error.params, seconds, times } };
  }

  private refusal(error: ErrorRecord): KeptSignIn {
    return { state: 'refused', atMs: this.outside.now(), error };
  }

  private write(all: KeptSignIns, also: Record<string, unknown> = {}): Promise<void> {
    return writeEntries(this.outside.areas.session, { ...entry(signIns, all), ...also });
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.outside.lock('sign-ins', work);
  }
}

function without(all: KeptSignIns, profileId: string): KeptSignIns {
  const { [profileId]: _, ...others } = all;
  return others;
}
