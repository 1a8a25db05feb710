import type { SnippetFormat } from './format.ts';

/** The AWS provider's block, as `terraform fmt` would lay it out. */
export const terraform: SnippetFormat<'terraform'> = {
  id: 'terraform',
  options: { region: true },
  render: (input, options) =>
    'provider "aws" {\n' +
    (options.region ? `  region     = "${input.region}"\n` : '') +
    `  access_key = "${input.accessKeyId}"\n` +
    `  secret_key = "${input.secretAccessKey}"\n` +
    `  token      = "${input.sessionToken}"\n` +
    '}\n',
};
