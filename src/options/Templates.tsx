import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VisibleInput } from '../core/snippets/masked.ts';
import { TEMPLATES_MAX } from '../core/snippets/template.ts';
import { exportTemplates, readTemplateFile, TEMPLATE_FILE_MAX } from '../core/snippets/template-file.ts';
import type { SnippetTemplate, TemplateDraft } from '../core/snippets/template-item.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { ChevronIcon } from '../ui/icons.tsx';
import type { PagePorts } from '../ui/ports.ts';
import { text } from '../ui/texts.ts';
import { Notice } from './Notice.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import { TemplateImport } from './TemplateImport.tsx';
import { useAttempt } from './use-attempt.ts';

interface TemplatesProps {
  readonly ports: PagePorts;
  readonly templates: readonly SnippetTemplate[];
  readonly example: VisibleInput;
  readonly reread: () => Promise<void>;
  readonly onUnsaved: (unsaved: boolean) => void;
}

type Doing = { readonly form: SnippetTemplate | 'new' } | { readonly file: string } | undefined;

/** The user's own formats: the list, and in its place the one being written or the file being looked at. */
export function Templates({ ports, templates, example, reread, onUnsaved }: TemplatesProps) {
  const { said, failure, attempt } = useAttempt();
  const [doing, setDoing] = useState<Doing>();
  const add = useRef<HTMLButtonElement>(null);
  const wasDoing = useRef(false);
  useLayoutEffect(() => {
    if (wasDoing.current && !doing) add.current?.focus();
    wasDoing.current = doing !== undefined;
  }, [doing]);

  const done = () => {
    onUnsaved(false);
    setDoing(undefined);
  };
  const change = async (work: () => Promise<unknown>, said: string) => {
    const send = async () => {
      await work();
      await reread();
    };
    if (await attempt(send, said)) done();
  };
  const save = (drafts: readonly (TemplateDraft & { readonly id?: SnippetTemplate['id'] })[], said: string) =>
    change(() => ports.send('save-templates', { templates: drafts }), said);

  return (
    <section class="subject">
      <h2>{text('options_templates_title')}</h2>
      <p class="lead">{text('options_templates_lead')}</p>
      <Notice message={said} />
      {failure && <Alert error={failure} />}
      {doing && 'form' in doing && (
        <TemplateForm
          key={doing.form === 'new' ? '' : doing.form.id}
          {...(doing.form !== 'new' && { template: doing.form })}
          templates={templates}
          example={example}
          onUnsaved={onUnsaved}
          onCancel={done}
          save={(draft) =>
            save(
              [doing.form === 'new' ? draft : { ...draft, id: doing.form.id }],
              text('options_templates_saved', draft.name),
            )
          }
          remove={({ id, name }) =>
            change(() => ports.send('remove-template', { id }), text('options_templates_removed', name))
          }
        />
      )}
      {doing && 'file' in doing && (
        <TemplateImport
          found={readTemplateFile(doing.file, templates)}
          onCancel={done}
          take={(drafts) => save(drafts, text('options_import_done', drafts.length))}
        />
      )}
      {!doing && (
        <>
          {templates.length > 0 && (
            <ul class="profiles">
              {templates.map((template) => (
                <li key={template.id}>
                  <button type="button" class="profile" onClick={() => setDoing({ form: template })}>
                    <span class="profile-text">
                      <strong>{template.name}</strong>
                      <small>{template.text.trim().split('\n')[0]}</small>
                    </span>
                    <ChevronIcon />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <div class="acts">
            <Button
              buttonRef={add}
              blocked={templates.length < TEMPLATES_MAX ? undefined : text('options_templates_full', TEMPLATES_MAX)}
              onClick={() => setDoing({ form: 'new' })}
            >
              {text('options_templates_new')}
            </Button>
            <FileButton onFile={(file) => setDoing({ file })} />
            {templates.length > 0 && (
              <Button kind="quiet" onClick={() => download('stint-templates.json', exportTemplates(templates))}>
                {text('options_templates_export')}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** A button that asks for a file and reads it as text. One too large is not read: its refusal needs no more than its size. */
function FileButton({ onFile }: { readonly onFile: (contents: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="quiet" onClick={() => input.current?.click()}>
        {text('options_templates_import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={text('options_templates_file')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (!file) return;
          // What cannot be read is as good as no templates.
          file
            .slice(0, TEMPLATE_FILE_MAX + 1)
            .text()
            .then(onFile, () => onFile(''));
        }}
      />
    </>
  );
}

function download(name: string, contents: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([contents], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
