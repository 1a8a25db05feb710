import { isObject } from '../json-shape.ts';

/** What a person may choose about a format. Each format declares the ones it has, with its defaults. */
export interface SnippetOptions {
  /** AWS_REGION, or what the format calls the region. */
  readonly region?: boolean;
  /** AWS_DEFAULT_REGION. */
  readonly defaultRegion?: boolean;
  /** AWS_CREDENTIAL_EXPIRATION. */
  readonly expiration?: boolean;
  /** Unset what an earlier command left behind and some tools would heed instead of these credentials. */
  readonly clearStale?: boolean;
  /** End with a command that says whose credentials these are. */
  readonly verify?: boolean;
  /** The variables are there already: change them. */
  readonly update?: boolean;
  /** The section or profile to write to in place of the profile's own name; empty for that name. */
  readonly section?: string;
}

/** A profile's name, and what may stand between the brackets of a section. */
export const SECTION_NAME = /^[A-Za-z0-9._@+-]{1,64}$/;

const SWITCHES: readonly string[] = ['region', 'defaultRegion', 'expiration', 'clearStale', 'verify', 'update'];

/** @returns `value` if it holds options and nothing else; undefined for any other value, of which nothing is taken. */
export function parseSnippetOptions(value: unknown): SnippetOptions | undefined {
  const isOption = ([name, chosen]: [string, unknown]) =>
    name === 'section'
      ? chosen === '' || (typeof chosen === 'string' && SECTION_NAME.test(chosen))
      : SWITCHES.includes(name) && typeof chosen === 'boolean';
  return isObject(value) && Object.entries(value).every(isOption) ? value : undefined;
}
