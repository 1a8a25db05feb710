import type { SnippetFormatId } from './ids.ts';

/** How the formats stand together where a person chooses one. Every format is in one group; the order is that of `SNIPPET_FORMAT_IDS`. */
export const SNIPPET_GROUPS = {
  shells: ['posix', 'fish', 'powershell', 'cmd', 'nushell', 'tcsh'],
  files: [
    'dotenv',
    'credentials-file',
    'credential-process',
    'docker-env-file',
    'compose',
    'terraform',
    'vscode-launch',
  ],
  tools: ['aws-configure', 'docker-run', 'java', 'github-actions', 'gitlab-ci'],
  values: ['access-key-id', 'secret-access-key', 'session-token'],
} as const satisfies Readonly<Record<string, readonly SnippetFormatId[]>>;

export type SnippetGroup = keyof typeof SNIPPET_GROUPS;
