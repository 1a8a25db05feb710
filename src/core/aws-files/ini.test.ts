import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readIni } from './ini.ts';

const dev = { profileName: 'dev', accessKeyId: 'a', secretAccessKey: 's' };

describe('readIni', () => {
  it.each([
    ['a section', '[dev]\naws_access_key_id = a\naws_secret_access_key = s\n', [dev]],
    ['no spaces', '[dev]\naws_access_key_id=a\naws_secret_access_key=s', [dev]],
    ['odd spaces', '  [ dev ]  \n\taws_access_key_id\t=  a  \n\taws_secret_access_key =s', [dev]],
    ['CRLF', '[dev]\r\naws_access_key_id = a\r\naws_secret_access_key = s\r\n', [dev]],
    ['CR', '[dev]\raws_access_key_id = a\raws_secret_access_key = s\r', [dev]],
    ['names in any case', '[dev]\nAWS_Access_Key_Id = a\nAWS_SECRET_ACCESS_KEY = s', [dev]],
    ['a profile section', '[profile dev]\naws_access_key_id = a\naws_secret_access_key = s', [dev]],
    ['a profile in quotes', '[profile "dev"]\naws_access_key_id = a\naws_secret_access_key = s', [dev]],
    [
      'comments',
      '# one\n; two\n[dev] # three\n#aws_access_key_id = x\n  ; aws_access_key_id = x\naws_access_key_id = a # four\naws_secret_access_key = s\t;five',
      [dev],
    ],
    [
      '# and ; inside a value',
      '[dev]\naws_secret_access_key = s#1;2',
      [{ profileName: 'dev', secretAccessKey: 's#1;2' }],
    ],
    ['= inside a value', '[dev]\naws_secret_access_key = s==', [{ profileName: 'dev', secretAccessKey: 's==' }]],
    ['quotes, which belong to a value', '[dev]\naws_access_key_id = "a"', [{ profileName: 'dev', accessKeyId: '"a"' }]],
    ['no header', 'aws_access_key_id = a\naws_secret_access_key = s', [{ accessKeyId: 'a', secretAccessKey: 's' }]],
    ['a region', '[dev]\nregion = eu-west-1', [{ profileName: 'dev', region: 'eu-west-1' }]],
    [
      'both names of a token',
      '[x]\naws_session_token = t\naws_security_token = t',
      [{ profileName: 'x', sessionToken: 't' }],
    ],
    [
      'several sections, in order, unmerged',
      '[b]\naws_access_key_id = 1\n[a]\naws_access_key_id = 2\n[b]\naws_secret_access_key = 3',
      [
        { profileName: 'b', accessKeyId: '1' },
        { profileName: 'a', accessKeyId: '2' },
        { profileName: 'b', secretAccessKey: '3' },
      ],
    ],
    [
      'a nested block',
      '[dev]\naws_access_key_id = a\ns3 =\n  aws_access_key_id = x\n    region = y\naws_secret_access_key = s',
      [dev],
    ],
    [
      'a nested block before a header',
      '[x]\ns3 =\n  region = y\n[dev]\naws_access_key_id = a\naws_secret_access_key = s',
      [dev],
    ],
    [
      'deeper lines after the end of a nested block',
      '[dev]\ns3 =\n  x = y\nz = 1\n  aws_access_key_id = a\n  aws_secret_access_key = s',
      [dev],
    ],
    [
      'a comment that looks like the start of a nested block',
      '[dev]\n#s3 =\n  aws_access_key_id = a\n  aws_secret_access_key = s',
      [dev],
    ],
    [
      'sections that are no profiles',
      '[sso-session dev]\nregion = x\n[services dev]\naws_access_key_id = x\n[plugins]\n',
      [],
    ],
    ['the same value twice', '[dev]\naws_access_key_id = a\naws_access_key_id = a\naws_secret_access_key = s', [dev]],
    [
      'names an object has of itself',
      '[__proto__]\nconstructor = 1\n__proto__ = 2\naws_access_key_id = a',
      [{ profileName: '__proto__', accessKeyId: 'a' }],
    ],
    ['ordinary text', 'Dear all,\nhere is = nothing\n', []],
    ['nothing', '', []],
    ['lines without =', '[dev]\naws_access_key_id\naws_secret_access_key: s', []],
    ['a header cut short', '[dev\naws_access_key_id = a', [{ accessKeyId: 'a' }]],
  ])('%s', (_, text, candidates) => {
    expect(readIni(text)).toEqual(candidates);
  });

  it('refuses two values for one setting: readers disagree on which counts', () => {
    expect(() => readIni('[dev]\naws_access_key_id = a\naws_access_key_id = b')).toThrow(
      new AppError('unreadable-paste'),
    );
  });
});
