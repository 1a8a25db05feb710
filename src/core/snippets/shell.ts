import { ENVIRONMENT_OPTIONS, environmentLines, environmentNames } from './environment.ts';
import type { SnippetFormat } from './format.ts';

/**
 * What would win over the credentials just pasted, or spoil them:
 * - AWS_PROFILE: the SDK for JavaScript takes the profile and skips the credentials beside it
 *   (`@aws-sdk/credential-provider-node`); botocore, and with it the AWS CLI, takes the credentials, but the region and
 *   endpoints of that profile, and stops when there is no such profile.
 * - AWS_DEFAULT_PROFILE: its older name, which botocore reads first.
 * - AWS_SECURITY_TOKEN: the session token's older name, which botocore prefers to AWS_SESSION_TOKEN.
 */
const STALE = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'];

/**
 * A shell's format: variables for itself and the programs it starts, until it ends.
 * @param set one command that sets a variable
 * @param unset commands that unset variables, without an error for one that is not set
 */
export function shell<Id extends string>(
  id: Id,
  set: (name: string, value: string) => string,
  unset: (names: readonly string[]) => string,
): SnippetFormat<Id> {
  return {
    id,
    options: { ...ENVIRONMENT_OPTIONS, clearStale: true, verify: false },
    render(input, options) {
      // An expiration left over would have tools call these credentials expired.
      const stale = options.expiration ? STALE : [...STALE, 'AWS_CREDENTIAL_EXPIRATION'];
      return (
        environmentLines(input, options, set) +
        (options.clearStale ? `${unset(stale)}\n` : '') +
        (options.verify ? 'aws sts get-caller-identity\n' : '')
      );
    },
    renderUnset: (options) => `${unset(environmentNames(options))}\n`,
  };
}
