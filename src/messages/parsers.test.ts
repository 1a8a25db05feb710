import { describe, expect, it } from 'vitest';
import { isObject, type PlainObject } from '../core/json-shape.ts';
import { GOOD_REQUESTS, MESSAGE_TYPES } from '../testing/requests.ts';
import { REQUEST_PARSERS } from './parsers.ts';
import type { MessageType } from './protocol.ts';

const GOOD = MESSAGE_TYPES.flatMap((type) =>
  GOOD_REQUESTS[type].map((request) => [type, request] as const satisfies readonly [MessageType, object]),
);

/** The fields that may be left out. Those of the second kind of vault are told apart by `protection`. */
const OPTIONAL: readonly string[] = [
  'check-keys endpointUrl',
  'check-keys fips',
  'save-profile profileId',
  'save-profile draft.endpointUrl',
  'save-profile draft.fips',
  'save-profile draft.keys',
  'render-snippet toCopy',
  'save-settings selectedProfileId',
  'save-settings formats',
  'save-settings formats.p-1',
  'save-settings formats.p-2',
  'save-settings defaultFormat',
  'save-settings snippetOptions',
  'save-settings snippetOptions.posix',
  'save-settings snippetOptions.posix.verify',
  'save-settings snippetOptions.posix.region',
  'save-settings snippetOptions.aws-configure',
  'save-settings snippetOptions.aws-configure.section',
  'save-settings lockAfterMinutes',
  'save-settings lockWithComputer',
  'save-site site.formatId',
  'save-site site.profileIds',
  'save-site site.chosenId',
  'save-site site.corner',
  'save-site site.collapsed',
  'choose offerId',
  'choose formatId',
  'choose corner',
  'choose collapsed',
  'save-settings clearClipboardSeconds',
  'save-settings clipboardTold',
  'save-settings notices',
  'save-settings noticesOf',
  'save-settings noticesOf.p-1',
  'save-settings tellWhenReady',
  'save-settings pinnedProfileId',
  'save-settings clockToldMs',
];

/** What no field of any request may be, but for those of its own kind. */
const WRONG: readonly unknown[] = [
  null,
  {},
  [],
  [''],
  true,
  7,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  { toString: 7 },
  'x'.repeat(65_537),
];

/** The path of every field, at every depth. */
function pathsOf(value: PlainObject, before = ''): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const path = before + key;
    return isObject(item) ? [path, ...pathsOf(item, `${path}.`)] : [path];
  });
}

/** A copy of `value` with what lies at `path` replaced, or left out without a replacement. */
function changed(value: PlainObject, path: string, ...by: [] | [unknown]): PlainObject {
  const [head = '', ...rest] = path.split('.');
  const { [head]: old, ...others } = value;
  if (rest.length > 0) return { ...others, [head]: changed(old as PlainObject, rest.join('.'), ...by) };
  return by.length === 0 ? others : { ...others, [head]: by[0] };
}

/** A copy with one more field of its own, also under a name that an assignment would take for something else. */
function withExtra(value: PlainObject, path: string, name: string): unknown {
  const inner = path === '' ? value : path.split('.').reduce((at, key) => at[key] as PlainObject, value);
  const text = JSON.stringify(inner);
  const extended: unknown = JSON.parse(`${text.slice(0, -1)}${text === '{}' ? '' : ','}${JSON.stringify(name)}:"x"}`);
  return path === '' ? extended : changed(value, path, extended);
}

const fieldsOf = (type: MessageType) => pathsOf(GOOD_REQUESTS[type][0] as PlainObject);
const EVERY_FIELD = MESSAGE_TYPES.flatMap((type) => fieldsOf(type).map((path) => [type, path] as const));
const refusal = { code: 'bad-request' };

function parse(type: MessageType, request: unknown): unknown {
  return REQUEST_PARSERS[type](request);
}

function thrownBy(work: () => unknown): unknown {
  try {
    return { returned: work() };
  } catch (error) {
    return error;
  }
}

