import { maskAccessKeyId } from '../access-key.ts';
import type { SnippetInput } from './format.ts';
import type { SnippetFormatId } from './ids.ts';
import { snippetFormat } from './table.ts';

const MASK = '········';

/** What a preview may show. Nothing here is secret; what is not given is masked. */
export type VisibleInput = Pick<SnippetInput, 'accessKeyId'> &
  Partial<Pick<SnippetInput, 'expiration' | 'region' | 'profileName'>>;

/**
 * The text `renderSnippet` would give, with masks for the secrets and for the middle of the access key id (masked
 * already or not). To look at, not to paste: nothing is checked.
 */
export function maskedSnippet(formatId: SnippetFormatId, visible: VisibleInput): string {
  return snippetFormat(formatId).render({
    accessKeyId: maskAccessKeyId(visible.accessKeyId),
    secretAccessKey: MASK,
    sessionToken: MASK,
    expiration: visible.expiration ?? MASK,
    region: visible.region ?? MASK,
    profileName: visible.profileName ?? MASK,
  });
}
