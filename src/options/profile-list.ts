import type { ProfileSummary } from '../core/safe-index.ts';

/** Profiles by name, the way people sort: `dev2` before `dev10`, upper and lower case together. */
export function sortProfiles(profiles: readonly ProfileSummary[]): ProfileSummary[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return profiles.toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
}

/**
 * The profiles in which every word of `query` occurs: in the name, account id (with or without its hyphens), user or region.
 * All of them for an empty query.
 */
export function filterProfiles(profiles: readonly ProfileSummary[], query: string): readonly ProfileSummary[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return profiles;
  return profiles.filter((profile) => {
    const { name, accountId, userName, region } = profile;
    const haystack = `${name}\n${accountId}\n${userName}\n${region}`.toLowerCase();
    return words.every((word) => haystack.includes(word) || accountId.includes(digitsOf(word) ?? word));
  });
}

/** The digits of a grouped account id, `1234-56` is `123456`; undefined for anything else. */
function digitsOf(word: string): string | undefined {
  return /^[\d-]*\d[\d-]*$/.test(word) ? word.replaceAll('-', '') : undefined;
}
