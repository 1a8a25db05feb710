import { AppError } from '../errors.ts';
import { awsConfigure } from './aws-configure.ts';
import { githubActions, gitlabCi } from './ci.ts';
import { cmd } from './cmd.ts';
import { credentialProcess } from './credential-process.ts';
import { credentialsFile } from './credentials-file.ts';
import { compose, dockerEnvFile, dockerRun } from './docker.ts';
import { dotenv } from './dotenv.ts';
import { fish } from './fish.ts';
import type { SnippetFormat } from './format.ts';
import { isSnippetFormatId, type SnippetFormatId } from './ids.ts';
import { java } from './java.ts';
import { nushell } from './nushell.ts';
import { posix } from './posix.ts';
import { powershell } from './powershell.ts';
import { accessKeyId, secretAccessKey, sessionToken } from './single-values.ts';
import { tcsh } from './tcsh.ts';
import { terraform } from './terraform.ts';
import { vscodeLaunch } from './vscode-launch.ts';

/** Each id's format: a missing one, or one under another's id, does not compile. */
const FORMATS: { readonly [Id in SnippetFormatId]: SnippetFormat<Id> } = {
  posix,
  fish,
  powershell,
  cmd,
  nushell,
  tcsh,
  dotenv,
  'credentials-file': credentialsFile,
  'credential-process': credentialProcess,
  'docker-env-file': dockerEnvFile,
  compose,
  terraform,
  'vscode-launch': vscodeLaunch,
  'aws-configure': awsConfigure,
  'docker-run': dockerRun,
  java,
  'github-actions': githubActions,
  'gitlab-ci': gitlabCi,
  'access-key-id': accessKeyId,
  'secret-access-key': secretAccessKey,
  'session-token': sessionToken,
};

/**
 * The format of that id.
 * @throws {AppError} `bad-request` for an id that came from outside past the types.
 */
export function snippetFormat(id: SnippetFormatId): SnippetFormat<SnippetFormatId> {
  if (!isSnippetFormatId(id)) throw new AppError('bad-request');
  return FORMATS[id];
}
