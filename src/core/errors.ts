import type { ErrorCode } from './error-codes.ts';

export { ERROR_CODES, type ErrorCode, isErrorCode } from './error-codes.ts';

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
