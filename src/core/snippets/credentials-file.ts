import type { SnippetFormat } from './format.ts';

/**
 * A section for `~/.aws/credentials`. The region's own place is the config file, but every SDK reads it here, too; none
 * reads an expiration.
 */
export const credentialsFile: SnippetFormat<'credentials-file'> = {
  id: 'credentials-file',
  options: { section: '', region: false },
  render: (input, options) =>
    `[${input.profileName}]\n` +
    `aws_access_key_id = ${input.accessKeyId}\n` +
    `aws_secret_access_key = ${input.secretAccessKey}\n` +
    `aws_session_token = ${input.sessionToken}\n` +
    (options.region ? `region = ${input.region}\n` : ''),
};
