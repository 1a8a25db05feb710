import { describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES, type ErrorRecord, fromErrorRecord, isErrorCode, toErrorRecord } from './errors.ts';

describe('ERROR_CODES', () => {
  it('are each there once, in small letters and hyphens', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each<[unknown, boolean]>([
    ...ERROR_CODES.map((code): [string, boolean] => [code, true]),
    ['', false],
    ['Internal', false],
    ['internal ', false],
    ['toString', false],
    ['length', false],
    ['0', false],
    [0, false],
    [['internal'], false],
    [null, false],
    [undefined, false],
    [{ toString: () => 'internal' }, false],
  ])('isErrorCode(%j): %s', (value, expected) => {
    expect(isErrorCode(value)).toBe(expected);
  });
});

describe('AppError', () => {
  it('says its code and nothing else of its own accord', () => {
    const cause = new Error('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    const error = new AppError('secret-wrong', { cause });
    expect(String(error)).toBe('AppError: secret-wrong');
    expect(error.message).toBe('secret-wrong');
    expect(error.cause).toBe(cause);
    // Neither JSON nor its record holds the cause.
    expect(JSON.stringify(error)).not.toContain('wJalr');
    expect(JSON.stringify(toErrorRecord(error))).not.toContain('wJalr');
    expect(error).toBeInstanceOf(Error);
  });

  it('has no cause where none was given', () => {
    expect('cause' in new AppError('busy')).toBe(false);
    expect('cause' in new AppError('busy', { cause: undefined })).toBe(false);
  });
});

describe('toErrorRecord and fromErrorRecord', () => {
  it.each<ErrorRecord>([
    { code: 'internal' },
    { code: 'unreachable', params: { host: 'sts.eu-central-1.amazonaws.com', seconds: 0 } },
    { code: 'mfa-code-refused', service: { status: 403, code: 'AccessDenied', message: 'no', requestId: 'r' } },
    { code: 'throttled', service: {}, params: {} },
  ])('%j comes back the same over JSON', (record) => {
    const error = fromErrorRecord(JSON.parse(JSON.stringify(record)) as ErrorRecord);
    expect(error).toBeInstanceOf(AppError);
    expect(toErrorRecord(error)).toEqual(record);
  });

  it.each<[string, unknown]>([
    ['an error that is not ours', new TypeError('wJalr is not a function')],
    ['a refusal of the browser', new DOMException('wJalr', 'QuotaExceededError')],
    ['a text', 'wJalr'],
    ['nothing', undefined],
    ['null', null],
    ['something that only looks like ours', { name: 'AppError', code: 'wJalr', params: { secret: 'wJalr' } }],
    ['an error with a code of its own', Object.assign(new Error('wJalr'), { code: 'unreachable' })],
  ])('%s becomes internal, without a word of it', (_, thrown) => {
    expect(toErrorRecord(thrown)).toEqual({ code: 'internal' });
  });
});
