import { describe, expect, it } from 'vitest';
import { checkSkew, formatAmzDate, parseAmzDate } from './amz-date.ts';

const NOW = Date.UTC(2022, 0, 27, 1, 59, 28, 900);
const MINUTE = 60_000;

describe('parseAmzDate', () => {
  it.each(['20220127T015928Z', '20240229T000000Z', '19700101T000000Z'])('reads %s back as it was', (text) => {
    expect(formatAmzDate(parseAmzDate(text))).toBe(text);
  });

  it.each([
    '',
    'now',
    '20220127',
    '20220127T015928',
    '20220127T015928.123Z',
    '2022-01-27T01:59:28Z',
    '20220230T000000Z',
    '20230229T000000Z',
    '20220127T240000Z',
    '20220127T016028Z',
    '20220127T015928Z ',
    '20220127T015928Zx',
    'Thu, 27 Jan 2022 01:59:28 GMT',
  ])('refuses %j', (text) => {
    expect(() => parseAmzDate(text)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'IncompleteSignature',
        message: `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      }),
    );
  });
});

describe('checkSkew', () => {
  const second = Math.floor(NOW / 1000) * 1000;

  it.each([0, -15 * MINUTE, 15 * MINUTE])('passes a signature %i ms off', (off) => {
    expect(() => checkSkew(second + off, NOW)).not.toThrow();
  });

  it.each([
    [
      'slow',
      -15 * MINUTE - 1000,
      'Signature expired: 20220127T014427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
    ],
    [
      'a day slow',
      -24 * 60 * MINUTE,
      'Signature expired: 20220126T015928Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
    ],
    [
      'fast',
      15 * MINUTE + 1000,
      'Signature not yet current: 20220127T021429Z is still later than 20220127T021428Z (20220127T015928Z + 15 min.)',
    ],
    [
      'a day fast',
      24 * 60 * MINUTE,
      'Signature not yet current: 20220128T015928Z is still later than 20220127T021428Z (20220127T015928Z + 15 min.)',
    ],
  ])('refuses a %s clock', (_name, off, message) => {
    expect(() => checkSkew(second + off, NOW)).toThrow(
      expect.objectContaining({ status: 403, code: 'SignatureDoesNotMatch', message }),
    );
  });
});
