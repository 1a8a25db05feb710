import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readAccessKeyJson } from './access-key-json.ts';

const keys = { AccessKeyId: 'a', SecretAccessKey: 's' };
const found = { accessKeyId: 'a', secretAccessKey: 's' };

describe('readAccessKeyJson', () => {
  it.each([
    ['credential_process', { Version: 1, ...keys }, [found]],
    ['a temporary one', { Version: 1, ...keys, SessionToken: 't', Expiration: 'e' }, [{ ...found, sessionToken: 't' }]],
    [
      'create-access-key',
      { AccessKey: { UserName: 'alice', Status: 'Active', ...keys } },
      [{}, { ...found, userName: 'alice' }],
    ],
    ['get-session-token', { Credentials: { ...keys, SessionToken: 't' } }, [{}, { ...found, sessionToken: 't' }]],
    ['values of other types', { AccessKeyId: 1, SecretAccessKey: ['s'], AccessKey: 'x', Credentials: null }, [{}]],
    ['another object', { a: 1 }, [{}]],
  ])('%s', (_, value, candidates) => {
    expect(readAccessKeyJson(JSON.stringify(value, null, 4))).toEqual(candidates);
  });

  it.each(['', 'null', '1', '"AccessKeyId"', '[{"AccessKeyId":"a"}]', '{', '{}x', '{"a":'])(
    'finds nothing in %s',
    (text) => {
      expect(readAccessKeyJson(text).filter(({ accessKeyId }) => accessKeyId)).toEqual([]);
    },
  );

  it('refuses an object cut short, without quoting it', () => {
    try {
      readAccessKeyJson('{"AccessKeyId":"a","SecretAccessKey":"hidden');
      expect.unreachable();
    } catch (error) {
      expect(error).toEqual(new AppError('unreadable-paste'));
      expect((error as AppError).cause).toBeUndefined();
    }
  });

  it('is not fooled by __proto__', () => {
    expect(readAccessKeyJson('{"__proto__":{"AccessKeyId":"a","SecretAccessKey":"s"}}')).toEqual([{}]);
  });

  it('stands deep nesting', () => {
    expect(readAccessKeyJson('{"a":'.repeat(13_000))).toEqual([]);
    expect(readAccessKeyJson(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).toEqual([{}]);
  });
});
