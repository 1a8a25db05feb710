import { AppError } from '../core/errors.ts';
import { isNumber, isObject, isOneOf, isString, type PlainObject } from '../core/json-shape.ts';
import { ENVIRONMENT_COLOURS, type LongTermKeys } from '../core/profile.ts';
import type { Settings } from '../core/settings.ts';
import { isSetting, SETTING_NAMES } from '../core/settings-shape.ts';
import { CORNERS, isSite } from '../core/sites.ts';
import { isFormatId, isSnippetFormatId, isTemplateId, type TemplateId } from '../core/snippets/ids.ts';
import type { ChipChoice, KeyCheck, MessageType, NewVault, ProfileDraft, RequestOf } from './protocol.ts';

/**
 * One parser for each message: the request in its exact shape, or `bad-request`. They check shapes; what the values mean is
 * checked by the rules in `core`, which can tell the user what is wrong.
 */
export const REQUEST_PARSERS: { readonly [T in MessageType]: (value: unknown) => RequestOf<T> } = {
  'page-opened': nothing,
  reconcile: nothing,
  'create-vault': newVault,
  'unlock-vault': (value) => texts(value, 'dataKey'),
  'unlock-with-this-browser': nothing,
  'lock-vault': nothing,
  'replace-slots': (value) => texts(value, 'header', 'dataKey'),
  'check-keys': keyCheck,
  'save-profile'(value) {
    const from = fields(value, 'profileId', 'draft');
    const draft = profileDraft(from['draft']);
    return from['profileId'] === undefined ? { draft } : { profileId: text(from, 'profileId'), draft };
  },
  'read-profile': profileId,
  'remove-profile': profileId,
  'select-profile': profileId,
  'start-session'(value) {
    const from = fields(value, 'profileId', 'tokenCode', 'durationSeconds');
    return {
      profileId: text(from, 'profileId'),
      tokenCode: text(from, 'tokenCode'),
      durationSeconds: number(from, 'durationSeconds'),
    };
  },
  'end-session': profileId,
  'dismiss-refusal': profileId,
  'dismiss-vault-report': nothing,
  'render-snippet'(value) {
    const from = fields(value, 'profileId', 'formatId', 'toCopy');
    const { formatId, toCopy } = from;
    if (!isFormatId(formatId)) throw badRequest('formatId');
    if (toCopy !== undefined && typeof toCopy !== 'boolean') throw badRequest('toCopy');
    return { profileId: text(from, 'profileId'), formatId, toCopy };
  },
  'save-settings': someSettings,
  'save-templates'(value) {
    const { templates } = fields(value, 'templates');
    if (!Array.isArray(templates)) throw badRequest('templates');
    return {
      templates: templates.map((item: unknown) => {
        const from = fields(item, 'id', 'name', 'text');
        const draft = { name: text(from, 'name'), text: text(from, 'text') };
        return from['id'] === undefined ? draft : { ...draft, id: templateId(from) };
      }),
    };
  },
  'remove-template': (value) => ({ id: templateId(fields(value, 'id')) }),
  'save-site'(value) {
    const { site } = fields(value, 'site');
    if (!isSite(site)) throw badRequest('site');
    fields(site, 'id', 'patterns', 'formatId', 'profileIds', 'chosenId', 'corner', 'collapsed');
    return { site };
  },
  'remove-site': (value) => texts(value, 'siteId'),
  'drop-copy-intent': nothing,
  'offer-here': nothing,
  'ask-offer': nothing,
  'copy-offer'(value) {
    const from = fields(value, 'offerId', 'formatId', 'seen');
    const { formatId, seen } = from;
    if (!isSnippetFormatId(formatId)) throw badRequest('formatId');
    if (typeof seen !== 'boolean') throw badRequest('seen');
    return { offerId: text(from, 'offerId'), formatId, seen };
  },
  choose: chipChoice,
};

/** No text in a request is longer: a header of a few slots is the longest. */
const TEXT_MAX = 64 * 1024;

