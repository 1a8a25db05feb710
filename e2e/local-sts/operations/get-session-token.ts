import type { Accounts, LocalUser } from '../accounts.ts';
import { isoSeconds } from '../clock.ts';
import { element } from '../replies/xml.ts';
import { longTermKeysNeeded, mfaCodeInvalid, mfaDeviceInvalid, mfaIncomplete } from '../service-error.ts';
import type { SignedOperation } from './operation.ts';

/** Twelve hours, from GetSessionToken's documentation. */
const DEFAULT_SECONDS = 43_200;

/** Root's sessions last one hour at most; a longer wish is cut to it without a word (same documentation). */
const ROOT_MAX_SECONDS = 3_600;

/** GetSessionToken: long-term keys, and as a rule an MFA code, for temporary credentials. */
export const getSessionToken: SignedOperation = {
  signed: true,
  needsActiveRegion: true,
  rules: {
    DurationSeconds: { kind: 'integer', min: 900, max: 129_600 },
    SerialNumber: { kind: 'text', minLength: 9, maxLength: 256, pattern: '[\\w+=/:,.@-]*' },
    TokenCode: { kind: 'text', minLength: 6, maxLength: 6, pattern: '[\\d]*' },
  },
  run({ parameters, accounts }, caller) {
    if (caller.kind === 'session') throw longTermKeysNeeded('GetSessionToken');
    const { user } = caller;
    const wished = parameters.get('DurationSeconds');
    const seconds = wished === undefined ? DEFAULT_SECONDS : Number(wished);
    const withMfa = checkMfa(accounts, user, parameters.get('SerialNumber'), parameters.get('TokenCode'));
    const session = accounts.issueSession(user, user.isRoot ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds, withMfa);
    return [
      element('Credentials', [
        element('AccessKeyId', session.accessKeyId),
        element('SecretAccessKey', session.secretAccessKey),
        element('SessionToken', session.sessionToken),
        element('Expiration', isoSeconds(session.expiresAtMs)),
      ]),
    ];
  },
};

/**
 * Checks the device and uses the code up.
 * @returns whether MFA was given; a call without either half is allowed and gets credentials without MFA
 * @throws {ServiceError} AccessDenied with AWS's text
 */
function checkMfa(accounts: Accounts, user: LocalUser, serial: string | undefined, code: string | undefined): boolean {
  if (serial === undefined && code === undefined) return false;
  if (serial === undefined || code === undefined) throw mfaIncomplete();
  const owned = accounts.findDevice(serial);
  if (owned === undefined) throw mfaDeviceInvalid('unknown-device');
  if (owned.user !== user) throw mfaDeviceInvalid('device-of-another-user');
  const verdict = owned.device.consume(code);
  if (verdict === 'out-of-sync') throw mfaDeviceInvalid(verdict);
  if (verdict !== 'accepted') throw mfaCodeInvalid(verdict);
  return true;
}
