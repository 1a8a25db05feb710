import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** Global and exported: for this shell and what it starts, not for later ones. */
export const fish: SnippetFormat<'fish'> = {
  id: 'fish',
  label: 'fish',
  render: (input) => environmentLines(input, (name, value) => `set -gx ${name} '${value}'`),
};
