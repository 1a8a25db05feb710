import { AppError, type ErrorRecord } from '../core/errors.ts';
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
   * @throws {AppError} `mfa-code-spent`, with the `seconds` to wait, when this device's code was sent before; storage errors
   */
  async begin(profileId: string, sessionId: string, code: OneCode, serverNowMs: number): Promise<void> {
    await this.alone(async () => {
      const mark = await markOf(this.outside, code);
      if (mark.spent) throw new AppError('mfa-code-spent', { params: { seconds: secondsToNextCode(serverNowMs) } });
      const signIn: KeptSignIn = { state: 'asking', startedAtMs: this.outside.now(), sessionId };
      await this.write({ ...(await this.read()), [profileId]: signIn }, mark.spend);
    });
  }

  /** The call failed: what it said is kept for the popup, and a code that was not looked at can be used again. */
  async refuse(profileId: string, error: ErrorRecord, code: OneCode): Promise<void> {
    await this.alone(async () => {
      const freed = codeIsUnspent(error.code) ? (await markOf(this.outside, code)).giveBack : {};
      await this.write({ ...(await this.read()), [profileId]: this.refusal(error) }, freed);
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

  /** The refusal was read. A sign-in under way stays. */
  async dismissRefusal(profileId: string): Promise<void> {
    await this.change(profileId, (now) => (now?.state === 'refused' ? undefined : now));
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

  private refusal(error: ErrorRecord): KeptSignIn {
    return { state: 'refused', atMs: this.outside.now(), error };
  }

  private write(all: KeptSignIns, also: Record<string, unknown> = {}): Promise<void> {
    return writeEntries(this.outside.areas.session, { ...entry(signIns, all), ...also });
  }

  private alone(work: () => Promise<void>): Promise<void> {
    return this.outside.lock('sign-ins', work);
  }
}

function without(all: KeptSignIns, profileId: string): KeptSignIns {
  const { [profileId]: _, ...others } = all;
  return others;
}
