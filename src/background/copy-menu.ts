import type { Overview, SessionSummary } from '../core/safe-index.ts';
import { type FormatId, SNIPPET_FORMAT_IDS } from '../core/snippets/ids.ts';

interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly parentId?: string;
}

/** So many sessions stand in the menu; longer ones are no use to anybody. */
const SESSIONS_MAX = 10;

const ROOT = 'copy';

/** The context menu: live sessions, and under each of them the formats; nothing while there is no session. */
export function copyMenu(
  view: Overview | undefined,
  live: readonly SessionSummary[],
  text: (key: string) => string,
): readonly MenuEntry[] {
  if (live.length === 0) return [];
  const entries: MenuEntry[] = [{ id: ROOT, title: text('menu_copy') }];
  for (const { profileId } of live.slice(0, SESSIONS_MAX)) {
    const name = view?.profiles.find(({ id }) => id === profileId)?.name ?? '';
    // A menu takes `&` for the mark of a key.
    entries.push({ id: profileId, parentId: ROOT, title: name.replaceAll('&', '&&') });
    for (const format of SNIPPET_FORMAT_IDS) {
      entries.push({
        id: `${profileId} ${format}`,
        parentId: profileId,
        title: text(`format_${format.replaceAll('-', '_')}`).replaceAll('&', '&&'),
      });
    }
  }
  return entries;
}

/** What an entry of {@link copyMenu} copies. */
export function menuChoice(id: string): { readonly profileId: string; readonly formatId: FormatId } | undefined {
  const [profileId = '', format] = id.split(' ');
  const formatId = SNIPPET_FORMAT_IDS.find((item) => item === format);
  return formatId && { profileId, formatId };
}
