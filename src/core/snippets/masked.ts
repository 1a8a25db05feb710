import { maskAccessKeyId } from '../access-key.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
import type { SnippetOptions } from './options.ts';
import { underSection } from './section.ts';
import { snippetFormat } from './table.ts';

const MASK = '········';

/** What a preview may show. Nothing here is secret; what is not given is masked. */
export type VisibleInput = Pick<SnippetInput, 'accessKeyId'> &
  Partial<Pick<SnippetInput, 'expiration' | 'region' | 'profileName'>>;

/** Every value of a snippet, with masks for the secrets and for the middle of the access key id (masked already or not). */
export function maskedInput(visible: VisibleInput): SnippetInput {
  return {
    accessKeyId: maskAccessKeyId(visible.accessKeyId),
    secretAccessKey: MASK,
    sessionToken: MASK,
    expiration: visible.expiration ?? MASK,
    region: visible.region ?? MASK,
    profileName: visible.profileName ?? MASK,
  };
}

/** The text `renderSnippet` would give, masked. To look at, not to paste: nothing is checked. */
export function maskedSnippet(formatId: SnippetFormatId, visible: VisibleInput, chosen: SnippetOptions = {}): string {
  const format = snippetFormat(formatId);
  return format.render(underSection(maskedInput(visible), format, chosen), { ...format.options, ...chosen });
}
