import { describe, expect, it } from 'vitest';
import { parseAuthorization, parseCredential } from './authorization-header.ts';

const CREDENTIAL = 'AKIAEXAMPLE/20220127/us-east-1/sts/aws4_request';
const WHOLE = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=abc123`;

describe('parseAuthorization', () => {
  it.each([
    WHOLE,
    WHOLE.replaceAll(', ', ','),
    `AWS4-HMAC-SHA256 Signature=abc123, SignedHeaders=host;x-amz-date, Credential=${CREDENTIAL}`,
  ])('takes %j apart', (header) => {
    expect(parseAuthorization(header, true)).toEqual({
      algorithm: 'AWS4-HMAC-SHA256',
      credential: CREDENTIAL,
      signedHeaders: 'host;x-amz-date',
      signature: 'abc123',
    });
  });

  it.each([undefined, ''])('misses %j', (header) => {
    expect(() => parseAuthorization(header, true)).toThrow(
      expect.objectContaining({
        status: 403,
        code: 'MissingAuthenticationToken',
        message: 'Request is missing Authentication Token',
      }),
    );
  });

  const needs = (name: string) => `Authorization header requires '${name}' parameter.`;
  const needsDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

  it.each([
    [
      'a lone scheme',
      'x',
      false,
      `${needs('Credential')} ${needs('Signature')} ${needs('SignedHeaders')} ${needsDate} Authorization=x`,
    ],
    [
      'no signature',
      `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}`,
      true,
      `${needs('Signature')} ${needs('SignedHeaders')} Authorization=AWS4-HMAC-SHA256 Credential=${CREDENTIAL}`,
    ],
    ['no date', WHOLE, false, `${needsDate} Authorization=${WHOLE}`],
    [
      'a blank before the key id',
      WHOLE.replace('Credential=', 'Credential= '),
      true,
      `'${CREDENTIAL}' not a valid key=value pair (missing equal-sign) in Authorization header: '${WHOLE.replace('Credential=', 'Credential= ')}'.`,
    ],
    [
      'another scheme',
      'Bearer abc.def',
      true,
      "'abc.def' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc.def'.",
    ],
  ])('refuses %s', (_name, header, hasDate, message) => {
    expect(() => parseAuthorization(header, hasDate)).toThrow(
      expect.objectContaining({ status: 400, code: 'IncompleteSignature', message }),
    );
  });
});

describe('parseCredential', () => {
  it('takes the five parts', () => {
    expect(parseCredential(CREDENTIAL)).toEqual({
      accessKeyId: 'AKIAEXAMPLE',
      date: '20220127',
      region: 'us-east-1',
      service: 'sts',
      terminator: 'aws4_request',
    });
  });

  it.each(['', 'AKIAEXAMPLE', 'a/b/c/d', 'a/b/c/d/e/f'])('refuses %j', (credential) => {
    expect(() => parseCredential(credential)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'IncompleteSignature',
        message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
      }),
    );
  });
});
