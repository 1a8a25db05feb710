import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { parseProfileName } from '../profile.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
import { renderSnippet } from './render.ts';
import { SNIPPET_FORMATS } from './table.ts';

const INPUT: SnippetInput = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLE+a/b_c-d==',
  expiration: '2026-11-22T02:17:00.000Z',
  region: 'eu-central-1',
  profileName: 'dev',
};

const TEXTS: Readonly<Record<SnippetFormatId, string>> = {
  posix: `export AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE'
export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export AWS_SESSION_TOKEN='FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
export AWS_REGION='eu-central-1'
export AWS_DEFAULT_REGION='eu-central-1'
export AWS_CREDENTIAL_EXPIRATION='2026-11-22T02:17:00.000Z'
`,
  fish: `set -gx AWS_ACCESS_KEY_ID 'ASIAIOSFODNN7EXAMPLE'
set -gx AWS_SECRET_ACCESS_KEY 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
set -gx AWS_SESSION_TOKEN 'FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
set -gx AWS_REGION 'eu-central-1'
set -gx AWS_DEFAULT_REGION 'eu-central-1'
set -gx AWS_CREDENTIAL_EXPIRATION '2026-11-22T02:17:00.000Z'
`,
  powershell: `$Env:AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE'
$Env:AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
$Env:AWS_SESSION_TOKEN='FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
$Env:AWS_REGION='eu-central-1'
$Env:AWS_DEFAULT_REGION='eu-central-1'
$Env:AWS_CREDENTIAL_EXPIRATION='2026-11-22T02:17:00.000Z'
`,
  cmd: `set "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE"
set "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
set "AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+a/b_c-d=="
set "AWS_REGION=eu-central-1"
set "AWS_DEFAULT_REGION=eu-central-1"
set "AWS_CREDENTIAL_EXPIRATION=2026-11-22T02:17:00.000Z"
`,
  dotenv: `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+a/b_c-d==
AWS_REGION=eu-central-1
AWS_DEFAULT_REGION=eu-central-1
AWS_CREDENTIAL_EXPIRATION=2026-11-22T02:17:00.000Z
`,
  'credentials-file': `[dev]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = FwoGZXIvYXdzEXAMPLE+a/b_c-d==
`,
  'credential-process': `{
  "Version": 1,
  "AccessKeyId": "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "SessionToken": "FwoGZXIvYXdzEXAMPLE+a/b_c-d==",
  "Expiration": "2026-11-22T02:17:00.000Z"
}
`,
  'access-key-id': 'ASIAIOSFODNN7EXAMPLE',
  'secret-access-key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'session-token': 'FwoGZXIvYXdzEXAMPLE+a/b_c-d==',
};

const FIELDS = Object.keys(INPUT) as (keyof SnippetInput)[];
const IDS = SNIPPET_FORMATS.map(({ id }) => id);

const unsafe = (field: keyof SnippetInput) => new AppError('value-unsafe-for-snippet', { params: { field } });

