/** How a request ended. */
export interface Outcome {
  /** The HTTP status written, or undefined when the connection was dropped without one. */
  readonly status: number | undefined;
  /** AWS's error code, or `OK`, or undefined when the answer was not STS's. */
  readonly code: string | undefined;
  /** Why, where AWS does not say (`reused`, `unknown-key`, …). */
  readonly detail: string | undefined;
  /** The kind of fault that took part. */
  readonly fault: string | undefined;
  /** Whether the whole answer left, or the client or a fault broke it off. */
  readonly delivered: 'whole' | 'broken';
}

/** One request as the server saw it. Holds no signature, session token or `Authorization` header. */
export interface LoggedRequest {
  readonly requestId: string;
  /** By the server's clock, milliseconds since the epoch. */
  readonly receivedAtMs: number;
  readonly secure: boolean;
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Names in lower case, without `authorization` and `x-amz-security-token`. */
  readonly headers: Readonly<Record<string, string>>;
  /** `Action`, as sent. Undefined for a preflight and for what could not be read. */
  readonly operation: string | undefined;
  /** Every parameter as parsed, `Action` and `Version` included. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the connection ended, by the client or a fault, before the whole answer had left. Set at once, held or not. */
  readonly connectionGone: boolean;
  /** Undefined while the request is being served or held. */
  readonly outcome: Outcome | undefined;
}

/** A {@link LoggedRequest} while the server is still filling it in. */
export type OpenEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

const HIDDEN_HEADERS: ReadonlySet<string> = new Set(['authorization', 'x-amz-security-token']);

/** Headers as the log keeps them. */
export function loggableHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !HIDDEN_HEADERS.has(name)));
}

/** Every request since the start or the last {@link RequestLog.clear}, in order of arrival; preflights among them. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #listener: ((entry: LoggedRequest) => void) | undefined;

  /** All of them. */
  get all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Those that asked for `operation`. */
  of(operation: string): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => entry.operation === operation);
  }

  /** How many asked for `operation`. */
  count(operation: string): number {
    return this.of(operation).length;
  }

  /** The latest, if any. */
  get last(): LoggedRequest | undefined {
    return this.#entries.at(-1);
  }

  /** Forgets all entries; requests still being served are no longer listed either. */
  clear(): void {
    this.#entries = [];
  }

  /** Calls `listener` at the end of every request. One listener at a time. */
  onOutcome(listener: (entry: LoggedRequest) => void): void {
    this.#listener = listener;
  }

  /** Called by the server when a request arrives. */
  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
  }

  /** Called by the server when a request is over. */
  close(entry: OpenEntry, outcome: Outcome): void {
    entry.outcome = outcome;
    this.#listener?.(entry);
  }
}
