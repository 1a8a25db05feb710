import { ENVIRONMENT_OPTIONS, environmentOf } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** The `env` of a configuration in VS Code's `launch.json`. */
export const vscodeLaunch: SnippetFormat<'vscode-launch'> = {
  id: 'vscode-launch',
  options: ENVIRONMENT_OPTIONS,
  render: (input, options) => `"env": ${JSON.stringify(Object.fromEntries(environmentOf(input, options)), null, 2)}\n`,
};
