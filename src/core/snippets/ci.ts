import { environmentLines } from './environment.ts';
import type { SnippetFormat } from './format.ts';

// Variables of a CI service, by its own command line. Double quotes mean the same to every shell.

const isSecret = (name: string) => /KEY|TOKEN/.test(name);

/** A region is no secret: as one, GitHub would blot it out of every log. */
export const githubActions: SnippetFormat<'github-actions'> = {
  id: 'github-actions',
  options: { region: true, defaultRegion: false, expiration: false },
  render: (input, options) =>
    environmentLines(
      input,
      options,
      (name, value) => `gh ${isSecret(name) ? 'secret' : 'variable'} set ${name} --body "${value}"`,
    ),
};

/** `glab variable set` only adds and `update` only changes. */
export const gitlabCi: SnippetFormat<'gitlab-ci'> = {
  id: 'gitlab-ci',
  options: { region: true, defaultRegion: false, expiration: false, update: false },
  render: (input, options) =>
    environmentLines(
      input,
      options,
      (name, value) =>
        `glab variable ${options.update ? 'update' : 'set'} ${name} --value "${value}"${isSecret(name) ? ' --masked' : ''}`,
    ),
};
