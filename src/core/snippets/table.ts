import { AppError } from '../errors.ts';
import { cmd } from './cmd.ts';
import { credentialProcess } from './credential-process.ts';
import { credentialsFile } from './credentials-file.ts';
import { dotenv } from './dotenv.ts';
import { fish } from './fish.ts';
import type { SnippetFormat } from './format.ts';
import { isSnippetFormatId, SNIPPET_FORMAT_IDS, type SnippetFormatId } from './ids.ts';
import { posix } from './posix.ts';
import { powershell } from './powershell.ts';
import { accessKeyId, secretAccessKey, sessionToken } from './single-values.ts';

/** Each id's format: a missing one, or one under another's id, does not compile. */
const FORMATS: { readonly [Id in SnippetFormatId]: SnippetFormat<Id> } = {
  posix,
  fish,
  powershell,
  cmd,
  dotenv,
  'credentials-file': credentialsFile,
  'credential-process': credentialProcess,
  'access-key-id': accessKeyId,
  'secret-access-key': secretAccessKey,
  'session-token': sessionToken,
};

/** Every format, in the order a person chooses from. */
export const SNIPPET_FORMATS: readonly SnippetFormat<SnippetFormatId>[] = SNIPPET_FORMAT_IDS.map((id) => FORMATS[id]);

/**
 * The format of that id.
 * @throws {AppError} `bad-request` for an id that came from outside past the types.
 */
export function snippetFormat(id: SnippetFormatId): SnippetFormat<SnippetFormatId> {
  if (!isSnippetFormatId(id)) throw new AppError('bad-request');
  return FORMATS[id];
}
