import { HourglassIcon } from '../ui/icons.tsx';
import { text } from '../ui/texts.ts';
import { hashOf, type PageName, type Route } from './route.ts';

interface Room {
  readonly route: Route;
  readonly name: string;
  /** The pages that count as being in this room. */
  readonly pages: readonly PageName[];
}

interface NavigationProps {
  readonly at: PageName;
  /** Without a vault there is only the set-up. */
  readonly beforeSetUp: boolean;
}

/** The way from subject to subject. Plain links, so that they open in new tabs and the browser's history works. */
export function Navigation({ at, beforeSetUp }: NavigationProps) {
  const rooms: Room[] = beforeSetUp
    ? [
        {
          route: { page: 'profiles' },
          name: text('options_nav_set_up'),
          pages: ['profiles', 'new-profile', 'profile', 'security', 'snippets', 'notifications', 'sites'],
        },
      ]
    : [
        {
          route: { page: 'profiles' },
          name: text('options_nav_profiles'),
          pages: ['profiles', 'new-profile', 'profile'],
        },
        { route: { page: 'security' }, name: text('options_nav_security'), pages: ['security'] },
        { route: { page: 'snippets' }, name: text('options_nav_snippets'), pages: ['snippets'] },
        { route: { page: 'notifications' }, name: text('options_nav_notifications'), pages: ['notifications'] },
        { route: { page: 'sites' }, name: text('options_nav_sites'), pages: ['sites'] },
      ];
  rooms.push({ route: { page: 'about' }, name: text('options_nav_about'), pages: ['about'] });
  return (
    <nav class="navigation" aria-label={text('options_nav_label')}>
      <div class="brand">
        <HourglassIcon size={20} />
        {text('options_brand')}
      </div>
      <ul>
        {rooms.map(({ route, name, pages }) => (
          <li key={route.page}>
            <a href={hashOf(route)} aria-current={pages.includes(at) ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
