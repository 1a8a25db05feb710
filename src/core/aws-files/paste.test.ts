import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { SnippetInput } from '../snippets/format.ts';
import { renderSnippet } from '../snippets/render.ts';
import { PASTE_MAX, readAccessKeyPaste } from './paste.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_ID = 'AKIAI44QH8DHBEXAMPLE';
const TEMPORARY = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const OTHER_SECRET = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';
const TOKEN = 'FwoGZXIvYXdzEXAMPLE//+a==';
const keys = { accessKeyId: ID, secretAccessKey: SECRET };

const section = (name: string, id: string, secret: string, rest = '') =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n${rest}\n`;

describe('readAccessKeyPaste', () => {
  it.each([
    ['export lines', `export AWS_ACCESS_KEY_ID='${ID}'\nexport AWS_SECRET_ACCESS_KEY='${SECRET}'\n`, keys],
    ['.env with quotes', `AWS_ACCESS_KEY_ID="${ID}"\nAWS_SECRET_ACCESS_KEY="${SECRET}"\n`, keys],
    [
      'PowerShell with a region',
      `$Env:AWS_ACCESS_KEY_ID="${ID}"\r\n$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"\r\n$Env:AWS_DEFAULT_REGION="eu-west-1"\r\n`,
      { ...keys, region: 'eu-west-1' },
    ],
    ['a section', section('dev', ID, SECRET), { ...keys, profileName: 'dev' }],
    [
      'a section with a region',
      section('profile dev', ID, SECRET, 'region = eu-central-1'),
      { ...keys, profileName: 'dev', region: 'eu-central-1' },
    ],
    ['two lines without a header', `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}`, keys],
    [
      'the first of two sections',
      section('a', ID, SECRET) + section('b', OTHER_ID, OTHER_SECRET),
      { ...keys, profileName: 'a' },
    ],
    [
      'the first complete section',
      `[a]\naws_access_key_id = ${OTHER_ID}\n[config]\nregion = eu-west-1\n${section('b', ID, SECRET)}`,
      { ...keys, profileName: 'b' },
    ],
    [
      'the long-term one behind a temporary one',
      section('default', TEMPORARY, OTHER_SECRET, `aws_session_token = ${TOKEN}`) + section('long-term', ID, SECRET),
      { ...keys, profileName: 'long-term' },
    ],
    ["the console's CSV", `\ufeffAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`, keys],
    [
      'the older CSV',
      `User Name,Password,Access key ID,Secret access key,Console login link\nalice,,${ID},${SECRET},https://x\n`,
      { ...keys, userName: 'alice' },
    ],
    [
      'create-access-key',
      JSON.stringify(
        { AccessKey: { UserName: 'alice', AccessKeyId: ID, Status: 'Active', SecretAccessKey: SECRET } },
        null,
        4,
      ),
      { ...keys, userName: 'alice' },
    ],
    ['credential_process', `{"Version":1,"AccessKeyId":"${ID}","SecretAccessKey":"${SECRET}"}`, keys],
    ['the two values', `  ${ID}\n${SECRET}\n`, keys],
    [
      'values of a compatible server',
      section('minio', 'minio_admin', 'p@$$w0rd!'),
      { accessKeyId: 'minio_admin', secretAccessKey: 'p@$$w0rd!', profileName: 'minio' },
    ],
    ['an empty token', `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=`, keys],
    // What a form could not use is left out; the key is still good.
    ['a profile name Stint does not take', section('my profile', ID, SECRET), keys],
    ['an unknown region', section('dev', ID, SECRET, 'region = mars-north-1'), { ...keys, profileName: 'dev' }],
    ['an impossible user name', `User name,Access key ID,Secret access key\n<b>x</b>,${ID},${SECRET}`, keys],
  ])('%s', (_, text, found) => {
    expect(readAccessKeyPaste(text)).toEqual(found);
  });

  it.each([
    '',
    '  \n',
    ID,
    SECRET,
    'dev',
    'Dear all, the access key is in the safe.',
    'arn:aws:iam::123456789012:mfa/alice',
    '[dev]\nregion = eu-west-1\n',
    '{"a":1}',
    'a,b\nc,d',
    'test test',
  ])('takes %j for ordinary text', (text) => {
    expect(readAccessKeyPaste(text)).toBeUndefined();
  });

  it.each([
    [
      'export lines',
      `export AWS_ACCESS_KEY_ID=${TEMPORARY} AWS_SECRET_ACCESS_KEY=${SECRET} AWS_SESSION_TOKEN=${TOKEN}`,
    ],
    [
      'a token with an id that does not show it',
      `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=${TOKEN}`,
    ],
    ['an id without its token', `AWS_ACCESS_KEY_ID=${TEMPORARY}\nAWS_SECRET_ACCESS_KEY=${SECRET}`],
    ['a section', section('default', TEMPORARY, SECRET, `aws_session_token = ${TOKEN}`)],
    [
      'get-session-token',
      JSON.stringify({ Credentials: { AccessKeyId: TEMPORARY, SecretAccessKey: SECRET, SessionToken: TOKEN } }),
    ],
    ['three values', `${TEMPORARY}\n${SECRET}\n${TOKEN}`],
  ])('says that keys are temporary: %s', (_, text) => {
    expect(() => readAccessKeyPaste(text)).toThrow(new AppError('temporary-access-key'));
  });

  it.each([
    ['one value of two', `export AWS_ACCESS_KEY_ID=${ID}`],
    ['the other value of two', `[dev]\naws_secret_access_key = ${SECRET}`],
    ['a row cut short', `Access key ID,Secret access key\n${ID}`],
    ['JSON cut short', `{"AccessKey":{"AccessKeyId":"${ID}","SecretAcc`],
    ['a value only a shell knows', `export AWS_ACCESS_KEY_ID=${ID} AWS_SECRET_ACCESS_KEY="$SECRET"`],
    ['too much', ' '.repeat(PASTE_MAX + 1)],
  ])('cannot read %s', (_, text) => {
    expect(() => readAccessKeyPaste(text)).toThrow(new AppError('unreadable-paste'));
  });

  it.each([
    ['invalid-access-key-id', section('dev', '"quoted"', SECRET)],
    ['invalid-access-key-id', section('dev', 'A'.repeat(129), SECRET)],
    ['invalid-secret-access-key', section('dev', ID, 'x'.repeat(129))],
    ['invalid-secret-access-key', section('dev', ID, 'pass word')],
    ['invalid-secret-access-key', `{"AccessKeyId":"${ID}","SecretAccessKey":"a\\nb"}`],
  ] as const)('%s', (code, text) => {
    expect(() => readAccessKeyPaste(text)).toThrow(new AppError(code));
  });

  it('reads up to its limit', () => {
    const text = section('dev', ID, SECRET);
    expect(readAccessKeyPaste(`${'#'.repeat(PASTE_MAX - text.length - 1)}\n${text}`)).toMatchObject(keys);
  });

  it("knows Stint's own snippets for what they are", () => {
    const input: SnippetInput = {
      accessKeyId: TEMPORARY,
      secretAccessKey: SECRET,
      sessionToken: TOKEN,
      expiration: '2026-11-22T02:17:00Z',
      region: 'eu-central-1',
      profileName: 'dev',
    };
    for (const id of [
      'posix',
      'fish',
      'powershell',
      'cmd',
      'dotenv',
      'credentials-file',
      'credential-process',
    ] as const) {
      expect(() => readAccessKeyPaste(renderSnippet(id, input)), id).toThrow(new AppError('temporary-access-key'));
    }
  });
});

