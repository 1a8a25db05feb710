import { SNIPPET_GROUPS, type SnippetGroup } from '../core/snippets/groups.ts';
import { formatName, groupName } from './format-names.ts';

/** Every format as the options of a select, in groups. */
export function FormatOptions() {
  return (Object.keys(SNIPPET_GROUPS) as SnippetGroup[]).map((group) => (
    <optgroup key={group} label={groupName(group)}>
      {SNIPPET_GROUPS[group].map((id) => (
        <option key={id} value={id}>
          {formatName(id)}
        </option>
      ))}
    </optgroup>
  ));
}
