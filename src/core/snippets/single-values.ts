import type { SnippetFormat } from './format.ts';

// For a form's fields and for variables of a CI service, one at a time: the value alone, no line end.

export const accessKeyId: SnippetFormat<'access-key-id'> = {
  id: 'access-key-id',
  options: {},
  render: (input) => input.accessKeyId,
};

export const secretAccessKey: SnippetFormat<'secret-access-key'> = {
  id: 'secret-access-key',
  options: {},
  render: (input) => input.secretAccessKey,
};

export const sessionToken: SnippetFormat<'session-token'> = {
  id: 'session-token',
  options: {},
  render: (input) => input.sessionToken,
};
