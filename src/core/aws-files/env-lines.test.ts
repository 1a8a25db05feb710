import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readEnvLines } from './env-lines.ts';

const keys = { accessKeyId: 'a/+=1', secretAccessKey: 's', region: undefined };

describe('readEnvLines', () => {
  it.each([
    ['export', 'export AWS_ACCESS_KEY_ID=a/+=1\nexport AWS_SECRET_ACCESS_KEY=s'],
    ['export in single quotes', "export AWS_ACCESS_KEY_ID='a/+=1'\nexport AWS_SECRET_ACCESS_KEY='s'\n"],
    ['export in double quotes', 'export AWS_ACCESS_KEY_ID="a/+=1"\r\nexport AWS_SECRET_ACCESS_KEY="s"\r\n'],
    ['export of both', "export AWS_ACCESS_KEY_ID='a/+=1' AWS_SECRET_ACCESS_KEY=s"],
    ['one line with semicolons', 'export AWS_ACCESS_KEY_ID=a/+=1; export AWS_SECRET_ACCESS_KEY=s;'],
    ['one line with &&', "export AWS_ACCESS_KEY_ID='a/+=1'&& export AWS_SECRET_ACCESS_KEY='s' && aws s3 ls"],
    ['before a command', 'AWS_ACCESS_KEY_ID=a/+=1 AWS_SECRET_ACCESS_KEY=s aws s3 ls'],
    ['fish', "set -gx AWS_ACCESS_KEY_ID 'a/+=1'\nset -gx AWS_SECRET_ACCESS_KEY s"],
    ['fish with long options', 'set --global --export AWS_ACCESS_KEY_ID "a/+=1"; set -g -x AWS_SECRET_ACCESS_KEY s'],
    ['PowerShell', "$Env:AWS_ACCESS_KEY_ID='a/+=1'\n$Env:AWS_SECRET_ACCESS_KEY='s'"],
    ['PowerShell with spaces', '$env:AWS_ACCESS_KEY_ID = "a/+=1"\r\n$env:AWS_SECRET_ACCESS_KEY = "s"'],
    ['cmd', 'set AWS_ACCESS_KEY_ID=a/+=1\r\nSET AWS_SECRET_ACCESS_KEY=s\r\n'],
    ['cmd with quotes', 'set "AWS_ACCESS_KEY_ID=a/+=1"\r\nset "AWS_SECRET_ACCESS_KEY=s"'],
    ['cmd in one line', 'set AWS_ACCESS_KEY_ID=a/+=1&& set AWS_SECRET_ACCESS_KEY=s'],
    ['.env', 'AWS_ACCESS_KEY_ID=a/+=1\nAWS_SECRET_ACCESS_KEY=s'],
    ['.env with quotes and comments', '# keys\nAWS_ACCESS_KEY_ID="a/+=1" # id\n\nAWS_SECRET_ACCESS_KEY=s\t# secret'],
    ['other variables around', 'PS1=$x\nPATH="$PATH:/x"\nAWS_ACCESS_KEY_ID=a/+=1\nX=1 AWS_SECRET_ACCESS_KEY=s\nY='],
    ['the last of two', 'AWS_ACCESS_KEY_ID=old\nAWS_ACCESS_KEY_ID=a/+=1\nAWS_SECRET_ACCESS_KEY=s'],
    [
      'lines before and after',
      'Here you are:\n  export AWS_ACCESS_KEY_ID=a/+=1\n  export AWS_SECRET_ACCESS_KEY=s\nBye!',
    ],
  ])('%s', (_, text) => {
    expect(readEnvLines(text)).toEqual([keys]);
  });

  it.each([
    ['a token', 'AWS_ACCESS_KEY_ID=a\nAWS_SESSION_TOKEN=t', { accessKeyId: 'a', sessionToken: 't' }],
    ['an old token', 'AWS_ACCESS_KEY_ID=a\nAWS_SECURITY_TOKEN=t', { accessKeyId: 'a', sessionToken: 't' }],
    ['an empty token', 'AWS_ACCESS_KEY_ID=a\nAWS_SESSION_TOKEN=\n', { accessKeyId: 'a', sessionToken: '' }],
    ['a region', 'AWS_ACCESS_KEY_ID=a\nAWS_DEFAULT_REGION=eu-west-1', { accessKeyId: 'a', region: 'eu-west-1' }],
    ['two regions', 'AWS_REGION=x\nAWS_ACCESS_KEY_ID=a\nAWS_DEFAULT_REGION=y', { accessKeyId: 'a', region: 'x' }],
    ['a profile', 'AWS_PROFILE=dev\nAWS_SECRET_ACCESS_KEY=s', { profileName: 'dev', secretAccessKey: 's' }],
  ])('%s', (_, text, candidate) => {
    expect(readEnvLines(text)).toEqual([candidate]);
  });

  it.each([
    '',
    'AKIAIOSFODNN7EXAMPLE',
    'AWS_REGION=eu-west-1',
    'export AWS_ACCESS_KEY_ID',
    'unset AWS_ACCESS_KEY_ID',
    'echo AWS_ACCESS_KEY_ID=a',
    '# AWS_ACCESS_KEY_ID=a',
    'REM set AWS_ACCESS_KEY_ID=a',
    'MY_AWS_ACCESS_KEY_ID=a',
    'AWS_ACCESS_KEY_IDS=a',
    'aws_access_key_id = a',
    'TF_VAR_x=1 && cat AWS_ACCESS_KEY_ID=a',
  ])('finds nothing in %j', (text) => {
    expect(readEnvLines(text)).toEqual([]);
  });

  it.each([
    'AWS_ACCESS_KEY_ID=$KEY',
    'AWS_ACCESS_KEY_ID="$KEY"',
    'AWS_ACCESS_KEY_ID=$(pass aws)',
    'AWS_ACCESS_KEY_ID="`pass aws`"',
    'AWS_ACCESS_KEY_ID="a\\"b"',
    'AWS_ACCESS_KEY_ID=a\\ b',
    "AWS_ACCESS_KEY_ID='a",
    'AWS_ACCESS_KEY_ID="a',
    "AWS_ACCESS_KEY_ID='a'b",
    "AWS_ACCESS_KEY_ID='a'\\''b'",
    'AWS_ACCESS_KEY_ID=a"b"',
    'AWS_ACCESS_KEY_ID=a#b',
    'AWS_ACCESS_KEY_ID=<your key>',
    'set "AWS_ACCESS_KEY_ID=%KEY%"',
    'set "AWS_ACCESS_KEY_ID=a',
    'set AWS_ACCESS_KEY_ID=%KEY%x!',
    'set -gx AWS_ACCESS_KEY_ID (pass aws)',
    '$Env:AWS_ACCESS_KEY_ID = $key',
    "$Env:AWS_ACCESS_KEY_ID = 'a''b'",
  ])('refuses to guess %j', (text) => {
    expect(() => readEnvLines(text)).toThrow(new AppError('unreadable-paste'));
  });
});
