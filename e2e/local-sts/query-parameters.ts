import type { ReceivedRequest } from './received-request.ts';
import { malformedQueryString } from './service-error.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * The parameters of a query-protocol call: those of the URL, and for POST those of the form body as well.
 * Stricter than a browser's form reading on purpose: a client that sends a parameter twice is broken and should hear it.
 * @throws {ServiceError} MalformedQueryString for a repeated parameter or for bytes that are no UTF-8
 */
export function readParameters(request: ReceivedRequest): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const add = (encoded: string) => {
    for (const [name, value] of new URLSearchParams(encoded)) {
      if (parameters.has(name)) throw malformedQueryString(`The parameter ${name} appears more than once.`);
      parameters.set(name, value);
    }
  };
  add(request.query);
  const mediaType = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (request.method === 'POST' && mediaType === FORM) add(decodeUtf8(request.body));
  return parameters;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformedQueryString('The request body is not UTF-8.');
  }
}
