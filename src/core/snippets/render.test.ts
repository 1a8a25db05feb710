import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { parseProfileName } from '../profile.ts';
import type { SnippetInput } from './format.ts';
import { SNIPPET_FORMAT_IDS, type SnippetFormatId } from './ids.ts';
import { parseSnippetOptions, type SnippetOptions } from './options.ts';
import { renderSnippet } from './render.ts';
import { renderUnset } from './unset.ts';

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
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
`,
  fish: `set -gx AWS_ACCESS_KEY_ID 'ASIAIOSFODNN7EXAMPLE'
set -gx AWS_SECRET_ACCESS_KEY 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
set -gx AWS_SESSION_TOKEN 'FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
set -gx AWS_REGION 'eu-central-1'
set -gx AWS_DEFAULT_REGION 'eu-central-1'
set -gx AWS_CREDENTIAL_EXPIRATION '2026-11-22T02:17:00.000Z'
set -eg AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
`,
  powershell: `$Env:AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE'
$Env:AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
$Env:AWS_SESSION_TOKEN='FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
$Env:AWS_REGION='eu-central-1'
$Env:AWS_DEFAULT_REGION='eu-central-1'
$Env:AWS_CREDENTIAL_EXPIRATION='2026-11-22T02:17:00.000Z'
Remove-Item Env:AWS_PROFILE,Env:AWS_DEFAULT_PROFILE,Env:AWS_SECURITY_TOKEN -ErrorAction Ignore
`,
  cmd: `set "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE"
set "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
set "AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+a/b_c-d=="
set "AWS_REGION=eu-central-1"
set "AWS_DEFAULT_REGION=eu-central-1"
set "AWS_CREDENTIAL_EXPIRATION=2026-11-22T02:17:00.000Z"
set "AWS_PROFILE="
set "AWS_DEFAULT_PROFILE="
set "AWS_SECURITY_TOKEN="
`,
  nushell: `$env.AWS_ACCESS_KEY_ID = 'ASIAIOSFODNN7EXAMPLE'
$env.AWS_SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
$env.AWS_SESSION_TOKEN = 'FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
$env.AWS_REGION = 'eu-central-1'
$env.AWS_DEFAULT_REGION = 'eu-central-1'
$env.AWS_CREDENTIAL_EXPIRATION = '2026-11-22T02:17:00.000Z'
hide-env -i AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
`,
  tcsh: `setenv AWS_ACCESS_KEY_ID 'ASIAIOSFODNN7EXAMPLE'
setenv AWS_SECRET_ACCESS_KEY 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
setenv AWS_SESSION_TOKEN 'FwoGZXIvYXdzEXAMPLE+a/b_c-d=='
setenv AWS_REGION 'eu-central-1'
setenv AWS_DEFAULT_REGION 'eu-central-1'
setenv AWS_CREDENTIAL_EXPIRATION '2026-11-22T02:17:00.000Z'
unsetenv AWS_PROFILE
unsetenv AWS_DEFAULT_PROFILE
unsetenv AWS_SECURITY_TOKEN
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
  'docker-env-file': `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+a/b_c-d==
AWS_REGION=eu-central-1
AWS_DEFAULT_REGION=eu-central-1
AWS_CREDENTIAL_EXPIRATION=2026-11-22T02:17:00.000Z
`,
  compose: `    environment:
      AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE"
      AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      AWS_SESSION_TOKEN: "FwoGZXIvYXdzEXAMPLE+a/b_c-d=="
      AWS_REGION: "eu-central-1"
      AWS_DEFAULT_REGION: "eu-central-1"
      AWS_CREDENTIAL_EXPIRATION: "2026-11-22T02:17:00.000Z"
`,
  terraform: `provider "aws" {
  region     = "eu-central-1"
  access_key = "ASIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  token      = "FwoGZXIvYXdzEXAMPLE+a/b_c-d=="
}
`,
  'vscode-launch': `"env": {
  "AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE",
  "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "AWS_SESSION_TOKEN": "FwoGZXIvYXdzEXAMPLE+a/b_c-d==",
  "AWS_REGION": "eu-central-1",
  "AWS_DEFAULT_REGION": "eu-central-1",
  "AWS_CREDENTIAL_EXPIRATION": "2026-11-22T02:17:00.000Z"
}
`,
  'aws-configure': `aws configure set aws_access_key_id "ASIAIOSFODNN7EXAMPLE" --profile "dev"
aws configure set aws_secret_access_key "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" --profile "dev"
aws configure set aws_session_token "FwoGZXIvYXdzEXAMPLE+a/b_c-d==" --profile "dev"
aws configure set region "eu-central-1" --profile "dev"
`,
  'docker-run':
    '-e "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE" ' +
    '-e "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" ' +
    '-e "AWS_SESSION_TOKEN=FwoGZXIvYXdzEXAMPLE+a/b_c-d==" -e "AWS_REGION=eu-central-1" ' +
    '-e "AWS_DEFAULT_REGION=eu-central-1" -e "AWS_CREDENTIAL_EXPIRATION=2026-11-22T02:17:00.000Z"',
  java:
    '"-Daws.accessKeyId=ASIAIOSFODNN7EXAMPLE" "-Daws.secretAccessKey=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" ' +
    '"-Daws.sessionToken=FwoGZXIvYXdzEXAMPLE+a/b_c-d==" "-Daws.region=eu-central-1"',
  'github-actions': `gh secret set AWS_ACCESS_KEY_ID --body "ASIAIOSFODNN7EXAMPLE"
gh secret set AWS_SECRET_ACCESS_KEY --body "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
gh secret set AWS_SESSION_TOKEN --body "FwoGZXIvYXdzEXAMPLE+a/b_c-d=="
gh variable set AWS_REGION --body "eu-central-1"
`,
  'gitlab-ci': `glab variable set AWS_ACCESS_KEY_ID --value "ASIAIOSFODNN7EXAMPLE" --masked
glab variable set AWS_SECRET_ACCESS_KEY --value "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" --masked
glab variable set AWS_SESSION_TOKEN --value "FwoGZXIvYXdzEXAMPLE+a/b_c-d==" --masked
glab variable set AWS_REGION --value "eu-central-1"
`,
  'access-key-id': 'ASIAIOSFODNN7EXAMPLE',
  'secret-access-key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'session-token': 'FwoGZXIvYXdzEXAMPLE+a/b_c-d==',
};

