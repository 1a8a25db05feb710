import type { SnippetInput } from './format.ts';

/**
 * The environment variables of a session, in the order they are written.
 *
 * The region goes under both of its names. The SDKs for JavaScript, Go, Java and Rust read only AWS_REGION; boto3 and
 * version 1 of the AWS CLI read only AWS_DEFAULT_REGION (botocore's configuration table); version 2 of the CLI reads
 * both. With one of them alone, a region left over in the other would send half of a person's tools elsewhere.
 *
 * AWS_CREDENTIAL_EXPIRATION is what `aws configure export-credentials` writes and botocore and the SDKs read.
 */
export function environmentOf(input: SnippetInput): readonly (readonly [name: string, value: string])[] {
  return [
    ['AWS_ACCESS_KEY_ID', input.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', input.secretAccessKey],
    ['AWS_SESSION_TOKEN', input.sessionToken],
    ['AWS_REGION', input.region],
    ['AWS_DEFAULT_REGION', input.region],
    ['AWS_CREDENTIAL_EXPIRATION', input.expiration],
  ];
}

/** One line for each variable, each ended by LF. */
export function environmentLines(input: SnippetInput, line: (name: string, value: string) => string): string {
  return environmentOf(input)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');
}
