import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readCsv } from './csv.ts';

const keys = { accessKeyId: 'a', secretAccessKey: 's' };

describe('readCsv', () => {
  it.each([
    ["the console's file", 'Access key ID,Secret access key\na,s', [keys]],
    ['CRLF', 'Access key ID,Secret access key\r\na,s\r\n', [keys]],
    ['CR', 'Access key ID,Secret access key\ra,s', [keys]],
    ['quotes', '"Access key ID","Secret access key"\r\n"a","s"', [keys]],
    [
      'quotes and line ends inside quotes',
      'User name,Access key ID,Secret access key\n"x ""y""\n,z",a,s',
      [{ ...keys, userName: 'x "y"\n,z' }],
    ],
    ['spaces', ' Access key ID , Secret access key \n a , s ', [keys]],
    ['names in another case', 'Access Key Id,Secret Access Key\na,s', [keys]],
    ['columns the other way round', 'Secret access key,Access key ID\ns,a', [keys]],
    [
      'the older file',
      'User Name,Password,Access key ID,Secret access key,Console login link\nalice,,a,s,https://123456789012.signin.aws.amazon.com/console',
      [{ ...keys, userName: 'alice' }],
    ],
    ['semicolons', 'Access key ID;Secret access key\na;s', [keys]],
    ['tabs', 'Access key ID\tSecret access key\na\ts', [keys]],
    [
      'two rows and an empty one',
      'Access key ID,Secret access key\na,s\n\nb,t',
      [keys, { accessKeyId: 'b', secretAccessKey: 't' }],
    ],
    ['a row cut short', 'Access key ID,Secret access key\na', [{ accessKeyId: 'a', secretAccessKey: undefined }]],
    ['a header alone', 'Access key ID,Secret access key', []],
    ['another file', 'Name,Age\na,s', []],
    ['no header', 'a,s', []],
    ['a sentence', 'My access key ID is secret', []],
    ['nothing', '', []],
  ])('%s', (_, text, candidates) => {
    expect(readCsv(text)).toEqual(candidates);
  });

  it.each([
    ['a quote left open', 'Access key ID,Secret access key\n"a,s'],
    ['a quote in a plain field', 'Access key ID,Secret access key\na"b,s'],
    ['text after a quote', 'Access key ID,Secret access key\n"a"b,s'],
  ])('refuses %s', (_, text) => {
    expect(() => readCsv(text)).toThrow(new AppError('unreadable-paste'));
  });
});
