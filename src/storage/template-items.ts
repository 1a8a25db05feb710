/** The user's templates, apart from the other items: the popup opens without them. */
import { isSnippetTemplate, type SnippetTemplate } from '../core/snippets/template-item.ts';
import type { StorageItem } from './item.ts';

/** The user's own formats. They hold no secrets. */
export const templates: StorageItem<readonly SnippetTemplate[]> = {
  area: 'local',
  key: 'templates.1',
  fallback: [],
  parse: (value) => (Array.isArray(value) ? value.filter(isSnippetTemplate) : undefined),
};
