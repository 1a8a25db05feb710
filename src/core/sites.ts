import { AppError } from './errors.ts';
import { hasFields, isFlag, isListOf, isOneOf, isString, orNone } from './json-shape.ts';
import { type FormatId, isFormatId } from './snippets/ids.ts';

/** Where the chip stands in the window. */
export const CORNERS = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const;
export type Corner = (typeof CORNERS)[number];

/** A site the user added: where the chip is offered, and how it was left there. */
export interface Site {
  /** The first of its patterns, or a suggestion's id. */
  readonly id: string;
  /** Match patterns, `https://*.example.com/*`. Only the host part can be asked of the browser; the path narrows where the chip shows. */
  readonly patterns: readonly string[];
  /** The format copied there; absent, as when it is a template that is gone, for the profile's own. */
  readonly formatId?: FormatId;
  /** The profiles that may be offered there; absent for all. */
  readonly profileIds?: readonly string[];
  /** The profile last chosen there. */
  readonly chosenId?: string;
  readonly corner?: Corner;
  readonly collapsed?: boolean;
}

/** So many are kept at most. */
export const SITES_MAX = 100;

/** No pattern is longer. */
const PATTERN_MAX = 300;

/** Hosts that are this computer: the only ones where an address without TLS is taken. */
const LOOPBACK = /^(localhost|127\.0\.0\.1)$/;
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** Endings under which anybody can have a name, of hosts that hold consoles: a wildcard there would be everybody's. */
const SHARED =
  /^\*\.([a-z]{2,3}|com?|org|net|gov|ac|edu)\.[a-z]{2}$|^\*\.(github|gitlab|cloudfront|vercel|netlify)\.(io|net|app)$/;

/**
 * The match pattern for what a person types or pastes: a host (`shell.example.com`), one with its subdomains (`*.example.com`), or an
 * address, of which the host alone counts. TLS is demanded but of this computer.
 * @throws {AppError} `invalid-site`
 */
export function parseSite(text: string): string {
  const typed = text.trim().toLowerCase();
  const [, scheme = '', rest = ''] = /^(?:(https?):\/\/)?(.*)$/.exec(typed) ?? [];
  const host = /^[^/?#:@]*(?=(:\d{1,5})?([/?#]|$))/.exec(rest)?.[0] ?? '';
  const isLoopback = LOOPBACK.test(host);
  const isHost = host.length <= 253 && HOST.test(host) && (isLoopback || (host.includes('.') && !/\.\d+$/.test(host)));
  // `*.com` is half the web.
  const isTooWide = host.startsWith('*.') && (host.split('.').length < 3 || SHARED.test(host));
  if (!isHost || isTooWide || (scheme === 'http' && !isLoopback)) throw new AppError('invalid-site');
  return `${isLoopback ? scheme || 'http' : 'https'}://${host}/*`;
}

/** The part of a pattern that access is asked for: all of its host. */
export function hostPattern(pattern: string): string {
  return pattern.replace(/^(\w+:\/\/[^/]+)\/.*$/, '$1/*');
}

/** The host of a pattern for people, `*.example.com`. */
export function hostOf(pattern: string): string {
  return pattern.replace(/^\w+:\/\/([^/]+)\/.*$/, '$1');
}

/** Whether an address lies within a pattern: its scheme, its host (`*.` is the host itself and all below it), any port, its path. */
export function isAt(pattern: string, address: string): boolean {
  const [, scheme, wild, host = '', path = ''] = /^(https?):\/\/(\*\.)?([^/*]+)(\/.*)$/.exec(pattern) ?? [];
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, pathname } = new URL(address);
  if (protocol !== `${scheme}:`) return false;
  if (hostname !== host && !(wild && hostname.endsWith(`.${host}`))) return false;
  const parts = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(pathname);
}

/** The first site that an address lies in. */
export function siteAt(sites: readonly Site[], address: string): Site | undefined {
  return sites.find((site) => site.patterns.some((pattern) => isAt(pattern, address)));
}

/** Whether a page's address is one where a chip may stand at all: under TLS, or on this computer. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

const PATTERN = /^(https:\/\/[^/\s]+|http:\/\/(localhost|127\.0\.0\.1))\/[\x21-\x7e]*$/;

/** Whether `value`, from storage or a message, is a site. */
export function isSite(value: unknown): value is Site {
  return hasFields(value, {
    id: isId,
    patterns: (list) => isListOf(list, isPattern) && list.length > 0 && list.length <= 8,
    formatId: orNone(isFormatId),
    profileIds: orNone((ids) => isListOf(ids, isId)),
    chosenId: orNone(isId),
    corner: orNone((corner) => isOneOf(CORNERS, corner)),
    collapsed: orNone(isFlag),
  });
}

function isId(value: unknown): value is string {
  return isString(value) && value.length <= PATTERN_MAX;
}

/** Of a suggestion or of what {@link parseSite} made: nothing else is ever stored. */
function isPattern(value: unknown): value is string {
  return isString(value) && value.length <= PATTERN_MAX && PATTERN.test(value) && HOST.test(hostOf(value));
}
