import { useState } from 'preact/hooks';
import { AppError } from '../core/errors.ts';
import type { Settings } from '../core/settings.ts';
import { isSnippetFormatId, type SnippetFormatId } from '../core/snippets/ids.ts';
import { maskedSnippet, type VisibleInput } from '../core/snippets/masked.ts';
import { SECTION_NAME, type SnippetOptions } from '../core/snippets/options.ts';
import { snippetFormat } from '../core/snippets/table.ts';
import { renderUnset } from '../core/snippets/unset.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormatOptions } from '../ui/FormatOptions.tsx';
import { formatName } from '../ui/format-names.ts';
import type { PagePorts } from '../ui/ports.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { SnippetLines } from '../ui/SnippetLines.tsx';
import { Status } from '../ui/Status.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import { Check } from './Check.tsx';
import { useAttempt } from './use-attempt.ts';
import { useOptimistic } from './use-optimistic.ts';

type Stored = Settings['snippetOptions'];
type Switch = Exclude<keyof SnippetOptions, 'section'>;

const SWITCHES: Readonly<Record<Switch, TextKey>> = {
  region: 'options_snippets_region',
  defaultRegion: 'options_snippets_default_region',
  expiration: 'options_snippets_expiration',
  clearStale: 'options_snippets_clear_stale',
  verify: 'options_snippets_verify',
  update: 'options_snippets_update',
};

interface FormatSettingsProps {
  readonly ports: Pick<PagePorts, 'send' | 'writeClipboard'>;
  readonly example: VisibleInput;
  readonly stored: Stored;
}

/** One format at a time: what it can leave out or add, how it looks, and how a shell takes it back. */
export function FormatSettings({ ports, example, stored }: FormatSettingsProps) {
  const { said, failure, attempt } = useAttempt();
  const [id, setId] = useState<SnippetFormatId>('posix');
  const { all, change } = useOptimistic(stored, (snippetOptions) =>
    attempt(() => ports.send('save-settings', { snippetOptions }), text('options_snippets_saved')),
  );
  const { options } = snippetFormat(id);
  const chosen: SnippetOptions = { ...options, ...all[id] };
  const unset = renderUnset(id, chosen);

  const set = (chosenNow: SnippetOptions) =>
    change(({ [id]: before, ...others }) => {
      const next = { ...options, ...before, ...chosenNow };
      const isUsual = (Object.keys(options) as (keyof SnippetOptions)[]).every((name) => next[name] === options[name]);
      return isUsual ? others : { ...others, [id]: next };
    });
  const switches = (Object.keys(SWITCHES) as Switch[]).filter((name) => name in options);

  return (
    <section class="subject">
      <h2>{text('options_snippets_formats')}</h2>
      <p class="lead">{text('options_snippets_formats_lead')}</p>
      <div class="two">
        <SelectField
          label={text('options_snippets_format')}
          value={id}
          onChange={(event) => {
            const next = event.currentTarget.value;
            if (isSnippetFormatId(next)) setId(next);
          }}
        >
          <FormatOptions templates={[]} />
        </SelectField>
        {options.section !== undefined && (
          <SectionField key={id} value={chosen.section ?? ''} onSave={(section) => set({ section })} />
        )}
      </div>
      {switches.length > 0 && (
        <fieldset class="switches">
          <legend class="unseen">{text('options_snippets_contains', formatName(id))}</legend>
          {switches.map((name) => (
            <Check
              key={name}
              label={text(
                name === 'region' && 'defaultRegion' in options ? 'options_snippets_region_variable' : SWITCHES[name],
              )}
              hint={name === 'clearStale' ? text('options_snippets_clear_stale_hint') : undefined}
              checked={chosen[name] === true}
              onChange={(checked) => set({ [name]: checked })}
            />
          ))}
        </fieldset>
      )}
      <figure class="sample">
        <figcaption>{text('options_snippets_preview')}</figcaption>
        <pre>
          <SnippetLines text={maskedSnippet(id, example, chosen)} />
        </pre>
      </figure>
      {unset !== undefined && (
        <figure class="sample">
          <figcaption>{text('options_snippets_unset')}</figcaption>
          <pre>
            <SnippetLines text={unset} />
          </pre>
        </figure>
      )}
      {failure && <Alert error={failure} />}
      <div class="acts">
        {unset !== undefined && (
          <Button
            onClick={() => void attempt(() => copyToClipboard(ports, unset), text('options_snippets_unset_copied'))}
          >
            {text('options_snippets_unset_copy')}
          </Button>
        )}
        <Status message={said} />
      </div>
    </section>
  );
}

/** Saved when it is left or Enter is pressed, and only what can be a section's name. */
function SectionField({ value, onSave }: { readonly value: string; readonly onSave: (section: string) => void }) {
  const [typed, setTyped] = useState(value);
  const isGood = typed === '' || SECTION_NAME.test(typed);
  const save = () => {
    if (isGood && typed !== value) onSave(typed);
  };
  return (
    <Field
      label={text('options_snippets_section')}
      value={typed}
      placeholder={text('options_snippets_section_own')}
      hint={text('options_snippets_section_hint')}
      problem={isGood ? undefined : text('options_snippets_section_problem')}
      onInput={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

/** @throws {AppError} `clipboard-refused` */
async function copyToClipboard(ports: Pick<PagePorts, 'writeClipboard'>, plain: string): Promise<void> {
  try {
    await ports.writeClipboard(plain);
  } catch (cause) {
    throw new AppError('clipboard-refused', { cause });
  }
}
