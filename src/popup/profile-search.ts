import { formatAccountId } from '../core/arn.ts';
import type { ProfileSummary } from '../core/safe-index.ts';

/**
 * All profiles in the order a person looks for them: those used last, then the rest by name (`dev-2` before `dev-10`). `recent` is
 * what is known at once; `index` the whole list, empty until it has been read.
 */
export function inPickerOrder(recent: readonly ProfileSummary[], index: readonly ProfileSummary[]): ProfileSummary[] {
  const known = new Set(recent.map((profile) => profile.id));
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const rest = index.filter((profile) => !known.has(profile.id));
  return [...recent, ...rest.sort((one, other) => compare(one.name, other.name))];
}

/**
 * The profiles in which every word of `query` occurs, in their name, user or account id (grouped or not), whatever the case. Those
 * whose name begins with the query come first; apart from that the order stays.
 */
export function searchProfiles(profiles: readonly ProfileSummary[], query: string): readonly ProfileSummary[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return profiles;
  const words = wanted.split(/\s+/);
  const found = profiles.filter((profile) => {
    const { name, userName, accountId, region } = profile;
    const text = `${name} ${userName} ${accountId} ${formatAccountId(accountId)} ${region}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (profile: ProfileSummary) => profile.name.toLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter((profile) => !begins(profile))];
}
