import type messages from '../../public/_locales/en/messages.json';
import type { ClipboardMark } from '../core/clipboard-mark.ts';
import type { LongTermKeys } from '../core/profile.ts';
import type { TemporaryCredentials } from '../core/session.ts';
import type { FormatTextKey } from '../core/snippets/ids.ts';
import type { ChipNews } from '../messages/chip.ts';
import type { StorageAreas } from '../storage/item.ts';
import type { VaultReplica } from '../vault/copies.ts';

interface StsCall {
  readonly keys: LongTermKeys;
  readonly endpoint: string;
  readonly region: string;
  readonly clockOffsetMs: number;
}

interface StsAnswer<T> {
  readonly value: T;
  readonly clockOffsetMs: number | undefined;
}

/** STS as the background uses it; `platform/sts` is the real one. */
export interface Sts {
  getCallerIdentity(call: StsCall): Promise<StsAnswer<{ readonly accountId: string; readonly arn: string }>>;
  getSessionToken(
    call: StsCall,
    request: { readonly mfaSerial: string; readonly tokenCode: string; readonly durationSeconds: number },
  ): Promise<StsAnswer<TemporaryCredentials>>;
  /** Makes the first call as quick as the next. Nothing is sent. */
  rehearse(): Promise<void>;
}

/** Keys that stay in this browser, for vaults without a passphrase. */
interface DeviceKeys {
  read(id: string): Promise<CryptoKey | undefined>;
  write(id: string, key: CryptoKey): Promise<void>;
  /** Deletes them all. */
  clear(): Promise<void>;
}

interface Alarms {
  /** `atMs` by this computer's clock. */
  set(name: string, atMs: number): Promise<void>;
  clear(name: string): Promise<void>;
}

/** Pages of the web, and the clipboard, as the background reaches them. */
export interface Web {
  /** @throws {AppError} `clipboard-refused` */
  writeClipboard(text: string): Promise<void>;
  /**
   * Empties the clipboard if it holds what `mark` is of; where it may not be read, whatever it holds.
   * @throws {AppError} `clipboard-refused`
   */
  clearClipboard(mark: ClipboardMark): Promise<void>;
  /** Opens the popup, or what stands in for it. @returns whether something opened */
  openPopup(): Promise<boolean>;
  /** @returns whether a chip in that tab heard it */
  tellTab(tabId: number, news: ChipNews): Promise<boolean>;
  /** Has the chip run on pages of these hosts from now on, and on no others. */
  registerChip(hosts: readonly string[]): Promise<void>;
  /** Runs the chip on a tab's page now. @returns whether the browser let it */
  runChip(tabId: number): Promise<boolean>;
  /** The open tabs at these hosts. */
  tabsAt(hosts: readonly string[]): Promise<readonly { readonly id: number; readonly url: string }[]>;
  /** The tab in front; its address only where Stint may know it. */
  tabInFront(): Promise<{ readonly id: number; readonly url?: string } | undefined>;
  /** Whether the user has allowed all of these hosts. */
  mayReach(hosts: readonly string[]): Promise<boolean>;
  /** Gives the access to these hosts back. */
  dropAccess(hosts: readonly string[]): Promise<void>;
}

interface Action {
  /** What the toolbar icon says now. */
  shown(): Promise<{ readonly label: string; readonly title: string }>;
  show(badge: Record<'label' | 'title' | 'colour', string>): Promise<void>;
  /** Shows `text` for a moment and resolves when it is over. It does not put back what was there. */
  flash(text: string): Promise<void>;
  isPopupOpen(): Promise<boolean>;
  /** Lets the popup begin with the page for a vault in that state. Never fails: it is a hint. */
  beginPopupWith(vault: 'locked' | 'missing'): Promise<void>;
}

/** A notification; buttons, and that it stays, are dropped where the platform has neither. */
export interface NotificationContent {
  readonly title: string;
  readonly message: string;
  readonly buttons?: readonly string[];
  readonly stays?: boolean;
}

interface Notifications {
  /** The ids of those that are there now. */
  shown(): Promise<string[]>;
  show(id: string, content: NotificationContent): Promise<void>;
  clear(id: string): Promise<void>;
}

type BackgroundText = Extract<
  keyof typeof messages,
  `expiry_${string}` | FormatTextKey | 'menu_copy' | 'manifest_short_name'
>;

/** The world around the background: passed in by `index.ts`, faked in tests. */
export interface Outside {
  readonly areas: StorageAreas;
  readonly replica: VaultReplica;
  readonly deviceKeys: DeviceKeys;
  readonly crypto: Crypto;
  readonly sts: Sts;
  readonly alarms: Alarms;
  readonly web: Web;
  readonly action: Action;
  readonly notifications: Notifications;
  /** A text in the user's language. */
  readonly text: (key: BackgroundText, ...substitutions: readonly string[]) => string;
  /** Milliseconds since the epoch by this computer's clock. */
  readonly now: () => number;
  /**
   * Runs `work` while holding the lock of that name; the browser's, as `index.ts` passes it in, also against every other context.
   * @throws {AppError} `busy` when it could not be had in 20 seconds.
   */
  readonly lock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}
