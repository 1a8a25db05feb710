/** The user's own formats, loaded where one can be chosen or changed: the popup opens without what reads them. */
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import { storageAreas } from '../platform/storage-areas.ts';
import { readItem } from '../storage/item.ts';
import { templates } from '../storage/template-items.ts';

export function readTemplates(): Promise<readonly SnippetTemplate[]> {
  return readItem(storageAreas, templates);
}