function badRequest(field: string): AppError {
  return new AppError('bad-request', { params: { field } });
}

/** An object with no other fields than those named. */
function fields(value: unknown, ...names: string[]): PlainObject {
  if (!isObject(value)) throw badRequest('request');
  const stranger = Object.keys(value).find((key) => !names.includes(key));
  if (stranger !== undefined) throw badRequest('unknown field');
  return value;
}

function text(from: PlainObject, name: string): string {
  const value = from[name];
  if (!isString(value) || value.length > TEXT_MAX) throw badRequest(name);
  return value;
}

/** An object of exactly these texts. */
function texts<Name extends string>(value: unknown, ...names: Name[]): Readonly<Record<Name, string>> {
  const from = fields(value, ...names);
  for (const name of names) text(from, name);
  return from as Record<Name, string>;
}

function number(from: PlainObject, name: string): number {
  const value = from[name];
  if (!isNumber(value)) throw badRequest(name);
  return value;
}

function templateId(from: PlainObject): TemplateId {
  const { id } = from;
  if (!isTemplateId(id)) throw badRequest('id');
  return id;
}

function nothing(value: unknown): Readonly<Record<never, never>> {
  fields(value);
  return {};
}

function profileId(value: unknown): { profileId: string } {
  return texts(value, 'profileId');
}

function newVault(value: unknown): NewVault {
  const from = fields(value, 'protection', 'header', 'dataKey');
  if (from['protection'] === 'this-browser') return { protection: 'this-browser' };
  if (from['protection'] !== 'passphrase') throw badRequest('protection');
  return { protection: 'passphrase', header: text(from, 'header'), dataKey: text(from, 'dataKey') };
}

function keys(from: PlainObject): LongTermKeys {
  return { accessKeyId: text(from, 'accessKeyId'), secretAccessKey: text(from, 'secretAccessKey') };
}

function keyCheck(value: unknown): KeyCheck {
  const from = fields(value, 'accessKeyId', 'secretAccessKey', 'region', 'endpointUrl');
  return { ...keys(from), region: text(from, 'region'), ...optionalEndpoint(from) };
}

function optionalEndpoint(from: PlainObject): { endpointUrl?: string } {
  return from['endpointUrl'] === undefined ? {} : { endpointUrl: text(from, 'endpointUrl') };
}

function profileDraft(value: unknown): ProfileDraft {
  const from = fields(value, 'name', 'region', 'colour', 'endpointUrl', 'mfaSerial', 'durationSeconds', 'keys');
  const colour = from['colour'];
  if (!isOneOf(ENVIRONMENT_COLOURS, colour)) throw badRequest('colour');
  return {
    name: text(from, 'name'),
    region: text(from, 'region'),
    colour,
    ...optionalEndpoint(from),
    mfaSerial: text(from, 'mfaSerial'),
    durationSeconds: number(from, 'durationSeconds'),
    ...(from['keys'] !== undefined && { keys: texts(from['keys'], 'accessKeyId', 'secretAccessKey') }),
  };
}

function someSettings(value: unknown): Partial<Settings> {
  const from = fields(value, ...SETTING_NAMES);
  for (const [name, item] of Object.entries(from)) if (!isSetting(name, item)) throw badRequest(name);
  return from;
}

function chipChoice(value: unknown): ChipChoice {
  const from = fields(value, 'offerId', 'formatId', 'corner', 'collapsed');
  const { formatId, corner, collapsed } = from;
  if (formatId !== undefined && !isSnippetFormatId(formatId)) throw badRequest('formatId');
  if (corner !== undefined && !isOneOf(CORNERS, corner)) throw badRequest('corner');
  if (collapsed !== undefined && typeof collapsed !== 'boolean') throw badRequest('collapsed');
  return {
    ...(from['offerId'] !== undefined && { offerId: text(from, 'offerId') }),
    ...(formatId !== undefined && { formatId }),
    ...(corner !== undefined && { corner }),
    ...(collapsed !== undefined && { collapsed }),
  };
}
