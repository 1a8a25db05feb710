import { describe, expect, it } from 'vitest';
import { readPlainPair } from './plain-pair.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const TEMPORARY = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('readPlainPair', () => {
  it.each([
    `${ID} ${SECRET}`,
    `${ID}\n${SECRET}`,
    `${ID}\r\n\r\n${SECRET}`,
    `${ID}\t${SECRET}`,
    `${ID},${SECRET}`,
    `${ID}, ${SECRET}`,
    `"${ID}","${SECRET}"`,
    `${SECRET} ${ID}`,
  ])('%j', (text) => {
    expect(readPlainPair(text)).toEqual([{ accessKeyId: ID, secretAccessKey: SECRET }]);
  });

  it('knows a temporary key by its id, with its token or without', () => {
    const candidates = [{ accessKeyId: TEMPORARY, secretAccessKey: SECRET }];
    expect(readPlainPair(`${TEMPORARY} ${SECRET}`)).toEqual(candidates);
    expect(readPlainPair(`${TEMPORARY}\n${SECRET}\nFwoGZXIvYXdzEXAMPLE==`)).toEqual(candidates);
  });

  it.each([
    '',
    ID,
    SECRET,
    `${ID} ${ID}`,
    `${SECRET} ${SECRET}`,
    `${ID} ${SECRET} eu-west-1`,
    `${ID} ${SECRET}x`,
    `${ID}${SECRET}`,
    `${ID.toLowerCase()} ${SECRET}`,
    'test test',
    `AIDAIOSFODNN7EXAMPLE ${SECRET}`,
  ])('finds nothing in %j', (text) => {
    expect(readPlainPair(text)).toEqual([]);
  });
});
