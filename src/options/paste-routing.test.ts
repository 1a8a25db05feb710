import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PasteRoute, routePaste } from './paste-routing.ts';
import { PROFILE_FIELDS, type ProfileField } from './profile-form.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEYS = { accessKeyId: KEY, secretAccessKey: SECRET };

describe('routePaste', () => {
  it.each<[string, ProfileField | undefined, PasteRoute]>([
    [
      `export AWS_ACCESS_KEY_ID=${KEY}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\n`,
      'accessKeyId',
      { to: 'form', found: KEYS },
    ],
    [
      `[acme-prod]\naws_access_key_id = ${KEY}\naws_secret_access_key = ${SECRET}\nregion = us-west-2\n`,
      'secretAccessKey',
      { to: 'form', found: { ...KEYS, name: 'acme-prod', region: 'us-west-2' } },
    ],
    [`Access key ID,Secret access key\r\n${KEY},${SECRET}\r\n`, 'name', { to: 'form', found: KEYS }],
    [
      JSON.stringify({ AccessKey: { AccessKeyId: KEY, SecretAccessKey: SECRET } }),
      undefined,
      { to: 'form', found: KEYS },
    ],
    [`${KEY} ${SECRET}`, 'accessKeyId', { to: 'form', found: KEYS }],
    // One value alone goes where it was put, unless that is the wrong one of the two
    [KEY, 'accessKeyId', { to: 'field' }],
    [SECRET, 'secretAccessKey', { to: 'field' }],
    [KEY, 'secretAccessKey', { to: 'form', found: { accessKeyId: KEY } }],
    [SECRET, 'accessKeyId', { to: 'form', found: { secretAccessKey: SECRET } }],
    [` ${SECRET}\n`, 'name', { to: 'form', found: { secretAccessKey: SECRET } }],
    [SECRET, 'mfaSerial', { to: 'form', found: { secretAccessKey: SECRET } }],
    // Ordinary text
    ['dev', 'name', { to: 'field' }],
    ['arn:aws:iam::123456789012:mfa/alice', 'mfaSerial', { to: 'field' }],
    ['http://localhost:4566', 'endpointUrl', { to: 'field' }],
    ['minio123', 'secretAccessKey', { to: 'field' }],
    // Keys that cannot be used
    [`AWS_ACCESS_KEY_ID=${KEY}`, 'accessKeyId', { to: 'nobody', error: { code: 'unreadable-paste' } }],
    [`AWS_ACCESS_KEY_ID=${KEY}`, 'name', { to: 'field' }],
    [
      `AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=abc`,
      'secretAccessKey',
      { to: 'nobody', error: { code: 'temporary-access-key' } },
    ],
  ])('%j into %s', (text, field, route) => {
    expect(routePaste(text, field)).toEqual(route);
  });

  it('has an answer for any text, and none of it in an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...PROFILE_FIELDS), (text, field) => {
        const route = routePaste(text, field);
        if (route.to === 'nobody') expect(Object.keys(route.error)).toEqual(['code']);
      }),
    );
  });
});
