import { AppError } from '../errors.ts';
import { isString } from '../json-shape.ts';
import type { SnippetInput } from './format.ts';
import { checkInput } from './render.ts';
import type { TemplateDraft } from './template-item.ts';

/** The values a template may ask for. */
export interface TemplateInput extends SnippetInput {
  /** Twelve digits. */
  readonly accountId: string;
}

/** How many templates are kept, and how long a name and a text may be, in characters. */
export const TEMPLATES_MAX = 50;
export const TEMPLATE_NAME_MAX = 40;
export const TEMPLATE_TEXT_MAX = 8192;
/** How many placeholders one text may have: a token each, they make a megabyte. */
export const TEMPLATE_PLACEHOLDERS_MAX = 64;

/** The names that placeholders go by. */
export const TEMPLATE_VALUES = {
  access_key_id: 'accessKeyId',
  secret_access_key: 'secretAccessKey',
  session_token: 'sessionToken',
  expiration: 'expiration',
  region: 'region',
  profile: 'profileName',
  account_id: 'accountId',
} as const satisfies Readonly<Record<string, keyof TemplateInput>>;

/**
 * What each filter puts around a value: the quotes within which that reader takes every character as it is. Nothing has to be escaped,
 * since only values that mean nothing to any reader are rendered.
 */
export const TEMPLATE_FILTERS = {
  raw: '',
  posix: "'",
  fish: "'",
  powershell: "'",
  nushell: "'",
  tcsh: "'",
  cmd: '"',
  json: '"',
  yaml: '"',
  hcl: '"',
  ini: '',
  dotenv: '',
} as const;

/** What is wrong with a template. */
export type TemplateFault =
  | 'empty'
  | 'too-long'
  | 'too-many'
  | 'unclosed'
  | 'unknown-value'
  | 'unknown-filter'
  | 'hidden-character';

export interface TemplateProblem {
  readonly fault: TemplateFault;
  /** Where, counted from 1. */
  readonly line: number;
  /** The name that is not known. */
  readonly word?: string;
}

type Piece = string | { readonly field: keyof TemplateInput; readonly quote: string };

/** Tabs and line ends are text; what else draws nothing could hide a command from whoever reads the template. */
const HIDDEN = /[^\P{C}\t\n]|\p{Zl}|\p{Zp}/u;

/**
 * Reads a template: text in which `{{name}}` or `{{name|filter}}` stands for a value, and `\{{` for two braces.
 * @returns its pieces, or the first problem with it
 */
export function readTemplate(text: string): readonly Piece[] | TemplateProblem {
  const problem = (fault: TemplateFault, at: number, word?: string): TemplateProblem => ({
    fault,
    line: text.slice(0, at).split('\n').length,
    ...(word !== undefined && { word }),
  });
  if (text.trim() === '') return problem('empty', 0);
  if (text.length > TEMPLATE_TEXT_MAX) return problem('too-long', TEMPLATE_TEXT_MAX);
  const hidden = HIDDEN.exec(text);
  if (hidden) return problem('hidden-character', hidden.index);
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open < 0) return [...pieces, text.slice(at)];
    if (text[open - 1] === '\\' && open > at) {
      pieces.push(text.slice(at, open - 1), '{{');
      at = open + 2;
      continue;
    }
    const close = text.indexOf('}}', open);
    const inner = text.slice(open + 2, close);
    if (close < 0 || /\n|\{\{/.test(inner)) return problem('unclosed', open);
    const [name = '', filter = 'raw', ...more] = inner.split('|').map((word) => word.trim());
    if (!isKeyOf(TEMPLATE_VALUES, name)) return problem('unknown-value', open, name);
    if (more.length > 0 || !isKeyOf(TEMPLATE_FILTERS, filter)) {
      return problem('unknown-filter', open, [filter, ...more].join('|'));
    }
    pieces.push(text.slice(at, open), { field: TEMPLATE_VALUES[name], quote: TEMPLATE_FILTERS[filter] });
    if (pieces.filter((piece) => !isString(piece)).length > TEMPLATE_PLACEHOLDERS_MAX) return problem('too-many', open);
    at = close + 2;
  }
}

/** Fills a template's values in, unchecked: for {@link renderTemplate}, and for masks to look at. */
export function fillTemplate(pieces: readonly Piece[], input: TemplateInput): string {
  return pieces
    .map((piece) => (isString(piece) ? piece : `${piece.quote}${input[piece.field]}${piece.quote}`))
    .join('');
}

/**
 * Credentials as a template wants them. All values are checked as for every other format, used or not.
 * @throws {AppError} `value-unsafe-for-snippet`, naming the `field`; `invalid-template`
 */
export function renderTemplate(text: string, input: TemplateInput): string {
  checkInput(input);
  if (!/^\d{12}$/.test(input.accountId)) {
    throw new AppError('value-unsafe-for-snippet', { params: { field: 'accountId' } });
  }
  return fillTemplate(piecesOf(text), input);
}

/**
 * A template as it is kept: its name trimmed, both parts within their limits.
 * @throws {AppError} `invalid-template`
 */
export function parseTemplateDraft({ name: typed, text }: TemplateDraft): TemplateDraft {
  const name = typed.trim();
  if (name === '' || name.length > TEMPLATE_NAME_MAX || /[\p{C}\p{Zl}\p{Zp}]/u.test(name)) {
    throw new AppError('invalid-template');
  }
  piecesOf(text);
  return { name, text };
}

function piecesOf(text: string): readonly Piece[] {
  const read = readTemplate(text);
  if ('fault' in read) throw new AppError('invalid-template');
  return read;
}

function isKeyOf<T extends object>(table: T, name: string): name is keyof T & string {
  return Object.hasOwn(table, name);
}
