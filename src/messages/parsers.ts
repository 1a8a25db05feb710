import { AppError } from '../core/errors.ts';
import { isFlag, isNumber, isObject, isOneOf, isString, orNone, type PlainObject } from '../core/json-shape.ts';
import { ENVIRONMENT_COLOURS } from '../core/profile.ts';
import type { Settings } from '../core/settings.ts';
import { isSetting, settingNames } from '../core/settings-shape.ts';
import { CORNERS, isSite } from '../core/sites.ts';
import { isFormatId, isTemplateId, type TemplateId } from '../core/snippets/ids.ts';
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
  'start-session': (value) => shaped(value, { profileId: isText, tokenCode: isText, durationSeconds: isNumber }),
  'end-session': profileId,
  'dismiss-refusal': profileId,
  'dismiss-vault-report': nothing,
  'render-snippet': (value) => shaped(value, { profileId: isText, formatId: isFormatId, toCopy: orNone(isFlag) }),
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
  'copy-offer': (value) => shaped(value, { offerId: isText, formatId: isFormatId, seen: isFlag }),
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
  if (!isText(value)) throw badRequest(name);
  return value;
}

/** An object of exactly these texts. */
function texts<Name extends string>(value: unknown, ...names: Name[]): Readonly<Record<Name, string>> {
  return shaped(value, Object.fromEntries(names.map((name) => [name, isText])));
}

/** An object of no other fields than these, each as its test wants it. */
function shaped<T extends object>(value: unknown, tests: Readonly<Record<string, (field: unknown) => boolean>>): T {
  const from = fields(value, ...Object.keys(tests));
  for (const [name, test] of Object.entries(tests)) if (!test(from[name])) throw badRequest(name);
  return from as T;
}

function isText(value: unknown): value is string {
  return isString(value) && value.length <= TEXT_MAX;
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

const STS_PLACE = { region: isText, endpointUrl: orNone(isText), fips: orNone(isFlag) };

function keyCheck(value: unknown): KeyCheck {
  return shaped(value, { accessKeyId: isText, secretAccessKey: isText, ...STS_PLACE });
}

function profileDraft(value: unknown): ProfileDraft {
  return shaped(value, {
    name: isText,
    ...STS_PLACE,
    colour: (colour) => isOneOf(ENVIRONMENT_COLOURS, colour),
    mfaSerial: isText,
    durationSeconds: isNumber,
    keys: orNone((keys) => texts(keys, 'accessKeyId', 'secretAccessKey') !== undefined),
  });
}

function someSettings(value: unknown): Partial<Settings> {
  const from = fields(value, ...settingNames());
  for (const [name, item] of Object.entries(from)) if (!isSetting(name, item)) throw badRequest(name);
  return from;
}

function chipChoice(value: unknown): ChipChoice {
  return shaped(value, {
    offerId: orNone(isText),
    formatId: orNone(isFormatId),
    corner: orNone((corner) => isOneOf(CORNERS, corner)),
    collapsed: orNone(isFlag),
  });
}
