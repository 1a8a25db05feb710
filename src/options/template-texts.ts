import type { TemplateFault, TemplateProblem } from '../core/snippets/template.ts';
import { TEMPLATE_PLACEHOLDERS_MAX, TEMPLATE_TEXT_MAX, TEMPLATES_MAX } from '../core/snippets/template.ts';
import type { TemplateFileFault } from '../core/snippets/template-file.ts';
import { type TextKey, text } from '../ui/texts.ts';

const FAULTS: Readonly<Record<TemplateFault, TextKey>> = {
  empty: 'options_template_empty',
  'too-long': 'options_template_too_long',
  'too-many': 'options_template_too_many',
  unclosed: 'options_template_unclosed',
  'unknown-value': 'options_template_unknown_value',
  'unknown-filter': 'options_template_unknown_filter',
  'hidden-character': 'options_template_hidden',
};

const LIMITS: Readonly<Partial<Record<TemplateFault, number>>> = {
  'too-long': TEMPLATE_TEXT_MAX,
  'too-many': TEMPLATE_PLACEHOLDERS_MAX,
};

/** What is wrong with a template's text, in one sentence. */
export function templateProblemText({ fault, line, word }: TemplateProblem): string {
  return text(FAULTS[fault], line, word ?? LIMITS[fault] ?? '');
}

const FILE_FAULTS: Readonly<Record<TemplateFileFault, TextKey>> = {
  'too-large': 'options_import_too_large',
  'not-json': 'options_import_not_templates',
  'not-templates': 'options_import_not_templates',
  newer: 'options_import_newer',
  'too-many': 'options_import_too_many',
  'bad-template': 'options_import_bad',
};

/** Why a file is not taken, in one sentence. */
export function templateFileText({
  fault,
  name,
}: {
  readonly fault: TemplateFileFault;
  readonly name?: string;
}): string {
  return text(FILE_FAULTS[fault], fault === 'too-many' ? TEMPLATES_MAX : (name ?? ''));
}
