import type { SnippetFormat } from './format.ts';

/** What a `credential_process` program prints ("Process credential provider", version 1 of its output). */
export const credentialProcess: SnippetFormat<'credential-process'> = {
  id: 'credential-process',
  options: {},
  render: (input) =>
    `${JSON.stringify(
      {
        Version: 1,
        AccessKeyId: input.accessKeyId,
        SecretAccessKey: input.secretAccessKey,
        SessionToken: input.sessionToken,
        Expiration: input.expiration,
      },
      null,
      2,
    )}\n`,
};
