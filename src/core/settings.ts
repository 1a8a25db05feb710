import type { FormatId, SnippetFormatId } from './snippets/ids.ts';
import type { SnippetOptions } from './snippets/options.ts';

/** After how many minutes without use the vault locks; 0 is never. */
export const LOCK_AFTER_MINUTES = [15, 60, 240, 720, 0] as const;
export type LockAfterMinutes = (typeof LOCK_AFTER_MINUTES)[number];

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
}

export const DEFAULT_SETTINGS: Settings = {
  formats: {},
  defaultFormat: 'posix',
  snippetOptions: {},
  lockAfterMinutes: 720,
  lockWithComputer: true,
};
