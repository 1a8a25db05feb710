import type { SnippetOptions } from './options.ts';

/** What a snippet is made of. Every value is plain text, unquoted. */
export interface SnippetInput {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ISO 8601. */
  readonly expiration: string;
  readonly region: string;
  readonly profileName: string;
}

/** One way to write credentials down. */
export interface SnippetFormat<Id extends string = string> {
  /** Stored in settings and sent in messages: never changes. */
  readonly id: Id;
  /** The options this format has, as they are while nobody has chosen. */
  readonly options: SnippetOptions;
  /** The longest line the reader takes, in characters, where it has a limit that a session token could reach. */
  readonly maxLineLength?: number;
  /** The reader takes a value that begins with `-` for an option, whatever its quotes. */
  readonly refusesDash?: boolean;
  /**
   * Writes the snippet, lines ended by LF. The values stand between the format's quotes as they are: nothing is
   * escaped, because `renderSnippet` lets through only characters that mean nothing to any of the readers.
   */
  readonly render: (input: SnippetInput, options: SnippetOptions) => string;
  /** Takes back what `render` with the same options has set. Only shells remember what was pasted, so only they have it. */
  readonly renderUnset?: (options: SnippetOptions) => string;
}
