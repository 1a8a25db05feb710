import { expect, test } from 'vitest';
import { own, readJson } from './json.ts';
import { codeOf } from './testing/examples.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test.each([
  ['half an object', '{"a":1'],
  ['nothing', ''],
  ['two values', '1 2'],
  ['__proto__ at the top', '{"__proto__":{}}'],
  ['__proto__ spelt with an escape', '{"\\u005f_proto__":{}}'],
  ['__proto__ further down', '{"a":[{"b":{"__proto__":null}}]}'],
  ['17 deep', nested(17)],
  ['deep enough to overflow a stack', nested(200_000)],
])('refuses %s', async (_, text) => {
  expect(await codeOf(() => readJson(text))).toBe('vault-damaged');
});

test('takes what JSON has, 16 deep', () => {
  for (const text of ['null', '1', '"a"', '[]', '{"a":{"b":[1,null,"c"]}}', nested(16)]) {
    expect(readJson(text)).toEqual(JSON.parse(text));
  }
});

test('own properties only', () => {
  expect(own({ a: 1 }, 'a')).toBe(1);
  expect(own({}, 'constructor')).toBeUndefined();
  expect(own(Object.create({ a: 1 }), 'a')).toBeUndefined();
  for (const value of [null, undefined, 'text', 3, ['a']]) expect(own(value, 'length')).toBeUndefined();
});
