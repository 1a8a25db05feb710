import { isObject, isString } from '../json-shape.ts';
import { parseTemplateDraft, TEMPLATE_NAME_MAX, TEMPLATES_MAX } from './template.ts';
import type { SnippetTemplate, TemplateDraft } from './template-item.ts';

/** The largest file that is read, in bytes. */
export const TEMPLATE_FILE_MAX = 1024 * 1024;

const FORMAT = 'stint-templates';

/** Templates as a file to hand on. Ids stay behind: they mean something in one browser only. */
export function exportTemplates(templates: readonly TemplateDraft[]): string {
  const list = templates.map(({ name, text }) => ({ name, text }));
  return `${JSON.stringify({ format: FORMAT, version: 1, templates: list }, null, 2)}\n`;
}

/** Why a file is not taken. */
export type TemplateFileFault = 'too-large' | 'not-json' | 'not-templates' | 'newer' | 'too-many' | 'bad-template';

/** What a file's template would become here. */
export interface ImportedTemplate extends TemplateDraft {
  /** `same`: here already, name and text. `renamed`: another one has its name, so it gets a number. */
  readonly becomes: 'new' | 'renamed' | 'same';
}

/**
 * Reads a file of templates, taking nothing over.
 * @returns its templates in their order, named so that none takes the place of one that is here; or why the file is refused as a whole,
 * with the name of the template it was refused for
 */
export function readTemplateFile(
  text: string,
  here: readonly SnippetTemplate[],
): readonly ImportedTemplate[] | { readonly fault: TemplateFileFault; readonly name?: string } {
  // In UTF-8 no character takes less than a byte.
  if (text.length > TEMPLATE_FILE_MAX || new TextEncoder().encode(text).length > TEMPLATE_FILE_MAX) {
    return { fault: 'too-large' };
  }
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: 'not-json' };
  }
  if (!isObject(file) || file['format'] !== FORMAT) return { fault: 'not-templates' };
  if (file['version'] !== 1) return { fault: 'newer' };
  const list = file['templates'];
  if (!hasOnly(file, 'format', 'version', 'templates') || !Array.isArray(list)) return { fault: 'not-templates' };

  const taken: TemplateDraft[] = [...here];
  const imported: ImportedTemplate[] = [];
  for (const item of list as unknown[]) {
    if (!isObject(item) || !isString(item['name']) || !isString(item['text'])) return { fault: 'not-templates' };
    if (!hasOnly(item, 'name', 'text')) return { fault: 'not-templates' };
    let draft: TemplateDraft;
    try {
      draft = parseTemplateDraft({ name: item['name'], text: item['text'] });
    } catch {
      return { fault: 'bad-template', name: item['name'].slice(0, 80) };
    }
    if (taken.some((other) => other.name === draft.name && other.text === draft.text)) {
      imported.push({ ...draft, becomes: 'same' });
      continue;
    }
    const name = freeName(draft.name, taken);
    imported.push({ name, text: draft.text, becomes: name === draft.name ? 'new' : 'renamed' });
    taken.push({ name, text: draft.text });
    if (taken.length > TEMPLATES_MAX) return { fault: 'too-many' };
  }
  return imported;
}

/** `name`, or with the first number that makes it one of its own: "Deploy (2)". */
function freeName(name: string, taken: readonly TemplateDraft[]): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = name.slice(0, TEMPLATE_NAME_MAX - suffix.length) + suffix;
    if (!isNameTaken(candidate, taken)) return candidate;
  }
}

/** Whether one of `templates` has that name, big and small letters being the same. */
export function isNameTaken(name: string, templates: readonly TemplateDraft[]): boolean {
  return templates.some((other) => other.name.toLowerCase() === name.trim().toLowerCase());
}

function hasOnly(value: object, ...names: readonly string[]): boolean {
  return Object.keys(value).every((key) => names.includes(key));
}
