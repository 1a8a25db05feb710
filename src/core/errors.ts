/** Every way Stint can refuse or fail. The texts for each stand in `ui/error-texts.ts`; a code without a text does not compile. */
export const ERROR_CODES = [
  // What was typed
  'invalid-profile-name',
  'profile-name-taken',
  'invalid-access-key-id',
  'temporary-access-key',
  'invalid-secret-access-key',
  'invalid-mfa-serial',
  'fido-mfa-device',
  'invalid-token-code',
  'invalid-duration',
  'invalid-region',
  'invalid-endpoint',
  'invalid-colour',
  'unreadable-paste',
  'passphrase-too-short',
  'passphrases-differ',
  'root-keys',
  // The vault
  'vault-missing',
  'vault-exists',
  'vault-locked',
  'vault-damaged',
  'vault-newer',
  'weak-key-derivation',
  'wrong-passphrase',
  'device-key-missing',
  'storage-full',
  'storage-failed',
  'profile-missing',
  'session-missing',
  // What STS answered (STS error table)
  'mfa-code-refused',
  'mfa-code-spent',
  'mfa-device-refused',
  'mfa-incomplete',
  'access-denied',
  'access-key-unknown',
  'credentials-expired',
  'secret-wrong',
  'clock-skew',
  'authentication-missing',
  'authentication-malformed',
  'region-disabled',
  'duration-refused',
  'duration-over-role-maximum',
  'duration-over-chain-limit',
  'parameter-refused',
  'long-term-keys-needed',
  'root-may-not-assume',
  'throttled',
  'policy-malformed',
  'policy-too-large',
  'identity-token-invalid',
  'identity-token-expired',
  'identity-provider-refused',
  'identity-provider-unreachable',
  'trust-policy-refused',
  'console-sign-in-refused',
  'authorization-message-invalid',
  'service-unavailable',
  'service-refused',
  // The way there
  'offline',
  'unreachable',
  'timed-out',
  'foreign-reply',
  'unreadable-reply',
  'outcome-unknown',
  // Between the rooms
  'value-unsafe-for-snippet',
  'clipboard-refused',
  'busy',
  'forbidden',
  'bad-request',
  'background-unreachable',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a service said, word for word, for the folded details. Never holds a secret: STS does not send any in an error. */
export interface ServiceReply {
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/** Values a text may name: a host, a wait in seconds. Never a secret. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error as it crosses from one room to another: plain JSON. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly service?: ServiceReply;
  readonly params?: ErrorParams;
}

/** The one error class. `code` decides what the user reads; `cause` is for the debugger and never shown or sent. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly service: ServiceReply | undefined;
  readonly params: ErrorParams | undefined;

  constructor(code: ErrorCode, details: { cause?: unknown; service?: ServiceReply; params?: ErrorParams } = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.service = details.service;
    this.params = details.params;
  }
}

/** The plain form of anything thrown. What is not an {@link AppError} becomes `internal`, without its text: it might hold a secret. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof AppError)) return { code: 'internal' };
  return {
    code: error.code,
    ...(error.service && { service: error.service }),
    ...(error.params && { params: error.params }),
  };
}

/** The inverse of {@link toErrorRecord}. */
export function fromErrorRecord(record: ErrorRecord): AppError {
  return new AppError(record.code, {
    ...(record.service && { service: record.service }),
    ...(record.params && { params: record.params }),
  });
}

/** Whether `value` names one of {@link ERROR_CODES}. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value);
}
