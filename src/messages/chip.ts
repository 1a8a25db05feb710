import { AppError } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import type { EnvironmentColour } from '../core/profile.ts';
import type { Corner } from '../core/sites.ts';
import type { SnippetFormatId } from '../core/snippets/ids.ts';

/** One live session as a page's chip may know it: labels only. `id` is opaque and good for that one document. */
interface Offer {
  readonly id: string;
  /** The profile's name. */
  readonly label: string;
  readonly colour: EnvironmentColour;
  /** The end, milliseconds since the epoch by this computer's clock. */
  readonly expiresAtMs: number;
}

/** What a chip shows. Without offers there is no chip. */
export interface ChipState {
  /** The one to be copied first. */
  readonly offers: readonly Offer[];
  /** The formats to choose from; their names are in the chip's own language. */
  readonly formats: readonly SnippetFormatId[];
  /** The format that a click copies. */
  readonly formatId: SnippetFormatId;
  readonly corner: Corner;
  readonly collapsed: boolean;
}

/** What came of a click: on the clipboard, put to the user in Stint's own window, not to be had there, or gone. */
export type CopyOutcome = 'copied' | 'asked' | 'popup-closed' | 'gone';

/** What the background says to a chip by itself: look again at what is offered, take the focus, go. */
export const CHIP_NEWS = ['look', 'focus', 'go'] as const;
export type ChipNews = (typeof CHIP_NEWS)[number];

/** Everything that ever goes to a content script as an answer: a closed union of labels. No member has room for a secret. */
export type ContentReply = ChipState | { readonly outcome: CopyOutcome } | Readonly<Record<never, never>>;

/** The names that an answer to a content script may have in it, at any depth. */
const NAMES: readonly string[] = [
  'offers',
  'formats',
  'formatId',
  'corner',
  'collapsed',
  'id',
  'label',
  'colour',
  'expiresAtMs',
  'outcome',
] satisfies (keyof ChipState | keyof Offer | 'outcome')[];

/** No label is longer than a profile's name. A session token is. */
const LABEL_MAX = 64;

function isLabels(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isLabels);
  if (isObject(value)) return Object.entries(value).every(([key, item]) => NAMES.includes(key) && isLabels(item));
  return typeof value === 'string'
    ? value.length <= LABEL_MAX
    : typeof value === 'number' || typeof value === 'boolean';
}

/**
 * The last gate before a content script: lets through what holds labels under the names of a {@link ContentReply} and nothing besides.
 * @throws {AppError} `internal` for anything else, so that no defect elsewhere can carry a snippet or credentials into a page's process
 */
export function contentReply(value: unknown): ContentReply {
  if (!isObject(value) || !isLabels(value)) throw new AppError('internal');
  return value;
}
