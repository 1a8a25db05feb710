import { isTooBusy } from './back-off.ts';
import { AppError, type ErrorCode, type ServiceReply } from './errors.ts';

interface Rule {
  /** The wire code; the model's names end in `Exception` where the wire often does not, so both are matched. */
  readonly code: RegExp;
  /** What the message must hold, where one code stands for several causes. */
  readonly message?: RegExp;
  readonly means: ErrorCode;
}

/**
 * STS's answers and what each means, first match first. AWS documents the codes (API reference, "Common error types" and each
 * operation's errors); the messages are those seen on the wire, and only their steady part is matched.
 */
const RULES: readonly Rule[] = [
  { code: /^AccessDenied/, message: /^MultiFactorAuthentication failed with invalid/, means: 'mfa-code-refused' },
  {
    code: /^AccessDenied/,
    message: /^MultiFactorAuthentication failed, unable to validate/,
    means: 'mfa-device-refused',
  },
  { code: /^AccessDenied/, message: /^MultiFactorAuthentication failed, must provide/, means: 'mfa-incomplete' },
  { code: /^AccessDenied/, message: /^MultiFactorAuthentication failed/, means: 'mfa-code-refused' },
  { code: /^AccessDenied/, message: /^Cannot call \w+ with session credentials/, means: 'long-term-keys-needed' },
  { code: /^AccessDenied/, message: /^Roles may not be assumed by root/, means: 'root-may-not-assume' },
  { code: /^AccessDenied/, message: /^Not authorized to perform sts:AssumeRoleWith/, means: 'trust-policy-refused' },
  { code: /^AccessDenied/, means: 'access-denied' },
  { code: /^(InvalidClientTokenId|UnrecognizedClient)/, means: 'access-key-unknown' },
  {
    code: /^ExpiredToken/,
    message: /^(Token too old|Token must be redeemed|Response has expired|Token expired)/,
    means: 'identity-token-expired',
  },
  { code: /^ExpiredToken/, means: 'credentials-expired' },
  {
    code: /^(SignatureDoesNotMatch|InvalidSignature)/,
    message: /^Signature (expired|not yet current)/,
    means: 'clock-skew',
  },
  { code: /^(RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/, means: 'clock-skew' },
  { code: /^(SignatureDoesNotMatch|InvalidSignature|AuthFailure)/, means: 'secret-wrong' },
  { code: /^MissingAuthenticationToken/, means: 'authentication-missing' },
  { code: /^IncompleteSignature/, means: 'authentication-malformed' },
  { code: /^RegionDisabled/, means: 'region-disabled' },
  { code: /^ValidationError/, message: /exceeds the MaxSessionDuration/, means: 'duration-over-role-maximum' },
  {
    code: /^ValidationError/,
    message: /1 hour session limit for roles assumed by role chaining/,
    means: 'duration-over-chain-limit',
  },
  { code: /^ValidationError/, message: /'durationSeconds'/, means: 'duration-refused' },
  { code: /^ValidationError/, message: /'policy'.*less than or equal to 2048/s, means: 'policy-too-large' },
  {
    code: /^(ValidationError|InvalidParameter|MissingParameter|MissingAction|InvalidAction)/,
    means: 'parameter-refused',
  },
  { code: /^(Throttling|RequestLimitExceeded|TooManyRequests|SlowDown)/, means: 'throttled' },
  { code: /^MalformedPolicyDocument/, means: 'policy-malformed' },
  { code: /^PackedPolicyTooLarge/, means: 'policy-too-large' },
  { code: /^InvalidIdentityToken/, means: 'identity-token-invalid' },
  { code: /^IDPRejectedClaim/, means: 'identity-provider-refused' },
  { code: /^IDPCommunicationError/, means: 'identity-provider-unreachable' },
  { code: /^InvalidAuthorizationMessage/, means: 'authorization-message-invalid' },
  { code: /^(InternalFailure|InternalError|ServiceUnavailable|ServiceFailure)/, means: 'service-unavailable' },
];

/**
 * What a refusal by the STS at `host` means. An answer that no rule knows is `service-refused`, shown word for word.
 * @param askedSeconds how long it asked to be left alone
 */
export function stsError(reply: ServiceReply, host: string, askedSeconds?: number): AppError {
  const code = meaningOf(reply);
  const asks = askedSeconds !== undefined && isTooBusy(code);
  return new AppError(code, { service: reply, params: { host, ...(asks && { seconds: askedSeconds }) } });
}

function meaningOf({ status, code = '', message = '' }: ServiceReply): ErrorCode {
  const rule = RULES.find((item) => item.code.test(code) && (item.message?.test(message) ?? true));
  if (rule) return rule.means;
  if (status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'service-unavailable';
  return 'service-refused';
}

/**
 * Refusals that STS makes before it looks at the MFA code, so that the code was not used up: the signature, the key and the clock
 * come first. `offline` never left this computer.
 */
const BEFORE_THE_CODE: readonly ErrorCode[] = ['secret-wrong', 'access-key-unknown', 'clock-skew', 'offline'];

/** Whether a code sent with a call that failed so can still be used. Every other failure may have used it. */
export function codeIsUnspent(code: ErrorCode): boolean {
  return BEFORE_THE_CODE.includes(code);
}

const SERVER_TIME = /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z [-+] \d+ min\.?\)/;

/** The server's time as a clock refusal states it, `(20220127T015928Z - 15 min.)`, in milliseconds since the epoch. */
export function serverTimeInMessage(message: string): number | undefined {
  const parts = SERVER_TIME.exec(message);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
