/** What is remembered of a text on the clipboard: enough to know it again, not to tell it. */
export interface ClipboardMark {
  /** Random, new for each copy. */
  readonly salt: string;
  readonly hash: string;
}

/**
 * The hash of `text` under `salt`, SHA-256, as its bytes in decimal. However lines end it is the same, since the clipboards of some systems
 * end them in their own way.
 */
export async function clipboardHash({ subtle }: Pick<Crypto, 'subtle'>, salt: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(salt + text.replace(/\r\n?/g, '\n'));
  return String(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}