describe('renderSnippet', () => {
  it.each(IDS)('%s', (id) => {
    expect(renderSnippet(id, INPUT)).toBe(TEXTS[id]);
    expect(renderSnippet(id, INPUT)).not.toContain('\r');
  });

  it.each(FIELDS)('refuses an empty or missing %s in every format', (field) => {
    for (const id of IDS) {
      expect(() => renderSnippet(id, { ...INPUT, [field]: '' })).toThrow(unsafe(field));
      expect(() => renderSnippet(id, { ...INPUT, [field]: undefined } as unknown as SnippetInput)).toThrow(
        unsafe(field),
      );
    }
  });

  describe.each([
    "'; touch pwned; '",
    '"; touch pwned; "',
    '$(touch pwned)',
    '`touch pwned`',
    '$' + '{IFS}x',
    '%PATH%',
    '!x!',
    '^x',
    'a&calc',
    'a|calc',
    'a>b',
    'a;b',
    'a b',
    'a\tb',
    'a\nb',
    'a\r\nexport X=1',
    'a\u0000b',
    'a\u0085b',
    'a\u2028b',
    'a#b',
    'a\\b',
    '\u2018; calc; \u2019',
    '\u201c; calc; \u201d',
    'a,b',
    'a]b',
    '[x]',
    '{x}',
    '(x)',
    '~root',
    '*',
    '?',
    'é',
    'Ａ',
    '\u202eabc',
    '\ud800',
    '\ufeffabc',
    'abc\n',
    ' abc',
  ])('refuses %j', (hostile) => {
    it.each(FIELDS)('in %s', (field) => {
      for (const id of IDS) {
        expect(() => renderSnippet(id, { ...INPUT, [field]: hostile })).toThrow(unsafe(field));
        expect(() => renderSnippet(id, { ...INPUT, [field]: INPUT[field] + hostile })).toThrow(unsafe(field));
      }
    });
  });

  it('lets through these 67 of all ASCII characters and no more', () => {
    const taken = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((character) => {
      try {
        return renderSnippet('session-token', { ...INPUT, sessionToken: `a${character}b` }) === `a${character}b`;
      } catch {
        return false;
      }
    });
    expect(taken.join('')).toBe('+-/0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  });

  it('refuses any character outside the alphabet of credentials, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IDS),
        fc.constantFrom('accessKeyId', 'secretAccessKey', 'sessionToken'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }).filter((text) => /[^A-Za-z0-9/+=_-]/.test(text)),
        fc.nat(INPUT.accessKeyId.length),
        (id, field, hostile, at) => {
          const value = INPUT[field].slice(0, at) + hostile + INPUT[field].slice(at);
          expect(() => renderSnippet(id, { ...INPUT, [field]: value })).toThrow(unsafe(field));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['expiration', '2026-11-22T02:17:00Z'],
    ['expiration', '2026-11-22T02:17:00.123456789Z'],
    ['expiration', '2026-11-22T02:17:00+00:00'],
    ['region', 'us-gov-west-1'],
    ['profileName', 'alice.smith+prod@example_1-2'],
  ] as const)('takes %s %s', (field, value) => {
    expect(renderSnippet('posix', { ...INPUT, [field]: value })).toMatch(/^export/);
  });

  it.each([
    ['expiration', '1795486620'],
    ['expiration', '2026-11-22'],
    ['expiration', '2026-11-22 02:17:00Z'],
    ['expiration', '2026-11-22T02:17:00'],
    ['region', 'EU-CENTRAL-1'],
    ['region', '-eu-central-1'],
    ['region', 'a'.repeat(65)],
    ['profileName', 'my profile'],
    ['profileName', 'a'.repeat(65)],
  ] as const)('refuses %s %s', (field, value) => {
    for (const id of IDS) expect(() => renderSnippet(id, { ...INPUT, [field]: value })).toThrow(unsafe(field));
  });

  it('takes every name a profile may have', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9._@+-]{1,64}$/), (name) => {
        const profileName = parseProfileName(name);
        expect(renderSnippet('credentials-file', { ...INPUT, profileName })).toMatch(/^\[.+\]\n/);
      }),
    );
  });

  it('makes lines cmd cannot misread', () => {
    for (const line of renderSnippet('cmd', INPUT).trimEnd().split('\n')) {
      expect(line).toMatch(/^set "[A-Z_]+=[A-Za-z0-9/+=_:.-]+"$/);
    }
  });

  it('refuses a token too long for a line of cmd, and only there', () => {
    const room = 8191 - 'set "AWS_SESSION_TOKEN="'.length;
    expect(renderSnippet('cmd', { ...INPUT, sessionToken: 'A'.repeat(room) })).toContain('A'.repeat(room));
    const long = { ...INPUT, sessionToken: 'A'.repeat(room + 1) };
    for (const id of IDS) {
      if (id === 'cmd') expect(() => renderSnippet(id, long)).toThrow(unsafe('sessionToken'));
      else expect(renderSnippet(id, long).length).toBeGreaterThan(0);
    }
  });

  it('never puts a value into an error', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY';
    try {
      renderSnippet('posix', { ...INPUT, secretAccessKey: secret });
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('bPxRfiCY');
    }
  });
});
