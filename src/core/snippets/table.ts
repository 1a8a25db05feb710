import { AppError } from '../errors.ts';
import { cmd } from './cmd.ts';
import { credentialProcess } from './credential-process.ts';
import { credentialsFile } from './credentials-file.ts';
import { dotenv } from './dotenv.ts';
import { fish } from './fish.ts';
import type { SnippetFormat } from './format.ts';
import { posix } from './posix.ts';
import { powershell } from './powershell.ts';
import { accessKeyId, secretAccessKey, sessionToken } from './single-values.ts';

const FORMATS = [
  posix,
  fish,
  powershell,
  cmd,
  dotenv,
  credentialsFile,
  credentialProcess,
  accessKeyId,
  secretAccessKey,
  sessionToken,
] as const;

export type SnippetFormatId = (typeof FORMATS)[number]['id'];

/** Every format, in the order a person chooses from. */
export const SNIPPET_FORMATS: readonly SnippetFormat<SnippetFormatId>[] = FORMATS;

/** Whether `value`, from storage or a message, names one of {@link SNIPPET_FORMATS}. */
export function isSnippetFormatId(value: unknown): value is SnippetFormatId {
  return SNIPPET_FORMATS.some(({ id }) => id === value);
}

/**
 * The format of that id.
 * @throws {AppError} `bad-request` for an id that came from outside past the types.
 */
export function snippetFormat(id: SnippetFormatId): SnippetFormat<SnippetFormatId> {
  const format = SNIPPET_FORMATS.find((candidate) => candidate.id === id);
  if (!format) throw new AppError('bad-request');
  return format;
}
