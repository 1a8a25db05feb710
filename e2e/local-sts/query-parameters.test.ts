import { describe, expect, it } from 'vitest';
import { readParameters } from './query-parameters.ts';
import type { ReceivedRequest } from './received-request.ts';

const FORM = 'application/x-www-form-urlencoded';

function request(part: Partial<ReceivedRequest> & { contentType?: string }): ReceivedRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: new Map([['content-type', part.contentType ?? FORM]]),
    body: Buffer.alloc(0),
    ...part,
  };
}

describe('readParameters', () => {
  it.each([
    ['a form body', { body: Buffer.from('Action=A&B=c%20d+e%2F') }, { Action: 'A', B: 'c d e/' }],
    ['a form with charset', { body: Buffer.from('Action=A'), contentType: `${FORM}; charset=utf-8` }, { Action: 'A' }],
    ['query and body together', { query: 'Action=A', body: Buffer.from('B=c') }, { Action: 'A', B: 'c' }],
    ['the query of a GET only', { method: 'GET', query: 'Action=A', body: Buffer.from('B=c') }, { Action: 'A' }],
    ['no form at all', { body: Buffer.from('Action=A'), contentType: 'application/json' }, {}],
    ['an empty value', { body: Buffer.from('TokenCode=') }, { TokenCode: '' }],
    ['a name JavaScript knows', { body: Buffer.from('__proto__=x&constructor=y') }, { constructor: 'y' }],
  ])('reads %s', (_name, part, expected) => {
    const parameters = readParameters(request(part));
    for (const [name, value] of Object.entries(expected)) expect(parameters.get(name)).toBe(value);
    expect(parameters.size).toBe(Object.keys(expected).length + (parameters.has('__proto__') ? 1 : 0));
  });

  it.each([
    ['a parameter twice', { body: Buffer.from('TokenCode=1&TokenCode=2') }],
    ['a parameter in query and body', { query: 'Action=A', body: Buffer.from('Action=B') }],
    ['bytes that are no UTF-8', { body: Buffer.from([0x41, 0x3d, 0xff]) }],
  ])('refuses %s', (_name, part) => {
    expect(() => readParameters(request(part))).toThrow(expect.objectContaining({ code: 'MalformedQueryString' }));
  });
});
