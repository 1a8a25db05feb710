import type { SnippetFormat } from './format.ts';

/**
 * A section for `~/.aws/credentials`. The region belongs into the config file, and no SDK reads an expiration from
 * here.
 */
export const credentialsFile: SnippetFormat<'credentials-file'> = {
  id: 'credentials-file',
  label: 'Credentials file',
  render: (input) =>
    `[${input.profileName}]\n` +
    `aws_access_key_id = ${input.accessKeyId}\n` +
    `aws_secret_access_key = ${input.secretAccessKey}\n` +
    `aws_session_token = ${input.sessionToken}\n`,
};
