/** A refusal as AWS words it. The texts are AWS's own, to the letter, double spaces and missing full stops included. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  /** What the server knows and does not tell the client; shown in the request log only. */
  readonly detail: string | undefined;

  constructor(status: number, code: string, message: string, detail?: string) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  /** Who is to blame, as the query protocol says it: `Sender` for 4xx, `Receiver` for 5xx. */
  get type(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}

// MFA. One text for a wrong and for a used code: AWS does not tell them apart, so neither may a client.

/** @param detail why, for the log: `wrong`, `reused` or `malformed` */
export function mfaCodeInvalid(detail: string): ServiceError {
  return new ServiceError(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    detail,
  );
}

/** @param detail why, for the log: `unknown-device`, `device-of-another-user` or `out-of-sync` */
export function mfaDeviceInvalid(detail: string): ServiceError {
  return new ServiceError(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    detail,
  );
}

export function mfaIncomplete(): ServiceError {
  return new ServiceError(
    403,
    'AccessDenied',
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
  );
}

// Credentials

/** @param detail why, for the log */
export function invalidClientToken(detail: string): ServiceError {
  return new ServiceError(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    detail,
  );
}

export function expiredToken(): ServiceError {
  return new ServiceError(403, 'ExpiredToken', 'The security token included in the request is expired');
}

export function longTermKeysNeeded(operation: string): ServiceError {
  return new ServiceError(403, 'AccessDenied', `Cannot call ${operation} with session credentials`);
}

export function regionDisabled(accountId: string): ServiceError {
  return new ServiceError(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}

// Signature

export function missingAuthentication(): ServiceError {
  return new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
}

/** A broken `Authorization` header or date; 400 by AWS's page of common errors. */
export function incompleteSignature(message: string): ServiceError {
  return new ServiceError(400, 'IncompleteSignature', message);
}

/** A refusal that AWS files under `SignatureDoesNotMatch`: bad scope, `Host` not signed, clock off. */
export function signatureRefused(message: string): ServiceError {
  return new ServiceError(403, 'SignatureDoesNotMatch', message);
}

/** @param detail why, for the log */
export function signatureMismatch(detail: string): ServiceError {
  return new ServiceError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    detail,
  );
}

// Request

/** @param violations each `Value '..' at '..' failed to satisfy constraint: …`, at least one */
export function validationErrors(violations: readonly string[]): ServiceError {
  const count = violations.length;
  return new ServiceError(
    400,
    'ValidationError',
    `${count} validation error${count === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  );
}

/** Text not found for STS: the code is the one AWS's query services answer to a number that is none. */
export function malformedInput(message: string): ServiceError {
  return new ServiceError(400, 'MalformedInput', message);
}

/** A parameter sent twice, or a body that is no form. Status from AWS's page of common errors; text not found. */
export function malformedQueryString(message: string): ServiceError {
  return new ServiceError(404, 'MalformedQueryString', message);
}

export function invalidAction(operation: string, version: string | undefined): ServiceError {
  return new ServiceError(
    400,
    'InvalidAction',
    `Could not find operation ${operation} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

/** Text not found: only the code and status are AWS's (page of common errors). */
export function missingAction(): ServiceError {
  return new ServiceError(400, 'MissingAction', 'The request is missing an action or a required parameter.');
}

export function methodNotAllowed(method: string): ServiceError {
  return new ServiceError(405, 'MethodNotAllowed', `${method} is not supported; use GET or POST.`);
}

export function requestTooLarge(): ServiceError {
  return new ServiceError(413, 'RequestEntityTooLarge', 'The request body is too large.');
}

export function internalFailure(): ServiceError {
  return new ServiceError(
    500,
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
  );
}
