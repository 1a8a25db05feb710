import { AppError } from '../core/errors.ts';
import { isFlag, isListOf, isNumber, isObject, isOneOf, isString } from '../core/json-shape.ts';
import { ENVIRONMENT_COLOURS, type EnvironmentColour } from '../core/profile.ts';
import { CORNERS, type Corner } from '../core/sites.ts';
import { type FormatId, isFormatId } from '../core/snippets/ids.ts';

/** One live session as a page's chip may know it: labels only. `id` is opaque and good for that one document. */
interface Offer {
  readonly id: string;
  /** The profile's name. */
  readonly label: string;
  readonly colour: EnvironmentColour;
  /** The end, milliseconds since the epoch by this computer's clock. */
  readonly expiresAtMs: number;
}

/** One format to choose. */
export interface OfferedFormat {
  readonly id: FormatId;
  /** What it is called, in the user's language; for a template the name its user gave it. Its text stays in the background. */
  readonly label: string;
}

/** What a chip shows. Without offers there is no chip. */
export interface ChipState {
  /** The one to be copied first. */
  readonly offers: readonly Offer[];
  /** The formats to choose from. */
  readonly formats: readonly OfferedFormat[];
  /** The format that a click copies. */
  readonly formatId: FormatId;
  readonly corner: Corner;
  readonly collapsed: boolean;
}

/** What came of a click: on the clipboard, put to the user in Stint's own window, not to be had there, or gone. */
const COPY_OUTCOMES = ['copied', 'asked', 'popup-closed', 'gone'] as const;
export type CopyOutcome = (typeof COPY_OUTCOMES)[number];

/** What the background says to a chip by itself: look again at what is offered, take the focus, go. */
export const CHIP_NEWS = ['look', 'focus', 'go'] as const;
export type ChipNews = (typeof CHIP_NEWS)[number];

/** Everything that ever goes to a content script as an answer: a closed union of labels. No member has room for a session token. */
export type ContentReply = ChipState | { readonly outcome: CopyOutcome } | Readonly<Record<never, never>>;

/** No list is longer: profiles, and formats with the templates. */
const LIST_MAX = 200;
/** A profile's or a template's name, or a format's: what draws nothing is in none of them. */
const LABEL = /^[^\p{C}\p{Zl}\p{Zp}]{1,64}$/u;
/** What `crypto.randomUUID` makes, or a format: no access key is written in small letters alone. */
const ID = /^[a-z0-9:-]{1,45}$/;

const isLabelList = (value: unknown) => isListOf(value, isLabels) && value.length <= LIST_MAX;

/** The names that an answer to a content script may have in it, at any depth, and what may stand under each. */
const NAMES: Readonly<
  Record<keyof ChipState | keyof Offer | keyof OfferedFormat | 'outcome', (value: unknown) => boolean>
> = {
  offers: isLabelList,
  formats: isLabelList,
  formatId: isFormatId,
  corner: (value) => isOneOf(CORNERS, value),
  collapsed: isFlag,
  id: (value) => isString(value) && ID.test(value),
  label: (value) => isString(value) && LABEL.test(value),
  colour: (value) => isOneOf(ENVIRONMENT_COLOURS, value),
  expiresAtMs: isNumber,
  outcome: (value) => isOneOf(COPY_OUTCOMES, value),
};

function isLabels(value: unknown): value is ContentReply {
  return (
    isObject(value) &&
    Object.entries(value).every(([name, item]) => Object.hasOwn(NAMES, name) && NAMES[name as keyof typeof NAMES](item))
  );
}

/**
 * The last gate before a content script: lets through what holds labels under the names of a {@link ContentReply}, each of its kind and
 * length, and nothing besides.
 * @throws {AppError} `internal` for anything else, so that no defect elsewhere can carry a snippet or credentials into a page's process
 */
export function contentReply(value: unknown): ContentReply {
  if (!isLabels(value)) throw new AppError('internal');
  return value;
}
