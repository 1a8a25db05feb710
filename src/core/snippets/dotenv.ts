import { ENVIRONMENT_OPTIONS, environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** Without quotes: the readers need none for these characters, and some would take them into the value. */
export const dotenv: SnippetFormat<'dotenv'> = {
  id: 'dotenv',
  options: ENVIRONMENT_OPTIONS,
  render: (input, options) => environmentLines(input, options, (name, value) => `${name}=${value}`),
};
