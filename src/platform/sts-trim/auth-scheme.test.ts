import { describe, expect, it } from 'vitest';
import { authSchemesFor, requestSigner } from './auth-scheme.ts';

const HOUR = 3_600_000;

describe('authSchemesFor', () => {
  it.each<[string, string]>([
    ['GetSessionToken', 'aws.auth#sigv4'],
    ['GetCallerIdentity', 'aws.auth#sigv4'],
    ['AssumeRole', 'aws.auth#sigv4'],
    ['GetFederationToken', 'aws.auth#sigv4'],
    ['DecodeAuthorizationMessage', 'aws.auth#sigv4'],
    ['AssumeRoleWithSAML', 'smithy.api#noAuth'],
    ['AssumeRoleWithWebIdentity', 'smithy.api#noAuth'],
    // What is not known is signed: an unsigned call tells nobody's secret, and is refused.
    ['', 'aws.auth#sigv4'],
  ])('%s: %s', (operation, schemeId) => {
    expect(authSchemesFor({ operation, region: 'eu-central-1' })).toMatchObject([{ schemeId }]);
  });

  it('hands the region and the clock on to the signer', () => {
    const [scheme] = authSchemesFor({ operation: 'GetSessionToken', region: 'cn-north-1' });
    if (!scheme || !('propertiesExtractor' in scheme)) throw new Error('not signed');
    expect(scheme.signingProperties).toEqual({ region: 'cn-north-1' });
    expect(scheme.propertiesExtractor({ systemClockOffset: HOUR })).toEqual({
      signingProperties: { systemClockOffset: HOUR },
    });
    expect(scheme.propertiesExtractor({})).toEqual({ signingProperties: { systemClockOffset: 0 } });
  });
});

describe('requestSigner', () => {
  it.each([0, 20 * 60_000, -20 * 60_000, 24 * HOUR])(
    'signs at the server’s time, %i ms from here',
    async (systemClockOffset) => {
      const before = Date.now();
      const { headers } = await requestSigner.sign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: 'sts.eu-central-1.amazonaws.com',
          path: '/',
          query: {},
          headers: { host: 'sts.eu-central-1.amazonaws.com' },
          body: 'Action=GetCallerIdentity&Version=2011-06-15',
        } as never,
        { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
        { region: 'eu-central-1', systemClockOffset },
      );
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '')?.map(Number) ?? [];
      const signedAt = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
      expect(signedAt).toBeGreaterThan(before + systemClockOffset - 1000);
      expect(signedAt).toBeLessThanOrEqual(Date.now() + systemClockOffset);
      expect(headers['authorization']).toContain('/eu-central-1/sts/aws4_request');
    },
  );
});
