/** A body that is not what STS would send. Made from the good reply where that makes sense, so that it is nearly right. */
export type WrongBody =
  /** A sign-in page with status 200, as hotel networks send. */
  | { readonly shape: 'captive-portal' }
  /** The same facts in JSON, with a JSON content type. */
  | { readonly shape: 'json' }
  /** Nothing at all. */
  | { readonly shape: 'empty' }
  /** The right content under another root element. */
  | { readonly shape: 'wrong-root' }
  /** The right content in another namespace, or in none. */
  | { readonly shape: 'wrong-namespace'; readonly namespace?: string }
  /** The first element called `field`, left out. */
  | { readonly shape: 'missing-field'; readonly field: string }
  /** The first element called `field`, there twice; the second one with `value` when given. */
  | { readonly shape: 'duplicate-field'; readonly field: string; readonly value?: string }
  /** The first element called `field`, with `value` in it: a bad expiration, a long-term key, another account. */
  | { readonly shape: 'replaced-field'; readonly field: string; readonly value: string }
  /** The XML ends after `bytes` (default: in the middle), though HTTP says that this is all. */
  | { readonly shape: 'truncated'; readonly bytes?: number }
  /** The right content after a UTF-8 byte order mark. */
  | { readonly shape: 'bom' }
  /** The right content in UTF-16 little endian, with its byte order mark. */
  | { readonly shape: 'utf-16' }
  /** An entity that was never declared, in the first element called `field`. */
  | { readonly shape: 'bad-entity'; readonly field: string }
  /** Nested entity declarations that unfold to a billion letters, used in the first element called `field`. */
  | { readonly shape: 'dtd-bomb'; readonly field: string }
  /** A first element called `field` whose text never seems to end: `bytes` of it, without a declared length. */
  | { readonly shape: 'huge'; readonly field: string; readonly bytes: number }
  /** The same, compressed to a thousandth of `bytes`. */
  | { readonly shape: 'gzip-bomb'; readonly field: string; readonly bytes: number }
  /** Anything else. */
  | { readonly shape: 'text'; readonly contentType: string; readonly text: string };

/** What goes wrong. */
type FaultKind =
  /** An error in AWS's XML. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  /** A page instead of an answer: what a proxy or a load balancer sends. */
  | { readonly kind: 'html'; readonly status: number; readonly html?: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** The connection is reset (TCP RST) without a byte of answer. */
  | { readonly kind: 'reset' }
  /** No answer, and the connection stays open. */
  | { readonly kind: 'silence' }
  /** The right answer, `ms` late, headers and all. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The right answer, `bytes` at a time, `everyMs` apart. */
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number }
  /** Headers and `afterBytes` of the body (default: all but the last), and then nothing more. */
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  /** Headers and `afterBytes` of the body (default: half), and then the connection is closed. */
  | { readonly kind: 'cut'; readonly afterBytes?: number }
  /** The wrong body, with status 200 unless told otherwise. */
  | { readonly kind: 'body'; readonly body: WrongBody; readonly status?: number };

/**
 * When a fault that replaces the answer strikes. `arrival`: before anything is looked at, so a code in the request stays
 * unused. `reply`: after the call took effect, so the code is used up and the answer is lost.
 */
export type FaultMoment = 'arrival' | 'reply';

/** One fault, with its moment where there is a choice. Default: `arrival` for error, html, redirect, reset and silence. */
export type Fault = FaultKind & { readonly at?: FaultMoment };

/** `Throttling` as STS says it. */
export const THROTTLED: Fault = { kind: 'error', status: 400, code: 'Throttling', message: 'Rate exceeded' };

/** 503 with AWS's code and text from its page of common errors. */
export const SERVICE_UNAVAILABLE: Fault = {
  kind: 'error',
  status: 503,
  code: 'ServiceUnavailable',
  message: 'The request has failed due to a temporary failure of the server.',
};

/** 500 with AWS's code and text from its page of common errors. */
export const INTERNAL_FAILURE: Fault = {
  kind: 'error',
  status: 500,
  code: 'InternalFailure',
  message: 'The request processing has failed because of an unknown error, exception or failure.',
};

/** 504 from something in between, with a page. */
export const GATEWAY_TIMEOUT: Fault = { kind: 'html', status: 504 };

const REPLACING: ReadonlySet<FaultKind['kind']> = new Set(['error', 'html', 'redirect', 'reset', 'silence']);

/** When `fault` strikes. Faults that need the right answer can only strike at the reply. */
export function momentOf(fault: Fault): FaultMoment {
  return REPLACING.has(fault.kind) ? (fault.at ?? 'arrival') : 'reply';
}
