import type { FormatId } from './snippets/ids.ts';

/** A copy that a site asked for and only the user may grant, in the popup. */
export interface CopyIntent {
  readonly profileId: string;
  readonly formatId: FormatId;
  /** What that format is called: a template's name is the user's own. */
  readonly format: string;
  /** The host that asked, as the browser names it. */
  readonly site: string;
  /** When, milliseconds since the epoch by this computer's clock. */
  readonly atMs: number;
}

/** An intent older than this is nobody's any more, milliseconds. */
const INTENT_LASTS_MS = 60_000;

/** Whether an intent still stands at `nowMs`. */
export function stillStands(intent: CopyIntent, nowMs: number): boolean {
  return nowMs >= intent.atMs && nowMs < intent.atMs + INTENT_LASTS_MS;
}
