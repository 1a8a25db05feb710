import { describe, expect, it } from 'vitest';
import type { ErrorCode } from './errors.ts';
import { codeIsUnspent, serverTimeInMessage, stsError } from './sts-errors.ts';

const TABLE: readonly [status: number, code: string, message: string, means: ErrorCode][] = [
  [403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ', 'mfa-code-refused'],
  [403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', 'mfa-code-refused'],
  [
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    'mfa-device-refused',
  ],
  [
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    'mfa-incomplete',
  ],
  [403, 'AccessDenied', 'MultiFactorAuthentication failed for a reason not yet seen', 'mfa-code-refused'],
  [
    403,
    'AccessDenied',
    'User: arn:aws:iam::123456789012:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/y with an explicit deny in an identity-based policy',
    'access-denied',
  ],
  [403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials', 'long-term-keys-needed'],
  [403, 'AccessDenied', 'Cannot call GetFederationToken with session credentials', 'long-term-keys-needed'],
  [403, 'AccessDenied', 'Roles may not be assumed by root accounts.', 'root-may-not-assume'],
  [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML', 'trust-policy-refused'],
  [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 'trust-policy-refused'],
  [
    400,
    'ValidationError',
    "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
    'parameter-refused',
  ],
  [403, 'InvalidClientTokenId', 'The security token included in the request is invalid.', 'access-key-unknown'],
  [403, 'InvalidClientTokenId', 'The security token included in the request is invalid', 'access-key-unknown'],
  [403, 'ExpiredToken', 'The security token included in the request is expired', 'credentials-expired'],
  [
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    'secret-wrong',
  ],
  [
    403,
    'SignatureDoesNotMatch',
    'Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
    'clock-skew',
  ],
  [
    403,
    'SignatureDoesNotMatch',
    'Signature not yet current: 20210112T194419Z is still later than 20210112T072625Z (20210112T071125Z + 15 min.)',
    'clock-skew',
  ],
  [400, 'RequestExpired', 'Request has expired.', 'clock-skew'],
  [
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    'clock-skew',
  ],
  [403, 'RequestInTheFuture', '', 'clock-skew'],
  [403, 'AuthFailure', 'AWS was not able to validate the provided access credentials', 'secret-wrong'],
  [403, 'InvalidSignatureException', '', 'secret-wrong'],
  [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token', 'authentication-missing'],
  [
    400,
    'IncompleteSignature',
    "'x' not a valid key=value pair (missing equal-sign) in Authorization header: 'x'",
    'authentication-malformed',
  ],
  [
    403,
    'RegionDisabledException',
    'STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.',
    'region-disabled',
  ],
  [
    400,
    'ValidationError',
    "1 validation error detected: Value '600' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    'duration-refused',
  ],
  [
    400,
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    'duration-over-role-maximum',
  ],
  [
    400,
    'ValidationError',
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    'duration-over-chain-limit',
  ],
  [400, 'Throttling', 'Rate exceeded', 'throttled'],
  [400, 'ThrottlingException', 'Rate exceeded', 'throttled'],
  [429, '', '', 'throttled'],
  [400, 'MalformedPolicyDocument', 'This policy contains invalid Json', 'policy-malformed'],
  [400, 'PackedPolicyTooLarge', 'Packed size of session tags consumes 498% of allotted space.', 'policy-too-large'],
  [400, 'PackedPolicyTooLargeException', '', 'policy-too-large'],
  [
    400,
    'ValidationError',
    "1 validation error detected: Value '{}' at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048",
    'policy-too-large',
  ],
  [
    400,
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://idp.example',
    'identity-token-invalid',
  ],
  [400, 'InvalidIdentityToken', 'Incorrect token audience', 'identity-token-invalid'],
  [400, 'InvalidIdentityToken', 'Response signature invalid', 'identity-token-invalid'],
  [400, 'ExpiredTokenException', 'Token too old: 441398', 'identity-token-expired'],
  [400, 'ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance', 'identity-token-expired'],
  [400, 'ExpiredTokenException', 'Response has expired', 'identity-token-expired'],
  [
    403,
    'IDPRejectedClaim',
    'graph.facebook.com: graph.facebook.com responded with HTTP/1.1 400 Bad Request',
    'identity-provider-refused',
  ],
  [400, 'IDPCommunicationError', '', 'identity-provider-unreachable'],
  [400, 'InvalidAuthorizationMessageException', '', 'authorization-message-invalid'],
  [500, 'InternalFailure', 'The request processing has failed', 'service-unavailable'],
  [503, 'ServiceUnavailable', '', 'service-unavailable'],
  [504, '', '', 'service-unavailable'],
  [418, 'Teapot', 'short and stout', 'service-refused'],
  [400, '', '', 'service-refused'],
];

describe('stsError', () => {
  it.each(TABLE)('%i %s "%s" means %s and keeps the words', (status, code, message, means) => {
    const error = stsError({ status, code, message, requestId: 'r-1' }, 'sts.example');
    expect(error.code).toBe(means);
    expect(error.params).toEqual({ host: 'sts.example' });
    expect(error.service).toEqual({ status, code, message, requestId: 'r-1' });
  });
});

describe('codeIsUnspent', () => {
  it.each<[ErrorCode, boolean]>([
    ['secret-wrong', true],
    ['access-key-unknown', true],
    ['clock-skew', true],
    ['offline', true],
    ['mfa-code-refused', false],
    ['access-denied', false],
    ['unreachable', false],
    ['timed-out', false],
    ['unreadable-reply', false],
    ['outcome-unknown', false],
    ['service-unavailable', false],
  ])('%s: %s', (code, unspent) => {
    expect(codeIsUnspent(code)).toBe(unspent);
  });
});

describe('serverTimeInMessage', () => {
  it.each<[string, string | undefined]>([
    [
      'Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
      '2022-01-27T01:59:28.000Z',
    ],
    [
      'Signature not yet current: 20210112T194419Z is still later than 20210112T072625Z (20210112T071125Z + 15 min.)',
      '2021-01-12T07:11:25.000Z',
    ],
    ['Rate exceeded', undefined],
    ['(99999999T - 15 min.)', undefined],
  ])('%s', (message, iso) => {
    const ms = serverTimeInMessage(message);
    expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(iso);
  });
});
