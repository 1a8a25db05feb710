import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpointUrl, stsEndpoint } from './endpoint.ts';
import { AppError } from './errors.ts';

const refused = new AppError('invalid-endpoint');

describe('parseEndpointUrl', () => {
  it.each([
    ['http://localhost:4566', 'http://localhost:4566'],
    ['http://localhost:4566/', 'http://localhost:4566'],
    [' https://127.0.0.1:8443\n', 'https://127.0.0.1:8443'],
    ['HTTP://LocalHost:9000', 'http://localhost:9000'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:80', 'http://localhost'],
    ['https://localhost:443/', 'https://localhost'],
    ['https://localhost:80', 'https://localhost:80'],
    ['http://127.0.0.1:00080', 'http://127.0.0.1'],
    ['http://127.0.0.1:65535', 'http://127.0.0.1:65535'],
  ])('%s → %s', (text, origin) => {
    expect(parseEndpointUrl(text)).toBe(origin);
    expect(new URL(text.trim()).origin).toBe(origin);
    expect(parseEndpointUrl(origin)).toBe(origin);
  });

  it.each([
    '',
    'localhost:4566',
    '//localhost:4566',
    'http:localhost',
    'http:\\\\localhost',
    'http:///localhost',
    'ftp://localhost',
    'ws://localhost',
    'javascript://localhost',
    // Other hosts, near and far
    'http://localhost.evil.com',
    'http://localhost.',
    'http://a.localhost',
    'http://127.0.0.1.nip.io',
    'http://127.0.0.1.',
    'http://evil.example/localhost',
    'http://192.168.0.1',
    'https://sts.eu-central-1.amazonaws.com',
    // What a URL parser would make 127.0.0.1 of
    'http://0x7f000001',
    'http://0x7f.0.0.1',
    'http://2130706433',
    'http://127.1',
    'http://0177.0.0.1',
    'http://127.0.0.01',
    'http://１２７.0.0.1',
    'http://127。0.0.1',
    'http://ⓛocalhost',
    'http://local\thost',
    'http://%6cocalhost',
    // The rest of 127/8, other loopback forms
    'http://127.0.0.2',
    'http://127.255.255.254:4566',
    'http://[::1]:4566',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:4566',
    // Parts that have no place in an origin
    'http://alice@localhost',
    'http://alice:secret@localhost',
    'http://localhost@evil.example',
    'http://localhost:4566@evil.example',
    'http://@localhost',
    'http://localhost/path',
    'http://localhost//',
    'http://localhost/../',
    'http://localhost?x',
    'http://localhost/?',
    'http://localhost#x',
    'http://localhost/#',
    'http://localhost\\@evil.example',
    'http://localhost:4566 http://evil.example',
    'http://localhost\nhttps://evil.example',
    // Ports
    'http://localhost:',
    'http://localhost:0',
    'http://localhost:65536',
    'http://localhost:99999999999',
    'http://localhost:-1',
    'http://localhost:+80',
    'http://localhost:8e1',
    'http://localhost:８０',
  ])('refuses %j', (text) => {
    expect(() => parseEndpointUrl(text)).toThrow(refused);
  });

  it('takes nothing whose URL leads elsewhere', () => {
    const part = fc.constantFrom(
      'http',
      'https',
      ':',
      '/',
      '//',
      '@',
      'localhost',
      '127.0.0.1',
      '.',
      'evil',
      '\\',
      '?',
      '#',
      '80',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 10 }), (parts) => {
        let origin: string;
        try {
          origin = parseEndpointUrl(parts.join(''));
        } catch (error) {
          expect(error).toEqual(refused);
          return;
        }
        const url = new URL(origin);
        expect(['localhost', '127.0.0.1']).toContain(url.hostname);
        expect(url.origin).toBe(origin);
      }),
    );
  });
});

describe('stsEndpoint', () => {
  it.each([
    [{ region: 'eu-central-1' }, 'https://sts.eu-central-1.amazonaws.com'],
    [{ region: 'cn-north-1' }, 'https://sts.cn-north-1.amazonaws.com.cn'],
    [{ region: 'eu-central-1', endpointUrl: 'http://localhost:4566' }, 'http://localhost:4566'],
    [{ region: 'us-east-1', fips: true }, 'https://sts-fips.us-east-1.amazonaws.com'],
    [{ region: 'us-east-1', fips: false }, 'https://sts.us-east-1.amazonaws.com'],
    [{ region: 'us-gov-west-1', fips: true }, 'https://sts.us-gov-west-1.amazonaws.com'],
    [{ region: 'eu-central-1', fips: true, endpointUrl: 'http://localhost:4566' }, 'http://localhost:4566'],
  ])('%j → %s', (profile, url) => {
    expect(stsEndpoint(profile)).toBe(url);
  });

  it.each([
    [{ region: 'mars-north-1' }, 'invalid-region'],
    [{ region: 'eu-central-1', endpointUrl: 'https://evil.example' }, 'invalid-endpoint'],
    [{ region: 'eu-central-1', endpointUrl: '' }, 'invalid-endpoint'],
  ] as const)('refuses %j', (profile, code) => {
    expect(() => stsEndpoint(profile)).toThrow(new AppError(code));
  });
});
