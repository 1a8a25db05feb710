import type { ProfileSummary, SessionSummary } from '../core/safe-index.ts';
import { type FormatId, isSnippetFormatId } from '../core/snippets/ids.ts';
import { maskedSnippet, maskedTemplate } from '../core/snippets/masked.ts';
import type { SnippetOptions } from '../core/snippets/options.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import { SnippetLines } from '../ui/SnippetLines.tsx';

interface PreviewProps {
  readonly profile: ProfileSummary;
  readonly session: SessionSummary;
  readonly formatId: FormatId;
  readonly options: SnippetOptions | undefined;
  /** The template of that id, once it is read. */
  readonly template: SnippetTemplate | undefined;
  /** The whole snippet with its secrets, while it is held in sight. */
  readonly revealed: string | undefined;
}

/** The snippet as it will be pasted, with its secrets masked unless they are being shown. */
export function Preview({ profile, session, formatId, options, template, revealed }: PreviewProps) {
  const visible = {
    accessKeyId: session.maskedAccessKeyId,
    expiration: new Date(session.expiresAtMs).toISOString().replace('.000Z', 'Z'),
    region: profile.region,
    profileName: profile.name,
    accountId: profile.accountId,
  };
  const masked = isSnippetFormatId(formatId)
    ? maskedSnippet(formatId, visible, options)
    : template && maskedTemplate(template.text, visible);
  return (
    <pre class={revealed === undefined ? 'preview' : 'preview revealed'}>
      <SnippetLines text={revealed ?? masked ?? ''} />
    </pre>
  );
}
