import type { Overview } from '../core/safe-index.ts';
import type { Settings } from '../core/settings.ts';
import { isFormatId } from '../core/snippets/ids.ts';
import { Alert } from '../ui/Alert.tsx';
import { FormatOptions } from '../ui/FormatOptions.tsx';
import type { PagePorts } from '../ui/ports.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { text } from '../ui/texts.ts';
import { useTemplates } from '../ui/use-templates.ts';
import { FormatSettings } from './FormatSettings.tsx';
import { Page } from './Page.tsx';
import { snippetExample } from './snippet-example.ts';
import { Templates } from './Templates.tsx';
import { useAttempt } from './use-attempt.ts';

interface SnippetsPageProps {
  readonly ports: PagePorts;
  readonly overview: Overview;
  readonly settings: Settings;
  readonly onUnsaved: (unsaved: boolean) => void;
}

/** How credentials are written when they are copied. Nothing here is secret, so it works locked as well as open. */
export function SnippetsPage({ ports, overview, settings, onUnsaved }: SnippetsPageProps) {
  const { said, failure, attempt, fail } = useAttempt();
  const { templates, reread } = useTemplates(ports.readTemplates, fail);
  const example = snippetExample(overview);

  return (
    <Page title={text('options_snippets_title')} lead={text('options_snippets_lead')} notice={said}>
      {failure && <Alert error={failure} />}
      <div class="two">
        <SelectField
          label={text('options_snippets_usual')}
          hint={text('options_snippets_usual_hint')}
          value={templates ? settings.defaultFormat : ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            if (!isFormatId(chosen)) return;
            const send = () => ports.send('save-settings', { defaultFormat: chosen });
            void attempt(send, text('options_snippets_saved'));
          }}
        >
          {templates && <FormatOptions templates={templates} />}
        </SelectField>
      </div>
      <FormatSettings ports={ports} example={example} stored={settings.snippetOptions} />
      {templates && (
        <Templates ports={ports} templates={templates} example={example} reread={reread} onUnsaved={onUnsaved} />
      )}
    </Page>
  );
}
