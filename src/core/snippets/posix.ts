import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** For bash, zsh and every other POSIX shell. */
export const posix: SnippetFormat<'posix'> = {
  id: 'posix',
  label: 'bash, zsh',
  render: (input) => environmentLines(input, (name, value) => `export ${name}='${value}'`),
};
