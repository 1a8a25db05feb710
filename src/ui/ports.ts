import type { CopyIntent } from '../core/copy-intent.ts';
import type { Overview, PopupIntent, ProfileSummary, ScheduleEntry, SignIns } from '../core/safe-index.ts';
import type { EndedSession } from '../core/session-plan.ts';
import type { Settings } from '../core/settings.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import type { Send } from '../messages/protocol.ts';

/** What a page knows without asking anybody: read from storage, watched for changes. */
export interface Facts {
  /** Absent until the background has written it, which is only in the first moments after a browser start. */
  readonly overview: Overview | undefined;
  readonly signIns: SignIns;
  readonly settings: Settings;
  /** Ends of live sessions, nameless: what is shown while locked after a browser restart. */
  readonly schedule: readonly ScheduleEntry[];
  /** The sessions that ended within a day, by name where the overview has it. */
  readonly ended: readonly EndedSession[];
  /** A copy that a page's chip asked for and the user is to grant. */
  readonly copyIntent?: CopyIntent | undefined;
  /** What a click on a notification asks for. */
  readonly popupIntent?: PopupIntent | undefined;
  /** How far the server's clock is ahead of this computer's, milliseconds. */
  readonly clockOffsetMs: number;
}

/** The outside world as a page sees it: passed in by `main.tsx`, faked in tests. */
export interface PagePorts {
  readonly send: Send;
  readFacts(): Promise<Facts>;
  /** Calls `listener` with all facts after any of them changed; returns the way to stop. */
  watchFacts(listener: (facts: Facts) => void): () => void;
  /** The whole list of profiles, read only when the picker or the profiles page needs it. */
  readProfileIndex(): Promise<ProfileSummary[]>;
  /** The user's own formats, read only where one can be chosen or changed. */
  readonly readTemplates: () => Promise<readonly SnippetTemplate[]>;
  /** Writes text to the clipboard; rejects where the browser refuses. */
  writeClipboard(text: string): Promise<void>;
  /** Opens the options tab, on the page named by `hash` (`#profiles/new`). */
  openOptions(hash?: string): Promise<void>;
  /** Milliseconds since the epoch by this computer's clock. */
  now(): number;
}

/** What pages do with a passphrase. Loaded when first needed: Argon2 is no part of the first paint. */
export interface PassphrasePort {
  /** Derives, wraps and creates. @throws {AppError} `passphrase-too-short`, `vault-exists`, storage errors */
  createVault(passphrase: string): Promise<void>;
  /** @throws {AppError} `wrong-passphrase`, `vault-damaged`, `vault-newer`, `weak-key-derivation` */
  unlock(passphrase: string): Promise<void>;
  /**
   * Gives a vault that this browser opened by itself a passphrase, and takes the browser's own way away.
   * @throws {AppError} `vault-locked`, `passphrase-too-short`
   */
  protect(next: string): Promise<void>;
  /** @throws {AppError} `wrong-passphrase` when `current` is not the passphrase, `passphrase-too-short` */
  change(current: string, next: string): Promise<void>;
}