describe('hostile text', () => {
  it('gives a sound key, nothing, or one of four errors', () => {
    const piece = fc.constantFrom(
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'aws_access_key_id',
      'aws_secret_access_key',
      'Access key ID,Secret access key',
      '"AccessKeyId"',
      '"SecretAccessKey"',
      'export ',
      'set ',
      '-gx ',
      '$Env:',
      '[dev]',
      '[profile x]',
      '{',
      '}',
      ':',
      '=',
      ' = ',
      ',',
      ';',
      "'",
      '"',
      '#',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '\\',
      '$',
      '`',
      '\u0000',
      '\ufeff',
      '\u2028',
      ID,
      SECRET,
      TEMPORARY,
      TOKEN,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        try {
          const found = readAccessKeyPaste(pieces.join(''));
          if (found === undefined) return;
          expect(found.accessKeyId).toMatch(/^\w{3,128}$/);
          expect(found.secretAccessKey).toMatch(/^[!-~]{1,128}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect([
            'unreadable-paste',
            'temporary-access-key',
            'invalid-access-key-id',
            'invalid-secret-access-key',
          ]).toContain((error as AppError).code);
          expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(SECRET);
        }
      }),
      { numRuns: 5000 },
    );
  });

  // The longest text let in, made to keep a careless pattern busy. Each takes a few milliseconds; quadratic time would
  // take many seconds.
  it.each([
    ' ',
    '\t',
    '\n',
    '\r',
    '"',
    "'",
    '""',
    ',',
    ';',
    '=',
    ' =',
    '[',
    ']',
    '[]',
    '{',
    '{"a":',
    '#',
    ' #',
    '&',
    '-',
    '--a ',
    'A',
    'A ',
    'A=',
    'A= ',
    'A=B;',
    'export ',
    'set ',
    'set -',
    'set -x ',
    'set "',
    '$Env:',
    'AWS_ACCESS_KEY_ID',
    'AWS_ACCESS_KEY_ID=',
    'AWS_ACCESS_KEY_ID= ',
    'AWS_ACCESS_KEY_ID="',
    'AWS_REGION=x ',
    'profile ',
    '[profile ',
    "[profile '",
    '[a]\n',
    '[a]\naws_access_key_id=b\n',
    'a =\n',
    ' a =\n  ',
    'aws_access_key_id',
    'access key id',
    'access key id,',
    '"access key id",',
    '\u2003',
    'é',
    '\ud800',
  ])('is read fast: %j over and over', (unit) => {
    const room = PASTE_MAX - 64;
    const body = unit.repeat(Math.ceil(room / unit.length)).slice(0, room);
    const startedAt = performance.now();
    for (const text of [
      body,
      `x${body}x`,
      `Access key ID,x\n${body}`,
      `[profile ${body}`,
      `set -gx AWS_SESSION_TOKEN ${body}!`,
      `AWS_REGION="${body}`,
      `{"${body}`,
    ]) {
      try {
        readAccessKeyPaste(text);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });
});
