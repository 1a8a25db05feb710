import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json';
import { ERROR_CODES } from '../core/errors.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { detailsOf, errorTexts } from './error-texts.ts';

beforeAll(useEnglishTexts);

describe('errorTexts', () => {
  it.each(ERROR_CODES)('%s has a cause and a remedy in plain words', (code) => {
    const { cause, remedy } = errorTexts({ code });
    expect(cause).toMatch(/^\S.{8,}[^.\s]$/);
    expect(remedy).toMatch(/^[A-Z].{8,}\.$/);
    for (const words of [cause, remedy]) {
      expect(words).not.toMatch(/\$\d|error occurred|oops|unfortunately|invalid|please (?!report)/i);
      expect(words.length).toBeLessThan(170);
    }
  });

  it('names the host where there is one', () => {
    const params = { host: 'sts.eu-central-1.amazonaws.com' };
    expect(errorTexts({ code: 'unreachable', params }).cause).toBe('sts.eu-central-1.amazonaws.com cannot be reached');
    expect(errorTexts({ code: 'unreachable' }).cause).toBe('The STS server cannot be reached');
  });
});

describe('detailsOf', () => {
  it.each([
    ['nothing', undefined, ''],
    ['an empty answer', {}, ''],
    [
      'all of it',
      { status: 403, code: 'AccessDenied', message: 'MultiFactorAuthentication failed. ', requestId: '16fc956c' },
      'HTTP 403 · AccessDenied · MultiFactorAuthentication failed. · request 16fc956c',
    ],
    ['no message', { status: 400, code: 'Throttling' }, 'HTTP 400 · Throttling'],
    ['lines and controls', { message: 'a\r\n\tb\u0000c' }, 'a b c'],
    ['characters that turn the text around', { message: 'abc\u202egnp.exe\u2066x\u200b' }, 'abc gnp.exe x '],
    ['markup', { message: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>'],
    ['an endless message', { message: 'x'.repeat(100_000) }, 'x'.repeat(600)],
  ])('%s', (_, service, details) => {
    expect(detailsOf({ code: 'service-refused', ...(service && { service }) })).toBe(details);
  });
});

describe('the texts of popup and shared pieces', () => {
  const rooms = ['ui', 'popup', 'options'].map((room) => `${import.meta.dirname}/../${room}`);
  const source = rooms
    .flatMap((room) => readdirSync(room).map((file) => `${room}/${file}`))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const mine = Object.keys(messages).filter((key) => /^(popup|ui)_/.test(key));

  // That every key used exists is for the compiler; that every key is used is for this.
  it.each(mine)('%s is used', (key) => {
    const stem = key.replace(/_(green|blue|violet|amber|red|grey)$/, '_');
    expect(source.includes(`'${key}'`) || (stem !== key && source.includes(stem))).toBe(true);
  });

  it('has no text for an error that does not exist', () => {
    const known = new Set(
      ERROR_CODES.flatMap((code) => ['cause', 'remedy'].map((kind) => `error_${code.replaceAll('-', '_')}_${kind}`)),
    );
    expect(Object.keys(messages).filter((key) => key.startsWith('error_') && !known.has(key))).toEqual([]);
  });
});
