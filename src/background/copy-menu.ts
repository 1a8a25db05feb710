import type { Overview, SessionSummary } from '../core/safe-index.ts';
import { type FormatId, isFormatId } from '../core/snippets/ids.ts';
import type { OfferedFormat } from '../messages/chip.ts';

interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly parentId?: string;
}

/** So many sessions stand in the menu; longer ones are no use to anybody. */
const SESSIONS_MAX = 10;

const ROOT = 'copy';

/** The context menu: live sessions, and under each of them `formats`; nothing while there is no session. */
export function copyMenu(
  view: Overview | undefined,
  live: readonly SessionSummary[],
  formats: readonly OfferedFormat[],
  title: string,
): readonly MenuEntry[] {
  if (live.length === 0) return [];
  const entries: MenuEntry[] = [{ id: ROOT, title }];
  for (const { profileId } of live.slice(0, SESSIONS_MAX)) {
    const name = view?.profiles.find(({ id }) => id === profileId)?.name ?? '';
    entries.push({ id: profileId, parentId: ROOT, title: name });
    for (const { id, label } of formats) entries.push({ id: `${profileId} ${id}`, parentId: profileId, title: label });
  }
  // A menu takes `&` for the mark of a key.
  return entries.map((entry) => ({ ...entry, title: entry.title.replaceAll('&', '&&') }));
}

/** What an entry of {@link copyMenu} copies. */
export function menuChoice(id: string): { readonly profileId: string; readonly formatId: FormatId } | undefined {
  const [profileId = '', formatId] = id.split(' ');
  return isFormatId(formatId) ? { profileId, formatId } : undefined;
}
