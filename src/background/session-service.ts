import { isTooBusy } from '../core/back-off.ts';
import { stsEndpoint } from '../core/endpoint.ts';
import { AppError, type ErrorRecord, fromErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { Profile } from '../core/profile.ts';
import type { SessionSummary } from '../core/safe-index.ts';
import { expiresAtMs, isLive, type Session } from '../core/session.ts';
import type { EndedSession } from '../core/session-plan.ts';
import { type FormatId, isSnippetFormatId } from '../core/snippets/ids.ts';
import { renderSnippet } from '../core/snippets/render.ts';
import { renderTemplate } from '../core/snippets/template.ts';
import { parseDurationSeconds } from '../core/sts-limits.ts';
import { parseTokenCode } from '../core/token-code.ts';
import { readItem, writeItem } from '../storage/item.ts';
import { clockOffset, ended, settings } from '../storage/items.ts';
import { templates } from '../storage/template-items.ts';
import type { Bytes } from '../vault/base64.ts';
import type { VaultContents } from '../vault/contents.ts';
import type { Outside } from './outside.ts';
import { isKnownOver, sessionSummaryOf } from './overview.ts';
import { changeSettings } from './settings-store.ts';
import { SignInLog } from './sign-ins.ts';
import type { OneCode } from './spent-codes.ts';
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
    const { areas, crypto, now, sts } = this.outside;
    const tokenCode = parseTokenCode(request.tokenCode);
    const durationSeconds = parseDurationSeconds(request.durationSeconds);
    const key = await this.keeper.key();
    const profile = findProfile(await this.keeper.read(), request.profileId);
    const code = { mfaSerial: profile.mfaSerial, tokenCode };
    const call = {
      keys: profile.keys,
      endpoint: stsEndpoint(profile),
      region: profile.region,
      clockOffsetMs: await readItem(areas, clockOffset),
    };
    const id = crypto.randomUUID();
    await this.log.begin(profile.id, id, code, now() + call.clockOffsetMs);
    try {
      const answer = await sts.getSessionToken(call, { ...code, durationSeconds });
      const offsetMs = await this.learnClock(answer.clockOffsetMs, call.clockOffsetMs);
      const session: Session = {
        id,
        profileId: profile.id,
        credentials: answer.value,
        startedAtMs: now() + offsetMs,
      };
      await this.log.finish(profile.id, (also) =>
        this.keeper.update((contents) => withSession(contents, session), { key, also }),
      );
      return sessionSummaryOf(session);
    } catch (error) {
      const kept = await this.noteRefusal(profile.id, toErrorRecord(error), code);
      // Whoever asked learns of the wait as well.
      throw isTooBusy(kept.code) ? fromErrorRecord(kept) : error;
    }
  }

  /** What cannot even be noted stays as a sign-in under way, which the next worker settles. The refusal itself is what counts. */
  private async noteRefusal(profileId: string, error: ErrorRecord, code: OneCode): Promise<ErrorRecord> {
    try {
      return await this.log.refuse(profileId, error, code);
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      return error;
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
  dismissRefusal(profileId: string): Promise<void> {
    return this.log.dismissRefusal(profileId);
  }

  /**
   * A profile's live credentials as text.
   * @throws {AppError} `session-missing`, `vault-locked`, `value-unsafe-for-snippet`, `value-not-for-format`, `template-missing`,
   * `invalid-template`
   */
  async render(profileId: string, formatId: FormatId): Promise<string> {
    const [contents, { snippetOptions }] = await Promise.all([
      this.keeper.read(),
      readItem(this.outside.areas, settings),
    ]);
    const profile = findProfile(contents, profileId);
    const nowMs = await this.keeper.serverNow();
    const session = contents.sessions.find((item) => item.profileId === profileId && isLive(expiresAtMs(item), nowMs));
    if (!session) throw new AppError('session-missing');
    const input = { ...session.credentials, region: profile.region, profileName: profile.name };
    if (isSnippetFormatId(formatId)) return renderSnippet(formatId, input, snippetOptions[formatId]);
    const template = (await readItem(this.outside.areas, templates)).find(({ id }) => id === formatId);
    if (!template) throw new AppError('template-missing');
    return renderTemplate(template.text, { ...input, accountId: profile.accountId });
  }

  /**
   * Settles sign-ins whose worker died: the answer is there, or nobody knows what became of the code. Wipes credentials that have
   * ended, once `tell` has told of them; while locked, too. Running it twice changes nothing.
   * @param isLocked the vault is of this version and locked: the sealed credentials of what has ended go all the same
   */
  async reconcile(isLocked: boolean, tell: () => Promise<void>): Promise<void> {
    const open = await this.keeper.peek();
    // Only an open vault tells whether an answer was stored: until then a sign-in stays as it is.
    for (const [profileId, signIn] of open ? Object.entries(await this.log.read()) : []) {
      // What this worker is not busy with was begun by one that has died: there is only ever one.
      if (signIn.state !== 'asking' || this.running.has(profileId)) continue;
      const isAnswered = open?.contents.sessions.some((session) => session.id === signIn.sessionId);
      await this.log.settle(profileId, signIn, isAnswered ? undefined : { code: 'outcome-unknown' });
    }
    await tell();
    const known = await readItem(this.outside.areas, ended);
    if (open) await this.wipeEnded(open, known);
    else if (isLocked) await this.keeper.dropSessions(known.flatMap(({ id, by }) => (by === 'expiry' ? id : [])));
  }

  private async wipeEnded(
    { contents, key }: { contents: VaultContents; key: Bytes },
    known: readonly EndedSession[],
  ): Promise<void> {
    const nowMs = await this.keeper.serverNow();
    const isOver = (session: Session) => !isLive(expiresAtMs(session), nowMs) || isKnownOver(session, known);
    if (!contents.sessions.some(isOver)) return;
    const wipe = (latest: VaultContents) => ({
      ...latest,
      sessions: latest.sessions.filter((session) => !isOver(session)),
    });
    await this.keeper.update(wipe, { key });
  }

  /** @returns the offset to go by from now on, milliseconds */
  private async learnClock(seenMs: number | undefined, knownMs: number): Promise<number> {
    if (seenMs === undefined) return knownMs;
    const { areas } = this.outside;
    const next = Math.abs(seenMs) < SAME_CLOCK_MS ? 0 : Math.round(seenMs);
    try {
      if (next !== knownMs) await writeItem(areas, clockOffset, next);
      // A clock that was put right and goes wrong again is news again.
      if (next === 0 && (await readItem(areas, settings)).clockToldMs !== 0) {
        await changeSettings(this.outside, { clockToldMs: 0 });
      }
    } catch (error) {
      // Credentials are on their way: a clock that cannot be noted is no reason to lose them.
      if (!(error instanceof AppError)) throw error;
    }
    return next;
  }
}

/** The profile of that id. @throws {AppError} `profile-missing` */
export function findProfile(contents: VaultContents, profileId: string): Profile {
  const profile = contents.profiles.find((item) => item.id === profileId);
  if (!profile) throw new AppError('profile-missing');
  return profile;
}

/** A profile has one session: a new one takes the place of the former. @throws {AppError} `profile-missing` */
function withSession(contents: VaultContents, session: Session): VaultContents {
  // A profile that was removed meanwhile leaves no credentials behind.
  findProfile(contents, session.profileId);
  const others = contents.sessions.filter((item) => item.profileId !== session.profileId);
  return { ...contents, sessions: [...others, session] };
}
