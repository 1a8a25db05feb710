import { stsEndpoint } from '../core/endpoint.ts';
import { AppError, toErrorRecord } from '../core/errors.ts';
import type { Profile } from '../core/profile.ts';
import type { SessionSummary } from '../core/safe-index.ts';
import { expiresAtMs, isLive, type Session } from '../core/session.ts';
import { renderSnippet } from '../core/snippets/render.ts';
import type { SnippetFormatId } from '../core/snippets/table.ts';
import { codeIsUnspent } from '../core/sts-errors.ts';
import { parseDurationSeconds } from '../core/sts-limits.ts';
import { parseTokenCode } from '../core/token-code.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { clockOffset } from '../storage/items.ts';
import type { VaultContents } from '../vault/contents.ts';
import type { Outside } from './outside.ts';
import { sessionSummaryOf } from './overview.ts';
import { SignInLog } from './sign-ins.ts';
import { markCode, secondsToNextCode } from './spent-codes.ts';
import type { VaultKeeper } from './vault-keeper.ts';

/** Clocks that differ less than this are the same clock. */
const SAME_CLOCK_MS = 60_000;

interface StartRequest {
  readonly profileId: string;
  readonly tokenCode: string;
  readonly durationSeconds: number;
}

/** Starts, ends and renders sessions. */
export class SessionService {
  private readonly outside: Outside;
  private readonly keeper: VaultKeeper;
  private readonly log: SignInLog;
  /** Calls this worker is busy with, by profile id. Lost with the worker, and then they are over. */
  private readonly running = new Map<string, Promise<SessionSummary>>();

  constructor(outside: Outside, keeper: VaultKeeper) {
    this.outside = outside;
    this.keeper = keeper;
    this.log = new SignInLog(outside);
  }

  /**
   * GetSessionToken for a profile. A second request while one runs gets the first one's answer. The answer is stored before it is
   * given, so that it is not lost with the popup that asked.
   * @throws {AppError} input errors, `mfa-code-spent`, vault errors, and all of STS's
   */
  start(request: StartRequest): Promise<SessionSummary> {
    const running = this.running.get(request.profileId);
    if (running) return running;
    const asked = this.ask(request).finally(() => this.running.delete(request.profileId));
    this.running.set(request.profileId, asked);
    return asked;
  }

  private async ask(request: StartRequest): Promise<SessionSummary> {
    const { areas } = this.outside;
    const tokenCode = parseTokenCode(request.tokenCode);
    const durationSeconds = parseDurationSeconds(request.durationSeconds);
    const key = await this.keeper.key();
    const profile = findProfile(await this.keeper.read(), request.profileId);
    const mark = await markCode(this.outside, profile.mfaSerial, tokenCode);
    if (mark.spent) {
      const seconds = secondsToNextCode(await this.keeper.serverNow());
      throw new AppError('mfa-code-spent', { params: { seconds } });
    }
    // Before the request can leave: the code is spent, and if this worker dies the next one knows that an answer is owed.
    await this.log.put(profile.id, { state: 'asking', startedAtMs: this.outside.now() }, mark.items);
    try {
      const answer = await this.outside.sts.getSessionToken(
        {
          keys: profile.keys,
          endpoint: stsEndpoint(profile),
          region: profile.region,
          clockOffsetMs: await readItem(areas, clockOffset),
        },
        { mfaSerial: profile.mfaSerial, tokenCode, durationSeconds },
      );
      await this.learnClock(answer.clockOffsetMs);
      const session: Session = {
        id: this.outside.crypto.randomUUID(),
        profileId: profile.id,
        credentials: answer.value,
        startedAtMs: await this.keeper.serverNow(),
      };
      await this.keeper.update((contents) => withSession(contents, session), { key });
      await this.log.drop(profile.id);
      await this.keeper.noteUse(profile.id);
      return sessionSummaryOf(session);
    } catch (error) {
      const record = toErrorRecord(error);
      if (codeIsUnspent(record.code)) await mark.undo();
      await this.log.put(profile.id, { state: 'refused', atMs: this.outside.now(), error: record });
      throw error;
    }
  }

