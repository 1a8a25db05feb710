import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/**
 * Without quotes: Docker's `--env-file` would take them into the value, and the other readers need none for these
 * characters.
 */
export const dotenv: SnippetFormat<'dotenv'> = {
  id: 'dotenv',
  label: '.env',
  render: (input) => environmentLines(input, (name, value) => `${name}=${value}`),
};
