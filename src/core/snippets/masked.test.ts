import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SNIPPET_FORMAT_IDS } from './ids.ts';
import { maskedSnippet } from './masked.ts';
import { renderSnippet } from './render.ts';

const VISIBLE = {
  accessKeyId: 'ASIAIOSFODNN7EX7QXK',
  region: 'eu-central-1',
  expiration: '2026-11-22T02:17:00Z',
  profileName: 'dev',
};
const IDS = SNIPPET_FORMAT_IDS;

describe('maskedSnippet', () => {
  it.each([
    [
      'posix',
      `export AWS_ACCESS_KEY_ID='ASIA····7QXK'
export AWS_SECRET_ACCESS_KEY='········'
export AWS_SESSION_TOKEN='········'
export AWS_REGION='eu-central-1'
export AWS_DEFAULT_REGION='eu-central-1'
export AWS_CREDENTIAL_EXPIRATION='2026-11-22T02:17:00Z'
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN
`,
    ],
    [
      'credentials-file',
      `[dev]
aws_access_key_id = ASIA····7QXK
aws_secret_access_key = ········
aws_session_token = ········
`,
    ],
    ['access-key-id', 'ASIA····7QXK'],
    ['secret-access-key', '········'],
    ['session-token', '········'],
  ] as const)('%s', (id, text) => {
    expect(maskedSnippet(id, VISIBLE)).toBe(text);
  });

  it.each(IDS)('%s: the real text with only its values changed', (id) => {
    const real = {
      ...VISIBLE,
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: 'FwoGZXIvYXdzEXAMPLE==',
    };
    const masked = renderSnippet(id, real)
      .replace(real.accessKeyId, 'ASIA····7QXK')
      .replace(real.secretAccessKey, '········')
      .replace(real.sessionToken, '········');
    expect(maskedSnippet(id, VISIBLE)).toBe(masked);
  });

  it('goes by the same options', () => {
    const options = { section: 'default', region: true };
    expect(maskedSnippet('credentials-file', VISIBLE, options)).toBe(`[default]
aws_access_key_id = ASIA····7QXK
aws_secret_access_key = ········
aws_session_token = ········
region = eu-central-1
`);
    expect(maskedSnippet('posix', VISIBLE, options)).toBe(maskedSnippet('posix', VISIBLE));
  });

  it.each(IDS)('%s: the same from an id that is masked already', (id) => {
    expect(maskedSnippet(id, { ...VISIBLE, accessKeyId: 'ASIA····7QXK' })).toBe(maskedSnippet(id, VISIBLE));
  });

  it('masks what it is not given', () => {
    expect(maskedSnippet('posix', { accessKeyId: 'ASIAIOSFODNN7EX7QXK' })).toContain("AWS_REGION='········'");
  });

  it('shows no more of an access key id than its first and last four characters', () => {
    fc.assert(
      // Lower case and digits: no word of any format has five of them in a row.
      fc.property(fc.constantFrom(...IDS), fc.stringMatching(/^(?:[a-z][0-9]){5,64}$/), (id, accessKeyId) => {
        const text = maskedSnippet(id, { accessKeyId });
        for (let at = 0; at + 5 <= accessKeyId.length; at++) expect(text).not.toContain(accessKeyId.slice(at, at + 5));
      }),
    );
  });
});
