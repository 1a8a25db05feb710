import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { maskedTemplate, type VisibleInput } from '../core/snippets/masked.ts';
import { readTemplate, TEMPLATE_FILTERS, TEMPLATE_NAME_MAX, TEMPLATE_VALUES } from '../core/snippets/template.ts';
import { isNameTaken } from '../core/snippets/template-file.ts';
import type { SnippetTemplate, TemplateDraft } from '../core/snippets/template-item.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { SnippetLines } from '../ui/SnippetLines.tsx';
import { text } from '../ui/texts.ts';
import { templateProblemText } from './template-texts.ts';

interface TemplateFormProps {
  /** Absent for a new one. */
  readonly template?: SnippetTemplate;
  readonly templates: readonly SnippetTemplate[];
  readonly example: VisibleInput;
  readonly onUnsaved: (unsaved: boolean) => void;
  readonly onCancel: () => void;
  readonly save: (draft: TemplateDraft) => Promise<void>;
  readonly remove: (template: SnippetTemplate) => Promise<void>;
}

/** What a new template begins with: it works, and shows how. */
const BEGINNING = 'export AWS_ACCESS_KEY_ID={{access_key_id|posix}}\n';

/** One template, with what it will look like beside it as it is written. */
export function TemplateForm(props: TemplateFormProps) {
  const { template, templates, example, onUnsaved, onCancel } = props;
  const [name, setName] = useState(template?.name ?? '');
  const [body, setBody] = useState(template?.text ?? BEGINNING);
  const [pressed, setPressed] = useState(false);
  const [saving, setSaving] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const bodyInput = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useLayoutEffect(() => nameInput.current?.focus(), []);

  const unsaved = name !== (template?.name ?? '') || body !== (template?.text ?? BEGINNING);
  useLayoutEffect(() => onUnsaved(unsaved), [unsaved]);

  const nameProblem = problemOfName(
    name,
    templates.filter((other) => other.id !== template?.id),
  );
  const read = readTemplate(body);
  const bodyProblem = 'fault' in read ? templateProblemText(read) : undefined;
  // While nothing is typed yet there is nothing wrong with it.
  const shownNameProblem = pressed || name !== '' ? nameProblem : undefined;

  const submit = async (event: Event) => {
    event.preventDefault();
    setPressed(true);
    if (nameProblem !== undefined) nameInput.current?.focus();
    else if (bodyProblem !== undefined) bodyInput.current?.focus();
    else {
      setSaving(true);
      await props.save({ name: name.trim(), text: body });
      setSaving(false);
    }
  };

  return (
    <form
      class="form panel template-form"
      aria-label={text(template ? 'options_template_edit' : 'options_template_new')}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <Field
        label={text('options_template_name')}
        value={name}
        problem={shownNameProblem}
        inputRef={nameInput}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <div class="field">
        <label for={id}>{text('options_template_text')}</label>
        <textarea
          id={id}
          ref={bodyInput}
          class="input mono tall"
          rows={8}
          spellcheck={false}
          autocomplete="off"
          value={body}
          aria-invalid={bodyProblem === undefined ? undefined : 'true'}
          aria-describedby={`${id}-said`}
          onInput={(event) => setBody(event.currentTarget.value)}
        />
        <p id={`${id}-said`} class={bodyProblem === undefined ? 'hint' : 'problem'}>
          {bodyProblem ?? text('options_template_hint')}
        </p>
      </div>
      <details class="words">
        <summary>{text('options_template_words')}</summary>
        <dl class="facts">
          <dt>{text('options_template_values')}</dt>
          <dd>
            {Object.keys(TEMPLATE_VALUES).map((word) => (
              <code key={word}>{word}</code>
            ))}
          </dd>
          <dt>{text('options_template_filters')}</dt>
          <dd>
            {Object.keys(TEMPLATE_FILTERS).map((word) => (
              <code key={word}>{word}</code>
            ))}
          </dd>
        </dl>
        <p class="hint">{text('options_template_words_hint')}</p>
      </details>
      <figure class="sample">
        <figcaption>{text('options_snippets_preview')}</figcaption>
        <pre>
          <SnippetLines text={maskedTemplate(body, example) ?? ''} />
        </pre>
      </figure>
      <div class="acts">
        <Button type="submit" kind="primary" blocked={saving ? text('options_working') : undefined}>
          {text('options_template_save')}
        </Button>
        <Button onClick={onCancel}>{text('options_form_cancel')}</Button>
      </div>
      {template && <RemoveTemplate name={template.name} remove={() => props.remove(template)} />}
    </form>
  );
}

/** Removing in two steps, since nothing brings a template back. */
function RemoveTemplate({ name, remove }: { readonly name: string; readonly remove: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) first.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return (
    <div class="acts">
      {asking ? (
        <>
          <Button kind="quiet" danger onClick={() => void remove()}>
            {text('options_template_remove_confirm', name)}
          </Button>
          <Button kind="quiet" buttonRef={keep} onClick={() => setAsking(false)}>
            {text('options_template_keep')}
          </Button>
        </>
      ) : (
        <Button kind="quiet" danger buttonRef={first} onClick={() => setAsking(true)}>
          {text('options_template_remove')}
        </Button>
      )}
    </div>
  );
}

function problemOfName(typed: string, others: readonly SnippetTemplate[]): string | undefined {
  const name = typed.trim();
  if (name === '') return text('options_template_name_missing');
  if (name.length > TEMPLATE_NAME_MAX) return text('options_template_name_long', TEMPLATE_NAME_MAX);
  return isNameTaken(name, others) ? text('options_template_name_taken') : undefined;
}
