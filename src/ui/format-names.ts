import type { SnippetGroup } from '../core/snippets/groups.ts';
import type { SnippetFormatId } from '../core/snippets/ids.ts';
import { type TextKey, text } from './texts.ts';

type Snake<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}_${Snake<Tail>}` : S;

/** Both families of keys stand in `_locales`, or this does not compile. */
const KEYS_EXIST: `format_${Snake<SnippetFormatId>}` | `format_group_${SnippetGroup}` extends TextKey ? true : never =
  true;

/** What a format is called. */
export function formatName(id: SnippetFormatId): string {
  const key = `format_${id.replaceAll('-', '_')}` as `format_${Snake<SnippetFormatId>}`;
  return KEYS_EXIST && text(key);
}

/** What a group of formats is called. */
export function groupName(group: SnippetGroup): string {
  return text(`format_group_${group}`);
}
