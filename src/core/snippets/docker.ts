import { dotenv } from './dotenv.ts';
import { ENVIRONMENT_OPTIONS, environmentLines, environmentOf } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/** For `docker run --env-file`, which takes everything after the `=` as the value, quotes included. */
export const dockerEnvFile: SnippetFormat<'docker-env-file'> = { ...dotenv, id: 'docker-env-file' };

/** Arguments of `docker run`, on one line to go on with. Double quotes mean the same to every shell, cmd too. */
export const dockerRun: SnippetFormat<'docker-run'> = {
  id: 'docker-run',
  options: ENVIRONMENT_OPTIONS,
  render: (input, options) =>
    environmentOf(input, options)
      .map(([name, value]) => `-e "${name}=${value}"`)
      .join(' '),
};

/** A service's `environment` in a Compose file. Quoted: YAML would read an expiration as a date. */
export const compose: SnippetFormat<'compose'> = {
  id: 'compose',
  options: ENVIRONMENT_OPTIONS,
  render: (input, options) =>
    `    environment:\n${environmentLines(input, options, (name, value) => `      ${name}: "${value}"`)}`,
};
