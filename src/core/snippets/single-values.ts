import type { SnippetFormat } from './format.ts';

// For a form's fields and for variables of a CI service, one at a time: the value alone, no line end.

export const accessKeyId: SnippetFormat<'access-key-id'> = {
  id: 'access-key-id',
  label: 'Access key ID',
  render: (input) => input.accessKeyId,
};

export const secretAccessKey: SnippetFormat<'secret-access-key'> = {
  id: 'secret-access-key',
  label: 'Secret access key',
  render: (input) => input.secretAccessKey,
};

export const sessionToken: SnippetFormat<'session-token'> = {
  id: 'session-token',
  label: 'Session token',
  render: (input) => input.sessionToken,
};
