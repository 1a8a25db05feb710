import type { FormatId, SnippetFormatId } from './snippets/ids.ts';
import type { SnippetOptions } from './snippets/options.ts';

/** After how many minutes without use the vault locks; 0 is never. */
export const LOCK_AFTER_MINUTES = [15, 60, 240, 720, 0] as const;
export type LockAfterMinutes = (typeof LOCK_AFTER_MINUTES)[number];

/** After how many seconds the clipboard is cleared; 0 is never. No browser rings an alarm sooner than 30 seconds. */
export const CLEAR_CLIPBOARD_SECONDS = [0, 30, 60, 120, 300, 600] as const;

/** How many minutes before a session's end a notice may be asked for. */
export const NOTICE_MINUTES = [60, 30, 15, 10, 5, 2] as const;

/** Which notices a session gives. */
export interface NoticeChoice {
  /** Minutes before the end, each of {@link NOTICE_MINUTES}. */
  readonly minutes: readonly number[];
  /** Whether to tell of the end itself. */
  readonly atEnd: boolean;
}

/** What the user chose; nothing secret, and profiles only by their opaque ids. */
export interface Settings {
  readonly selectedProfileId?: string;
  /** The format last chosen for each profile id. */
  readonly formats: Readonly<Record<string, FormatId>>;
  /** The format for profiles that have none of their own. */
  readonly defaultFormat: FormatId;
  /** What differs from a format's own options, by format. */
  readonly snippetOptions: Readonly<Partial<Record<SnippetFormatId, SnippetOptions>>>;
  readonly lockAfterMinutes: LockAfterMinutes;
  /** Lock when the computer locks its screen. */
  readonly lockWithComputer: boolean;
  /** When what was copied is taken off the clipboard. */
  readonly clearClipboardSeconds: (typeof CLEAR_CLIPBOARD_SECONDS)[number];
  /** Whether the user has read what becomes of a copy. */
  readonly clipboardTold: boolean;
  /** Notices of every profile that has none of its own. */
  readonly notices: NoticeChoice;
  /** Notices of single profiles, by id. */
  readonly noticesOf: Readonly<Record<string, NoticeChoice>>;
  /** Tell of a sign-in that finished while the popup was closed. */
  readonly tellWhenReady: boolean;
  /** The profile whose session the toolbar icon counts; empty for the one that ends first. */
  readonly pinnedProfileId: string;
  /** The clock's error, milliseconds, that the user was told of; 0 for none. */
  readonly clockToldMs: number;
}

/** When a profile's sessions give notice: minutes before the end, 0 for the end itself. */
export function noticeMinutes({ notices, noticesOf }: Settings, profileId = ''): readonly number[] {
  const { minutes, atEnd } = noticesOf[profileId] ?? notices;
  return atEnd ? [...minutes, 0] : minutes;
}

export const DEFAULT_SETTINGS: Settings = {
  formats: {},
  defaultFormat: 'posix',
  snippetOptions: {},
  lockAfterMinutes: 720,
  lockWithComputer: true,
  clearClipboardSeconds: 0,
  clipboardTold: false,
  notices: { minutes: [15, 5], atEnd: true },
  noticesOf: {},
  tellWhenReady: true,
  pinnedProfileId: '',
  clockToldMs: 0,
};

/**
 * Settings as the popup takes them: what was stored, where it is of the same kind as the usual one. Enough to draw by; the background reads
 * each value for what it is before it acts on it (`settings-shape.ts`), which is a twentieth of what the popup would read as it opens.
 */
export function roughSettings(stored: unknown): Settings {
  const given = Object(stored) as Record<string, unknown>;
  const kindOf = (value: unknown) => (Array.isArray(value) || value === null ? undefined : typeof value);
  const kept = Object.entries(DEFAULT_SETTINGS).map(([name, usual]) => {
    const value = Object.hasOwn(given, name) ? given[name] : usual;
    return [name, kindOf(value) === kindOf(usual) ? value : usual];
  });
  return Object.fromEntries(kept) as Settings;
}
