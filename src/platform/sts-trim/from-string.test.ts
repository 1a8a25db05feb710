import { describe, expect, it } from 'vitest';
import { FromStringShapeDeserializer } from './from-string.ts';

/** The SDK's numbers for simple schemas (@smithy/types, schema sentinels). */
const STRING = 0;
const NUMERIC = 1;
const BOOLEAN = 2;
const DATE_TIME = 5;

describe('FromStringShapeDeserializer', () => {
  const reader = new FromStringShapeDeserializer();

  it.each<[string, 0 | 1 | 2 | 5, string, unknown]>([
    ['a text', STRING, 'a+b/c=', 'a+b/c='],
    ['a text that looks like a number', STRING, '000111222333', '000111222333'],
    ['an empty text', STRING, '', ''],
    ['a number', NUMERIC, '42', 42],
    ['a truth', BOOLEAN, 'true', true],
    ['a lie', BOOLEAN, 'false', false],
    ['a time', DATE_TIME, '2026-11-21T13:35:00Z', new Date(Date.UTC(2026, 10, 21, 13, 35))],
    ['a time with fractions', DATE_TIME, '2026-11-21T13:35:00.250Z', new Date(Date.UTC(2026, 10, 21, 13, 35, 0, 250))],
  ])('reads %s', (_, schema, text, value) => {
    expect(reader.read(schema, text)).toEqual(value);
  });

  it('gives no time for what is none', () => {
    expect(reader.read(DATE_TIME, 'yesterday')).toEqual(new Date(Number.NaN));
  });
});
