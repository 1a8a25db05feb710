/** A page of the options tab, as the hash in its address names it. */
export type Route =
  | { readonly page: 'profiles' }
  | { readonly page: 'new-profile' }
  | { readonly page: 'profile'; readonly profileId: string }
  | { readonly page: 'security' }
  | { readonly page: 'snippets' }
  | { readonly page: 'notifications' }
  | { readonly page: 'sites' }
  | { readonly page: 'about' };

export type PageName = Route['page'];

/**
 * The page behind `hash` (`#profiles/new`, with or without its `#`). Anything unknown is the list of profiles: an address bar can hold
 * anything, and nobody is helped by an empty page.
 */
export function parseRoute(hash: string): Route {
  const [room, rest, ...more] = hash.replace(/^#\/?/, '').split('/');
  if (more.length > 0) return { page: 'profiles' };
  if (room === 'profiles' && rest === 'new') return { page: 'new-profile' };
  if (room === 'profiles' && rest) {
    const profileId = decoded(rest);
    return profileId ? { page: 'profile', profileId } : { page: 'profiles' };
  }
  if (room === 'security' && rest === undefined) return { page: 'security' };
  if (room === 'snippets' && rest === undefined) return { page: 'snippets' };
  if (room === 'notifications' && rest === undefined) return { page: 'notifications' };
  if (room === 'sites' && rest === undefined) return { page: 'sites' };
  if (room === 'about' && rest === undefined) return { page: 'about' };
  return { page: 'profiles' };
}

/** The inverse of {@link parseRoute}, with the `#`. */
export function hashOf(route: Route): string {
  switch (route.page) {
    case 'profiles':
      return '#profiles';
    case 'new-profile':
      return '#profiles/new';
    case 'profile':
      return `#profiles/${encodeURIComponent(route.profileId)}`;
    case 'security':
      return '#security';
    case 'snippets':
      return '#snippets';
    case 'notifications':
      return '#notifications';
    case 'sites':
      return '#sites';
    case 'about':
      return '#about';
  }
}

/** Whether two routes show the same page of the same profile. */
export function sameRoute(one: Route, other: Route): boolean {
  return hashOf(one) === hashOf(other);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
