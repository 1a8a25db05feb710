import type { SnippetInput } from './format.ts';
import type { SnippetOptions } from './options.ts';

/**
 * The environment variables of a session, in the order they are written; which of the last three is the options' say.
 *
 * The region goes under both of its names. The SDKs for JavaScript, Go, Java and Rust read only AWS_REGION; boto3 and
 * version 1 of the AWS CLI read only AWS_DEFAULT_REGION (botocore's configuration table); version 2 of the CLI reads
 * both. With one of them alone, a region left over in the other would send half of a person's tools elsewhere.
 *
 * AWS_CREDENTIAL_EXPIRATION is what `aws configure export-credentials` writes and botocore and the SDKs read.
 */
const VARIABLES: readonly [
  name: string,
  field: keyof SnippetInput,
  option?: 'region' | 'defaultRegion' | 'expiration',
][] = [
  ['AWS_ACCESS_KEY_ID', 'accessKeyId'],
  ['AWS_SECRET_ACCESS_KEY', 'secretAccessKey'],
  ['AWS_SESSION_TOKEN', 'sessionToken'],
  ['AWS_REGION', 'region', 'region'],
  ['AWS_DEFAULT_REGION', 'region', 'defaultRegion'],
  ['AWS_CREDENTIAL_EXPIRATION', 'expiration', 'expiration'],
];

/** The options of a format that writes all variables, all of them wanted. */
export const ENVIRONMENT_OPTIONS = {
  region: true,
  defaultRegion: true,
  expiration: true,
} as const satisfies SnippetOptions;

/** The names of the variables that `options` ask for. */
export function environmentNames(options: SnippetOptions): string[] {
  return wanted(options).map(([name]) => name);
}

/** Those variables with their values. */
export function environmentOf(
  input: SnippetInput,
  options: SnippetOptions = ENVIRONMENT_OPTIONS,
): [name: string, value: string][] {
  return wanted(options).map(([name, field]) => [name, input[field]]);
}

/** One line for each variable, each ended by LF. */
export function environmentLines(
  input: SnippetInput,
  options: SnippetOptions,
  line: (name: string, value: string) => string,
): string {
  return environmentOf(input, options)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');
}

function wanted(options: SnippetOptions) {
  return VARIABLES.filter(([, , option]) => !option || options[option]);
}
