/** The ids of all built-in formats, in the order a person chooses from. Apart from the formats, so that reading a setting does not load them. */
export const SNIPPET_FORMAT_IDS = [
  'posix',
  'fish',
  'powershell',
  'cmd',
  'nushell',
  'tcsh',
  'dotenv',
  'credentials-file',
  'credential-process',
  'docker-env-file',
  'compose',
  'terraform',
  'vscode-launch',
  'aws-configure',
  'docker-run',
  'java',
  'github-actions',
  'gitlab-ci',
  'access-key-id',
  'secret-access-key',
  'session-token',
] as const;

/** Names a format in settings and messages: never changes. */
export type SnippetFormatId = (typeof SNIPPET_FORMAT_IDS)[number];

type Snake<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}_${Snake<Tail>}` : S;

/** The text in `_locales` that names a built-in format. */
export type FormatTextKey = `format_${Snake<SnippetFormatId>}`;

/** @returns the key of the text that names `id` */
export function formatTextKey(id: SnippetFormatId): FormatTextKey {
  return `format_${id.replaceAll('-', '_')}` as FormatTextKey;
}

/** Whether `value`, from storage or a message, names a built-in format. */
export function isSnippetFormatId(value: unknown): value is SnippetFormatId {
  return SNIPPET_FORMAT_IDS.some((id) => id === value);
}

/** Names one of the user's own templates. */
export type TemplateId = `template:${string}`;

/** What a person can choose as a format. */
export type FormatId = SnippetFormatId | TemplateId;

/** Whether `value` is the id of a template, there or not. */
export function isTemplateId(value: unknown): value is TemplateId {
  return typeof value === 'string' && /^template:[0-9a-f-]{36}$/.test(value);
}

/** Whether `value`, from storage or a message, can name a format. */
export function isFormatId(value: unknown): value is FormatId {
  return isSnippetFormatId(value) || isTemplateId(value);
}
