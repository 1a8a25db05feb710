import { SNIPPET_GROUPS, type SnippetGroup } from '../core/snippets/groups.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import { formatName, groupName } from './format-names.ts';
import { text } from './texts.ts';

/** Every format as the options of a select, in groups; the user's own templates last. */
export function FormatOptions({ templates }: { readonly templates: readonly SnippetTemplate[] }) {
  const groups = (Object.keys(SNIPPET_GROUPS) as SnippetGroup[]).map((group) => (
    <optgroup key={group} label={groupName(group)}>
      {SNIPPET_GROUPS[group].map((id) => (
        <option key={id} value={id}>
          {formatName(id)}
        </option>
      ))}
    </optgroup>
  ));
  if (templates.length === 0) return groups;
  return [
    ...groups,
    <optgroup key="templates" label={text('format_group_templates')}>
      {templates.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>,
  ];
}
