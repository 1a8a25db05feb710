import { AppError } from '../errors.ts';
import type { KeyCandidate } from './key-candidate.ts';

// Of "Shared config and credentials files" and its readers (botocore's configparser, the SDK for JavaScript):
// - `[name]` in the credentials file, `[profile name]` in the config file, also with the name in quotes; other prefixes
//   are no profiles;
// - `name = value`, names in any case; quotes are part of a value;
// - a line that begins with # or ; is a comment, and so is the rest of a line from a # or ; after white space;
// - a setting without a value begins a nested block, the more indented lines after it.
const SETTINGS: ReadonlyMap<string, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'region'> = new Map([
  ['aws_access_key_id', 'accessKeyId'],
  ['aws_secret_access_key', 'secretAccessKey'],
  ['aws_session_token', 'sessionToken'],
  // The name boto gave the token before the SDKs agreed on one.
  ['aws_security_token', 'sessionToken'],
  ['region', 'region'],
]);

/**
 * The profile that a section header names, or undefined for another kind of section (`sso-session`, `services`).
 * Sections whose name holds white space count as profiles: the credentials file allows it, if not every reader finds
 * them.
 */
function profileOf(header: string): string | undefined {
  const [, prefix, rest] = /^(profile|sso-session|services)\s+(\S.*)$/.exec(header) ?? [];
  if (prefix === undefined) return header;
  if (prefix !== 'profile' || rest === undefined) return undefined;
  return /^(["']).*\1$/.test(rest) ? rest.slice(1, -1) : rest;
}

/**
 * The profiles of a shared credentials or config file in their order, and before them what stands above the first
 * header: people copy two lines without it. Sections are never merged.
 * @throws {AppError} `unreadable-paste` when a section gives one setting two values: some readers take the first, some
 * the last, some neither.
 */
export function readIni(text: string): KeyCandidate[] {
  const candidates: KeyCandidate[] = [];
  let section: KeyCandidate | undefined = {};
  let nestedBelow = Number.POSITIVE_INFINITY;
  for (const line of text.split(/\r\n?|\n/)) {
    const content = (/^\s*[#;]/.test(line) ? '' : line).split(/\s[#;]/, 1)[0]?.trim() ?? '';
    if (content === '') continue;
    const indent = line.length - line.trimStart().length;
    if (indent > nestedBelow) continue;
    nestedBelow = Number.POSITIVE_INFINITY;
    if (content.startsWith('[') && content.endsWith(']')) {
      const profileName = profileOf(content.slice(1, -1).trim());
      section = profileName === undefined ? undefined : { profileName };
      continue;
    }
    const equals = content.indexOf('=');
    if (!section || equals < 0) continue;
    const value = content.slice(equals + 1).trim();
    if (value === '') nestedBelow = indent;
    const setting = SETTINGS.get(content.slice(0, equals).trim().toLowerCase());
    if (!setting) continue;
    if ((section[setting] ?? value) !== value) throw new AppError('unreadable-paste');
    section[setting] = value;
    if (!candidates.includes(section)) candidates.push(section);
  }
  return candidates;
}
