import type { SnippetFormatId } from './ids.ts';
import type { SnippetOptions } from './options.ts';
import { snippetFormat } from './table.ts';

/**
 * The lines that take back what a snippet of this format and these options has set. Nothing secret is in them, and no session
 * is needed. Undefined for a format that has none.
 */
export function renderUnset(formatId: SnippetFormatId, chosen: SnippetOptions = {}): string | undefined {
  const { options, renderUnset: render } = snippetFormat(formatId);
  return render?.({ ...options, ...chosen });
}
