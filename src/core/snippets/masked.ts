import { maskAccessKeyId } from '../access-key.ts';
import type { SnippetFormatId } from './ids.ts';
import type { SnippetOptions } from './options.ts';
import { underSection } from './section.ts';
import { snippetFormat } from './table.ts';
import { fillTemplate, readTemplate, type TemplateInput } from './template.ts';

const MASK = '········';

/** What a preview may show. Nothing here is secret; what is not given is masked. */
export type VisibleInput = Pick<TemplateInput, 'accessKeyId'> &
  Partial<Pick<TemplateInput, 'accountId' | 'expiration' | 'region' | 'profileName'>>;

/** Every value of a snippet, with masks for the secrets and for the middle of the access key id (masked already or not). */
function maskedInput(visible: VisibleInput): TemplateInput {
  return {
    accessKeyId: maskAccessKeyId(visible.accessKeyId),
    secretAccessKey: MASK,
    sessionToken: MASK,
    expiration: visible.expiration ?? MASK,
    region: visible.region ?? MASK,
    profileName: visible.profileName ?? MASK,
    accountId: visible.accountId ?? MASK,
  };
}

/** The text `renderSnippet` would give, masked. To look at, not to paste: nothing is checked. */
export function maskedSnippet(formatId: SnippetFormatId, visible: VisibleInput, chosen: SnippetOptions = {}): string {
  const format = snippetFormat(formatId);
  return format.render(underSection(maskedInput(visible), format, chosen), { ...format.options, ...chosen });
}

/** The text `renderTemplate` would give, masked; undefined for a template that cannot be used. */
export function maskedTemplate(text: string, visible: VisibleInput): string | undefined {
  const read = readTemplate(text);
  return 'fault' in read ? undefined : fillTemplate(read, maskedInput(visible));
}
