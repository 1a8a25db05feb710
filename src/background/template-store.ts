import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import type { TemplateId } from '../core/snippets/ids.ts';
import { parseTemplateDraft, TEMPLATES_MAX } from '../core/snippets/template.ts';
import type { SnippetTemplate, TemplateDraft } from '../core/snippets/template-item.ts';
import { entry, readItem, writeEntries, writeItem } from '../storage/item.ts';
import { settings } from '../storage/items.ts';
import { templates } from '../storage/template-items.ts';
import type { Outside } from './outside.ts';

/**
 * Changes and adds templates in one write.
 * @returns their ids, in the same order
 * @throws {AppError} `invalid-template` for one that cannot be used, a name that two would have, or one too many;
 * `template-missing` when one to be changed is gone
 */
export function saveTemplates(
  { areas, crypto, lock }: Outside,
  drafts: readonly (TemplateDraft & { readonly id?: TemplateId })[],
): Promise<TemplateId[]> {
  return lock('settings', async () => {
    const kept: SnippetTemplate[] = [...(await readItem(areas, templates))];
    const ids = drafts.map((draft) => {
      const id: TemplateId = draft.id ?? `template:${crypto.randomUUID()}`;
      const at = draft.id === undefined ? kept.length : kept.findIndex((template) => template.id === id);
      if (at < 0) throw new AppError('template-missing');
      kept[at] = { id, ...parseTemplateDraft(draft) };
      return id;
    });
    const names = new Set(kept.map(({ name }) => name.toLowerCase()));
    if (kept.length > TEMPLATES_MAX || names.size < kept.length) throw new AppError('invalid-template');
    await writeItem(areas, templates, kept);
    return ids;
  });
}

/** Removes a template, and what was chosen to be copied with it. Removing what is gone is no error. */
export function removeTemplate({ areas, lock }: Outside, id: TemplateId): Promise<void> {
  return lock('settings', async () => {
    const [kept, chosen] = await Promise.all([readItem(areas, templates), readItem(areas, settings)]);
    const formats = Object.entries(chosen.formats).filter(([, format]) => format !== id);
    await writeEntries(areas.local, {
      ...entry(
        templates,
        kept.filter((template) => template.id !== id),
      ),
      ...entry(settings, {
        ...chosen,
        formats: Object.fromEntries(formats),
        defaultFormat: chosen.defaultFormat === id ? DEFAULT_SETTINGS.defaultFormat : chosen.defaultFormat,
      }),
    });
  });
}
