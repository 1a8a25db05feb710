import type { SnippetGroup } from '../core/snippets/groups.ts';
import { formatTextKey, type SnippetFormatId } from '../core/snippets/ids.ts';
import { text } from './texts.ts';

/** What a format is called. */
export function formatName(id: SnippetFormatId): string {
  return text(formatTextKey(id));
}

/** What a group of formats is called. */
export function groupName(group: SnippetGroup): string {
  return text(`format_group_${group}`);
}