const FIELDS = Object.keys(INPUT) as (keyof SnippetInput)[];
const IDS = SNIPPET_FORMAT_IDS;

const unfit = (field: keyof SnippetInput) => new AppError('value-not-for-format', { params: { field } });
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

  it('refuses a token too long for a line of cmd, and only there', () => {
    const room = 8191 - 'set "AWS_SESSION_TOKEN="'.length;
    expect(renderSnippet('cmd', { ...INPUT, sessionToken: 'A'.repeat(room) })).toContain('A'.repeat(room));
    const long = { ...INPUT, sessionToken: 'A'.repeat(room + 1) };
    for (const id of IDS) {
      if (id === 'cmd') expect(() => renderSnippet(id, long)).toThrow(unfit('sessionToken'));
      else expect(renderSnippet(id, long).length).toBeGreaterThan(0);
    }
  });

  it('refuses a dash at the beginning where it would begin an option, and only there', () => {
    for (const field of ['accessKeyId', 'secretAccessKey', 'sessionToken', 'profileName'] as const) {
      const dashed = { ...INPUT, [field]: '-n' };
      for (const id of IDS) {
        if (id === 'aws-configure') expect(() => renderSnippet(id, dashed)).toThrow(unfit(field));
        else expect(renderSnippet(id, dashed).length).toBeGreaterThan(0);
      }
    }
    expect(() => renderSnippet('aws-configure', INPUT, { section: '-x' })).toThrow(unfit('profileName'));
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

describe('options', () => {
  const lines = (id: SnippetFormatId, options: SnippetOptions) =>
    renderSnippet(id, INPUT, options).trimEnd().split('\n');
  const SHELLS = ['posix', 'fish', 'powershell', 'cmd', 'nushell', 'tcsh'] as const;
  const ENVIRONMENTS = [...SHELLS, 'dotenv', 'docker-env-file', 'compose', 'vscode-launch', 'docker-run'] as const;

  it.each([...ENVIRONMENTS, 'github-actions', 'gitlab-ci'] as const)('%s: leaves out what is not wanted', (id) => {
    const names = (options: SnippetOptions) =>
      renderSnippet(id, INPUT, { ...options, clearStale: false }).match(/\bAWS_[A-Z_]+/g);
    const secrets = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
    const none = { region: false, defaultRegion: false, expiration: false };
    expect(names(none)).toEqual(secrets);
    expect(names({ ...none, region: true })).toEqual([...secrets, 'AWS_REGION']);
    expect(names({ ...none, defaultRegion: true })).toEqual([...secrets, 'AWS_DEFAULT_REGION']);
    expect(names({ ...none, expiration: true })).toEqual([...secrets, 'AWS_CREDENTIAL_EXPIRATION']);
  });

  it.each(SHELLS)('%s: unsets a stale expiration where it gives none, and nothing when told not to', (id) => {
    const unsetting = (options: SnippetOptions) =>
      lines(id, options)
        .filter((line) => !line.includes('AWS_ACCESS') && !line.includes("'") && !/=.+"/.test(line))
        .join(' ')
        .match(/AWS_[A-Z_]+/g);
    const stale = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'];
    expect(unsetting({})).toEqual(stale);
    expect(unsetting({ expiration: false })).toEqual([...stale, 'AWS_CREDENTIAL_EXPIRATION']);
    expect(unsetting({ clearStale: false, expiration: false })).toBe(null);
  });

  it.each(SHELLS)('%s: ends with the command that asks who this is', (id) => {
    expect(lines(id, { verify: true })).toEqual([...lines(id, {}), 'aws sts get-caller-identity']);
  });

  it('writes to another section', () => {
    expect(lines('credentials-file', { section: 'default', region: true })).toEqual([
      '[default]',
      ...lines('credentials-file', {}).slice(1),
      'region = eu-central-1',
    ]);
    expect(lines('aws-configure', { section: 'x', region: false, verify: true })).toEqual([
      'aws configure set aws_access_key_id "ASIAIOSFODNN7EXAMPLE" --profile "x"',
      'aws configure set aws_secret_access_key "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" --profile "x"',
      'aws configure set aws_session_token "FwoGZXIvYXdzEXAMPLE+a/b_c-d==" --profile "x"',
      'aws sts get-caller-identity --profile "x"',
    ]);
    expect(lines('credentials-file', { section: '' })).toEqual(lines('credentials-file', {}));
  });

  it.each(['a]b', 'a b', '$(x)', 'a\nb', 'a'.repeat(65)])('refuses the section %j', (section) => {
    for (const id of ['credentials-file', 'aws-configure'] as const) {
      expect(() => renderSnippet(id, INPUT, { section })).toThrow(unsafe('profileName'));
    }
    expect(parseSnippetOptions({ section })).toBeUndefined();
  });

  it('changes the variables that GitLab has already', () => {
    for (const line of lines('gitlab-ci', { update: true })) expect(line).toMatch(/^glab variable update AWS_/);
  });

  it.each([
    null,
    undefined,
    [],
    'region',
    { region: 'yes' },
    { region: undefined },
    { region: 1 },
    { other: true },
    { section: null },
    { section: true },
    JSON.parse('{"__proto__": {"region": true}}'),
    JSON.parse('{"constructor": true}'),
  ])('parses nothing out of %j', (value) => {
    expect(parseSnippetOptions(value)).toBeUndefined();
  });
});

describe('renderUnset', () => {
  it.each([
    [
      'posix',
      'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_CREDENTIAL_EXPIRATION\n',
    ],
    [
      'fish',
      'set -eg AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_CREDENTIAL_EXPIRATION\n',
    ],
    [
      'powershell',
      'Remove-Item Env:AWS_ACCESS_KEY_ID,Env:AWS_SECRET_ACCESS_KEY,Env:AWS_SESSION_TOKEN,Env:AWS_REGION,' +
        'Env:AWS_DEFAULT_REGION,Env:AWS_CREDENTIAL_EXPIRATION -ErrorAction Ignore\n',
    ],
    [
      'cmd',
      `set "AWS_ACCESS_KEY_ID="
set "AWS_SECRET_ACCESS_KEY="
set "AWS_SESSION_TOKEN="
set "AWS_REGION="
set "AWS_DEFAULT_REGION="
set "AWS_CREDENTIAL_EXPIRATION="
`,
    ],
    [
      'nushell',
      'hide-env -i AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_CREDENTIAL_EXPIRATION\n',
    ],
    [
      'tcsh',
      `unsetenv AWS_ACCESS_KEY_ID
unsetenv AWS_SECRET_ACCESS_KEY
unsetenv AWS_SESSION_TOKEN
unsetenv AWS_REGION
unsetenv AWS_DEFAULT_REGION
unsetenv AWS_CREDENTIAL_EXPIRATION
`,
    ],
  ] as const)('%s', (id, text) => {
    expect(renderUnset(id)).toBe(text);
  });

  it('leaves a region and an expiration alone that the snippet does not set', () => {
    const options = { region: false, defaultRegion: false, expiration: false };
    expect(renderUnset('posix', options)).toBe('unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\n');
  });

  it('is for shells alone', () => {
    expect(IDS.filter((id) => renderUnset(id) !== undefined)).toEqual([
      'posix',
      'fish',
      'powershell',
      'cmd',
      'nushell',
      'tcsh',
    ]);
  });
});