describe('REQUEST_PARSERS', () => {
  it.each(GOOD)('%s takes %j as it is', (type, request) => {
    // As it comes over the wire.
    expect(parse(type, JSON.parse(JSON.stringify(request)))).toEqual(request);
  });

  it.each(MESSAGE_TYPES)('%s takes nothing but an object', (type) => {
    for (const value of [undefined, null, 'x', 7, true, [], [{}], () => ({})]) {
      expect(thrownBy(() => parse(type, value))).toMatchObject(refusal);
    }
  });

  it.each(MESSAGE_TYPES)('%s refuses a field it does not know', (type) => {
    const request = GOOD_REQUESTS[type][0] as PlainObject;
    const places = ['', ...pathsOf(request).filter((path) => ['draft', 'draft.keys', 'site'].includes(path))];
    for (const place of places) {
      for (const name of ['extra', '__proto__', 'constructor', 'toString', 'roleArn', '']) {
        expect(thrownBy(() => parse(type, withExtra(request, place, name)))).toMatchObject(refusal);
      }
    }
  });

  it.each(EVERY_FIELD)('%s: %s may be left out only where it is optional', (type, path) => {
    const request = changed(GOOD_REQUESTS[type][0] as PlainObject, path);
    const outcome = thrownBy(() => parse(type, request));
    if (OPTIONAL.includes(`${type} ${path}`)) expect(outcome).toEqual({ returned: request });
    else expect(outcome).toMatchObject(refusal);
  });

  it.each(EVERY_FIELD)('%s: %s is refused when it is of another kind', (type, path) => {
    const good = GOOD_REQUESTS[type][0] as PlainObject;
    const value = path.split('.').reduce<unknown>((at, key) => (at as PlainObject)[key], good);
    const isOfItsKind = (item: unknown) =>
      (Number.isFinite(item) && Number.isFinite(value)) ||
      (typeof item === 'boolean' && typeof value === 'boolean') ||
      (type === 'save-site' && path.endsWith('profileIds') && Array.isArray(item)) ||
      (isObject(value) && JSON.stringify(item) === '{}') ||
      (Array.isArray(value) && JSON.stringify(item) === '[]');
    const wrong = WRONG.filter((item) => !isOfItsKind(item));
    expect(wrong.length).toBeGreaterThanOrEqual(WRONG.length - 2);
    for (const item of wrong) {
      expect(
        thrownBy(() => parse(type, changed(good, path, item))),
        JSON.stringify(item)?.slice(0, 40),
      ).toMatchObject(refusal);
    }
  });

  it.each<[MessageType, string, readonly unknown[]]>([
    ['create-vault', 'protection', ['none', '', 'This-Browser', 'passphrase ']],
    ['save-profile', 'draft.colour', ['pink', '', 'RED', 'toString']],
    ['render-snippet', 'formatId', ['', 'bash', 'POSIX', 'toString', '__proto__']],
    ['render-snippet', 'toCopy', [null, 0, 1, '', 'true', {}]],
    ['save-settings', 'defaultFormat', ['', 'bash']],
    ['save-settings', 'formats', [{ p: 'bash' }, { p: 'posix', q: null }, ['posix']]],
    [
      'save-settings',
      'snippetOptions',
      [
        { bash: {} },
        { posix: null },
        { posix: { verify: 1 } },
        { posix: { size: true } },
        { 'aws-configure': { section: 'a b' } },
        JSON.parse('{"__proto__": {}}'),
        [{}],
      ],
    ],
    [
      'save-templates',
      'templates',
      [
        [null],
        ['Deploy'],
        [{ name: 'a' }],
        [{ name: 'a', text: 1 }],
        [{ name: 'a', text: 'b', kind: 'c' }],
        [{ id: 'posix', name: 'a', text: 'b' }],
        [{ id: 'template:', name: 'a', text: 'b' }],
        [{ name: 'a', text: 'x'.repeat(65_537) }],
      ],
    ],
    ['remove-template', 'id', ['', 'posix', 'template:../x']],
    ['save-settings', 'lockAfterMinutes', [-15, 1, 16, 0.5, 1e9, '15']],
    ['save-settings', 'clearClipboardSeconds', [-30, 1, 29, 45, 1e9, '30', null]],
    ['save-settings', 'clipboardTold', [0, 'true', null]],
    ['save-settings', 'lockWithComputer', [0, 1, 'true', null]],
    [
      'save-settings',
      'notices',
      [{}, { minutes: [15] }, { minutes: [1], atEnd: true }, { minutes: 15, atEnd: true }, { minutes: [], atEnd: 1 }],
    ],
    [
      'save-settings',
      'noticesOf',
      [[{ minutes: [], atEnd: true }], { p: { minutes: ['5'], atEnd: true } }, { p: null }],
    ],
    ['save-settings', 'tellWhenReady', [0, 'true', null]],
    ['save-settings', 'pinnedProfileId', [0, null, ['p']]],
    ['save-settings', 'clockToldMs', ['0', null, Number.NaN]],
  ])('%s: %s is one of those it names', (type, path, values) => {
    for (const value of values) {
      const request = changed(GOOD_REQUESTS[type][0] as PlainObject, path, value);
      expect(
        thrownBy(() => parse(type, request)),
        JSON.stringify(value),
      ).toMatchObject(refusal);
    }
  });

  it('takes a text of 64 KiB and none that is longer', () => {
    expect(parse('read-profile', { profileId: 'x'.repeat(65_536) })).toEqual({ profileId: 'x'.repeat(65_536) });
    expect(thrownBy(() => parse('read-profile', { profileId: 'x'.repeat(65_537) }))).toMatchObject(refusal);
  });

  it('says which field was wrong, never what was in it', () => {
    const secret = { toString: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    const error = thrownBy(() => parse('check-keys', { accessKeyId: 'A', secretAccessKey: secret, region: 'x' }));
    expect(error).toMatchObject({ code: 'bad-request', params: { field: 'secretAccessKey' } });
    expect(JSON.stringify(error)).not.toContain('wJalr');
    const named = thrownBy(() => parse('lock-vault', { 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY': 1 }));
    expect(JSON.stringify(named)).not.toContain('wJalr');
  });
});
