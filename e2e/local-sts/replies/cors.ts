/** What browsers may read of a reply. The list AWS's services send, `Date` included: clients correct their clock with it. */
const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

/** Two days, as AWS's services send; browsers cap it. */
const MAX_AGE_SECONDS = '172800';

/** The CORS headers on an ordinary reply: any origin, no credentials, and only when the request names an origin. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
}

/**
 * The headers that answer a preflight. The headers asked for are granted as asked: AWS's own list is not documented, and
 * every header its SDKs send is on it.
 */
export function preflightHeaders(requestedHeaders: string | undefined): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,POST',
    'access-control-expose-headers': EXPOSED,
    'access-control-max-age': MAX_AGE_SECONDS,
    ...(requestedHeaders !== undefined && { 'access-control-allow-headers': requestedHeaders }),
  };
}
