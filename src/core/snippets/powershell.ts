import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** Single quotes: PowerShell expands nothing inside them. */
export const powershell: SnippetFormat<'powershell'> = {
  id: 'powershell',
  label: 'PowerShell',
  render: (input) => environmentLines(input, (name, value) => `$Env:${name}='${value}'`),
};
