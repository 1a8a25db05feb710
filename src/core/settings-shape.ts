import { isFlag, isListOf, isNumber, isObject, isOneOf, isString } from './json-shape.ts';
import {
  CLEAR_CLIPBOARD_SECONDS,
  DEFAULT_SETTINGS,
  LOCK_AFTER_MINUTES,
  NOTICE_MINUTES,
  type Settings,
} from './settings.ts';
import { isFormatId, isSnippetFormatId } from './snippets/ids.ts';
import { parseSnippetOptions } from './snippets/options.ts';

type Row = readonly [key: string, value: unknown];

/** An id is never long, nor is anything that is stored for one. */
const isId = (value: unknown) => isString(value) && value.length < 1000;
const isMinute = (value: unknown): value is number => isOneOf(NOTICE_MINUTES, value);
const isNoticeChoice = (value: unknown) =>
  isObject(value) && Object.keys(value).length === 2 && isListOf(value['minutes'], isMinute) && isFlag(value['atEnd']);

/** The settings that are tables: what one row of each has to be. */
const ROWS: Readonly<Record<string, (row: Row) => boolean>> = {
  formats: ([, id]) => isFormatId(id),
  snippetOptions: ([id, chosen]) => isSnippetFormatId(id) && parseSnippetOptions(chosen) !== undefined,
  noticesOf: ([, choice]) => isNoticeChoice(choice),
};

/** The settings that are one value each: whether it is one. */
const VALUES: {
  readonly [K in Exclude<keyof Settings, 'formats' | 'snippetOptions' | 'noticesOf'>]-?: (value: unknown) => boolean;
} = {
  selectedProfileId: isId,
  defaultFormat: isFormatId,
  lockAfterMinutes: (value) => isOneOf(LOCK_AFTER_MINUTES, value),
  lockWithComputer: isFlag,
  clearClipboardSeconds: (value) => isOneOf(CLEAR_CLIPBOARD_SECONDS, value),
  clipboardTold: isFlag,
  notices: isNoticeChoice,
  tellWhenReady: isFlag,
  pinnedProfileId: isId,
  clockToldMs: isNumber,
};

/** The name of every setting. */
export function settingNames(): string[] {
  return [...Object.keys(ROWS), ...Object.keys(VALUES)];
}

/** Whether `value` is a setting of that name, all of it. */
export function isSetting(name: string, value: unknown): boolean {
  const isRow = ROWS[name];
  if (isRow) return isObject(value) && Object.entries(value).every(isRow);
  return (VALUES as Readonly<Record<string, (value: unknown) => boolean>>)[name]?.(value) ?? false;
}

/** Settings as they were stored, by this Stint or a later one: a part that is no setting gives way to the usual one. */
export function readSettings(stored: unknown): Settings | undefined {
  if (!isObject(stored)) return undefined;
  const known = settingNames().flatMap((name): Row[] => {
    const value = stored[name];
    const isRow = ROWS[name];
    if (isRow && isObject(value)) return [[name, Object.fromEntries(Object.entries(value).filter(isRow))]];
    return isSetting(name, value) ? [[name, value]] : [];
  });
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(known) as Partial<Settings>) };
}
