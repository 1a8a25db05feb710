import { AppError } from './errors.ts';
import { stsHost } from './partition.ts';

const LOOPBACK = /^(https?):\/\/(localhost|127\.0\.0\.1)(?::(\d{1,5}))?\/?$/;
const USUAL_PORT = { http: 80, https: 443 } as const;

/**
 * The origin of an STS-compatible server on this machine: `http://localhost:4566/` gives `http://localhost:4566`.
 *
 * Taken as written and matched whole, not through a URL parser: that would turn `0x7f000001`, `127.1` and
 * `http:\\localhost` into loopback, and what is called would no longer be what was typed. No other 127/8 address and no
 * `[::1]`: a content security policy can name only 127.0.0.1 and localhost.
 * @throws {AppError} `invalid-endpoint` for any other host or scheme, a port outside 1 to 65,535, user info, a path, a
 * query or a fragment.
 */
export function parseEndpointUrl(text: string): string {
  const [, scheme, host, digits] = LOOPBACK.exec(text.trim().toLowerCase()) ?? [];
  if ((scheme !== 'http' && scheme !== 'https') || host === undefined) throw new AppError('invalid-endpoint');
  const port = digits === undefined ? USUAL_PORT[scheme] : Number(digits);
  if (port < 1 || port > 65_535) throw new AppError('invalid-endpoint');
  return port === USUAL_PORT[scheme] ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

/** Where a profile's calls go. */
export interface StsPlace {
  readonly region: string;
  /** A loopback origin, for an STS-compatible server on this machine; absent for AWS. */
  readonly endpointUrl?: string;
  /** Whether AWS is asked at the region's FIPS host. */
  readonly fips?: boolean;
}

/**
 * The origin a profile's STS calls go to: its own server on this machine, else the regional host of its region, the FIPS one if wished.
 * @throws {AppError} `invalid-endpoint` or `invalid-region`: a stored profile is believed no more than a typed one.
 */
export function stsEndpoint({ region, endpointUrl, fips = false }: StsPlace): string {
  return endpointUrl === undefined ? `https://${stsHost(region, { fips })}` : parseEndpointUrl(endpointUrl);
}
