import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/**
 * The quotes stand around the whole assignment, where cmd drops them; around the value alone they would become part of
 * it.
 */
export const cmd: SnippetFormat<'cmd'> = {
  id: 'cmd',
  label: 'Windows cmd',
  // Microsoft: "Command prompt (Cmd.exe) command-line string limitation".
  maxLineLength: 8191,
  render: (input) => environmentLines(input, (name, value) => `set "${name}=${value}"`),
};
