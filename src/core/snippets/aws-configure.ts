import type { SnippetFormat } from './format.ts';

/** Commands that write the same into `~/.aws` as a person would with an editor. Double quotes mean the same to every shell. */
export const awsConfigure: SnippetFormat<'aws-configure'> = {
  id: 'aws-configure',
  refusesDash: true,
  options: { section: '', region: true, verify: false },
  render(input, options) {
    const profile = `--profile "${input.profileName}"`;
    const set = (name: string, value: string) => `aws configure set ${name} "${value}" ${profile}\n`;
    return (
      set('aws_access_key_id', input.accessKeyId) +
      set('aws_secret_access_key', input.secretAccessKey) +
      set('aws_session_token', input.sessionToken) +
      (options.region ? set('region', input.region) : '') +
      (options.verify ? `aws sts get-caller-identity ${profile}\n` : '')
    );
  },
};
