import { describe, expect, it } from 'vitest';
import { isListOf, isNumber, isObject, isOneOf, isString } from './json-shape.ts';

const VALUES: Record<string, unknown> = {
  'a text': 'x',
  'an empty text': '',
  'a text object': Object('x'),
  'a number': 7,
  zero: 0,
  'minus zero': -0,
  'not a number': Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'a number object': Object(7),
  'a big integer': 7n,
  'a truth': true,
  nothing: undefined,
  null: null,
  'an object': {},
  'an object without a prototype': Object.create(null),
  'an instance': new Map(),
  'a list': [],
  'a list of texts': ['x', 'y'],
  'a list of texts and another thing': ['x', 7],
  'a list with a hole': Array.of('x', undefined),
  'what only looks like a list': { length: 0 },
  'a function': () => 'x',
};

function taken(test: (value: unknown) => boolean): string[] {
  return Object.entries(VALUES)
    .filter(([, value]) => test(value))
    .map(([name]) => name);
}

describe('narrowing', () => {
  it.each<[string, (value: unknown) => boolean, string[]]>([
    ['isString', isString, ['a text', 'an empty text']],
    ['isNumber', isNumber, ['a number', 'zero', 'minus zero']],
    [
      'isObject',
      isObject,
      [
        'a text object',
        'a number object',
        'an object',
        'an object without a prototype',
        'an instance',
        'what only looks like a list',
      ],
    ],
    ['isListOf texts', (value) => isListOf(value, isString), ['a list', 'a list of texts']],
    ['isOneOf', (value) => isOneOf(['x', 7, null] as const, value), ['a text', 'a number', 'null']],
    ['isOneOf nothing', (value) => isOneOf([], value), []],
  ])('%s takes these alone', (_, test, names) => {
    expect(taken(test)).toEqual(names);
  });
});
