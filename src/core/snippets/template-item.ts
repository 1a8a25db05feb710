import { isObject, isString } from '../json-shape.ts';
import { isTemplateId, type TemplateId } from './ids.ts';

/** A template as a person writes it. Holds no secret: those come in when it is rendered. */
export interface TemplateDraft {
  readonly name: string;
  readonly text: string;
}

export interface SnippetTemplate extends TemplateDraft {
  readonly id: TemplateId;
}

/** Whether `value` has a template's shape. What is in it is judged when it is used. */
export function isSnippetTemplate(value: unknown): value is SnippetTemplate {
  return isObject(value) && isTemplateId(value['id']) && isString(value['name']) && isString(value['text']);
}
