import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { errorReply, foreignReply, type Reply, successReply } from '../replies/reply.ts';
import { element } from '../replies/xml.ts';
import { internalFailure } from '../service-error.ts';
import type { WrongBody } from './fault.ts';
import { spoil } from './spoiled-reply.ts';

const GOOD = successReply('GetSessionToken', 'request-1', [
  element('Credentials', [
    element('AccessKeyId', 'ASIA1'),
    element('SecretAccessKey', 's/e+c'),
    element('SessionToken', 't&k'),
    element('Expiration', '2026-01-31T12:00:00Z'),
  ]),
]);
const TEXT = GOOD.body.toString();

function whole(body: WrongBody, reply: Reply = GOOD): Reply {
  const spoiled = spoil(reply, body);
  if (!('body' in spoiled)) throw new Error('streamed');
  return spoiled;
}

const text = (body: WrongBody) => whole(body).body.toString();

describe('spoil', () => {
  it('brings a captive portal: HTML, 200, nothing of AWS', () => {
    const reply = whole({ shape: 'captive-portal' });
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(reply.headers).not.toHaveProperty('x-amzn-requestid');
    expect(reply.body.toString()).toMatch(/^<!DOCTYPE html>/);
  });

  it('says the same in JSON', () => {
    const reply = whole({ shape: 'json' });
    expect(reply.headers['content-type']).toBe('application/json');
    expect(JSON.parse(reply.body.toString())).toMatchObject({
      GetSessionTokenResponse: {
        GetSessionTokenResult: { Credentials: { AccessKeyId: 'ASIA1', SessionToken: 't&k' } },
      },
    });
  });

  it.each<[string, WrongBody, string]>([
    ['nothing', { shape: 'empty' }, ''],
    ['another root', { shape: 'wrong-root' }, TEXT.replaceAll('GetSessionTokenResponse', 'ListBucketsResult')],
    [
      'another namespace',
      { shape: 'wrong-namespace', namespace: 'urn:x' },
      TEXT.replace('https://sts.amazonaws.com/doc/2011-06-15/', 'urn:x'),
    ],
    ['no namespace', { shape: 'wrong-namespace' }, TEXT.replace(/ xmlns="[^"]*"/, '')],
    [
      'a field missing',
      { shape: 'missing-field', field: 'SecretAccessKey' },
      TEXT.replace(/ *<SecretAccessKey>.*\n/, ''),
    ],
    [
      'a field twice',
      { shape: 'duplicate-field', field: 'AccessKeyId' },
      TEXT.replace(/( *<AccessKeyId>.*\n)/, '$1$1'),
    ],
    [
      'a field twice, differently',
      { shape: 'duplicate-field', field: 'AccessKeyId', value: 'ASIA2' },
      TEXT.replace(/( *)(<AccessKeyId>.*\n)/, '$1$2$1<AccessKeyId>ASIA2</AccessKeyId>\n'),
    ],
    [
      'all credentials twice',
      { shape: 'duplicate-field', field: 'Credentials' },
      TEXT.replace(/( *<Credentials>[\s\S]*<\/Credentials>\n)/, '$1$1'),
    ],
    [
      'a bad expiration',
      { shape: 'replaced-field', field: 'Expiration', value: 'soon' },
      TEXT.replace('2026-01-31T12:00:00Z', 'soon'),
    ],
    ['half', { shape: 'truncated' }, TEXT.slice(0, Math.floor(TEXT.length / 2))],
    ['a few bytes', { shape: 'truncated', bytes: 7 }, TEXT.slice(0, 7)],
    ['a byte order mark', { shape: 'bom' }, `\ufeff${TEXT}`],
    ['an unknown entity', { shape: 'bad-entity', field: 'SessionToken' }, TEXT.replace('t&amp;k', '&undeclared;')],
    ['anything', { shape: 'text', contentType: 'text/plain', text: 'hello' }, 'hello'],
  ])('brings %s', (_name, body, expected) => {
    expect(text(body)).toBe(expected);
    expect(text(body)).not.toBe(TEXT);
  });

  it('brings UTF-16 with its mark', () => {
    const { body } = whole({ shape: 'utf-16' });
    expect([...body.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0x00]);
    expect(body.subarray(2).toString('utf16le')).toBe(TEXT);
  });

  it('brings a bomb: small, and a billion letters when unfolded', () => {
    const bomb = text({ shape: 'dtd-bomb', field: 'SessionToken' });
    expect(bomb.length).toBeLessThan(2_000);
    expect(bomb).toContain('<SessionToken>&a9;</SessionToken>');
    let letters = 1;
    for (const [, entity] of bomb.matchAll(/<!ENTITY a\d "([^"]*)">/g)) {
      letters *= entity === 'a' ? 1 : (entity?.match(/&/g)?.length ?? 0);
    }
    expect(letters).toBe(10 ** 9);
  });

  it('streams a huge body of exactly the size asked for, without holding it', async () => {
    const spoiled = spoil(GOOD, { shape: 'huge', field: 'SessionToken', bytes: 5_000_001 });
    if (!('stream' in spoiled)) throw new Error('not streamed');
    const body = (await buffer(spoiled.stream())).toString();
    expect(/<SessionToken>(A+)<\/SessionToken>/.exec(body)?.[1]).toHaveLength(5_000_001);
    expect(body.endsWith('</GetSessionTokenResponse>\n')).toBe(true);
  });

  it('compresses one to next to nothing', async () => {
    const spoiled = spoil(GOOD, { shape: 'gzip-bomb', field: 'SessionToken', bytes: 5_000_000 });
    if (!('stream' in spoiled)) throw new Error('not streamed');
    expect(spoiled.headers['content-encoding']).toBe('gzip');
    const packed = await buffer(spoiled.stream());
    expect(packed.length).toBeLessThan(20_000);
    expect(gunzipSync(packed).length).toBeGreaterThan(5_000_000);
  });

  it.each<[string, Reply, WrongBody]>([
    ['a field that is not there', errorReply(internalFailure(), 'r'), { shape: 'missing-field', field: 'Expiration' }],
    ['a reply that is no XML', foreignReply(200, 'text/plain', 'x'), { shape: 'wrong-root' }],
  ])('does not pretend to spoil %s', (_name, reply, body) => {
    expect(() => spoil(reply, body)).toThrow(/to spoil/);
  });
});
