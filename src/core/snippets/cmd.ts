import type { SnippetFormat } from './format.ts';
import { shell } from './shell.ts';

/**
 * The quotes stand around the whole assignment, where cmd drops them; around the value alone they would become part of
 * it.
 */
const set = (name: string, value: string) => `set "${name}=${value}"`;

export const cmd: SnippetFormat<'cmd'> = {
  ...shell('cmd', set, (names) => names.map((name) => set(name, '')).join('\n')),
  // Microsoft: "Command prompt (Cmd.exe) command-line string limitation".
  maxLineLength: 8191,
};