  /** Wipes a profile's credentials. Ending what has ended is no error. */
  async end(profileId: string): Promise<void> {
    await this.keeper.update((contents) => {
      const sessions = contents.sessions.filter((session) => session.profileId !== profileId);
      return sessions.length === contents.sessions.length ? contents : { ...contents, sessions };
    });
  }

  /** Forgets the refusal a popup has shown. One that is under way stays. */
  async dismissRefusal(profileId: string): Promise<void> {
    const signIn = (await this.log.read())[profileId];
    if (signIn?.state === 'refused') await this.log.drop(profileId);
  }

  /**
   * A profile's live credentials as text.
   * @throws {AppError} `session-missing`, `vault-locked`, `value-unsafe-for-snippet`
   */
  async render(profileId: string, formatId: SnippetFormatId): Promise<string> {
    const contents = await this.keeper.read();
    const profile = findProfile(contents, profileId);
    const nowMs = await this.keeper.serverNow();
    const session = contents.sessions.find((item) => item.profileId === profileId && isLive(expiresAtMs(item), nowMs));
    if (!session) throw new AppError('session-missing');
    await this.keeper.noteUse(profileId);
    return renderSnippet(formatId, { ...session.credentials, region: profile.region, profileName: profile.name });
  }

  /**
   * Settles sign-ins whose worker died: the answer is there, or nobody knows what became of the code. Wipes credentials that have
   * ended. Running it twice changes nothing.
   */
  async reconcile(): Promise<void> {
    for (const [profileId, signIn] of Object.entries(await this.log.read())) {
      // What this worker is not busy with was begun by one that has died: there is only ever one.
      if (signIn.state !== 'asking' || this.running.has(profileId)) continue;
      if (await this.hasSessionSince(profileId, signIn.startedAtMs)) await this.log.drop(profileId);
      else {
        const error = { code: 'outcome-unknown' } as const;
        await this.log.put(profileId, { state: 'refused', atMs: this.outside.now(), error });
      }
    }
    await this.wipeEnded();
  }

  private async hasSessionSince(profileId: string, startedAtMs: number): Promise<boolean> {
    const contents = await this.readIfUnlocked();
    // The record is by this computer's clock, the session by the server's; the leeway is what both may differ unnoticed.
    const offsetMs = await readItem(this.outside.areas, clockOffset);
    return (
      contents?.sessions.some(
        (session) => session.profileId === profileId && session.startedAtMs >= startedAtMs + offsetMs - SAME_CLOCK_MS,
      ) ?? false
    );
  }

  private async wipeEnded(): Promise<void> {
    const contents = await this.readIfUnlocked();
    if (!contents) return;
    const nowMs = await this.keeper.serverNow();
    const isOver = (session: Session) => !isLive(expiresAtMs(session), nowMs);
    if (!contents.sessions.some(isOver)) return;
    await this.keeper.update((latest) => ({
      ...latest,
      sessions: latest.sessions.filter((session) => !isOver(session)),
    }));
  }

  private async readIfUnlocked(): Promise<VaultContents | undefined> {
    try {
      return await this.keeper.read();
    } catch (error) {
      // Locked, missing or unreadable: there is nothing to settle until that changes.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  private async learnClock(offsetMs: number | undefined): Promise<void> {
    if (offsetMs === undefined) return;
    const { areas } = this.outside;
    const next = Math.abs(offsetMs) < SAME_CLOCK_MS ? 0 : Math.round(offsetMs);
    if (next !== (await readItem(areas, clockOffset))) await writeItem(areas, clockOffset, next);
  }
}

/** The profile of that id. @throws {AppError} `profile-missing` */
export function findProfile(contents: VaultContents, profileId: string): Profile {
  const profile = contents.profiles.find((item) => item.id === profileId);
  if (!profile) throw new AppError('profile-missing');
  return profile;
}

/** A profile has one session: a new one takes the place of the former. */
function withSession(contents: VaultContents, session: Session): VaultContents {
  const others = contents.sessions.filter((item) => item.profileId !== session.profileId);
  return { ...contents, sessions: [...others, session] };
}
