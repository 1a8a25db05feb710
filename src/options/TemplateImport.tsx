import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ImportedTemplate, readTemplateFile } from '../core/snippets/template-file.ts';
import type { TemplateDraft } from '../core/snippets/template-item.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemIcon } from '../ui/icons.tsx';
import { SnippetLines } from '../ui/SnippetLines.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import { templateFileText } from './template-texts.ts';

interface TemplateImportProps {
  readonly found: ReturnType<typeof readTemplateFile>;
  readonly onCancel: () => void;
  readonly take: (drafts: readonly TemplateDraft[]) => Promise<void>;
}

const NOTES: Readonly<Record<ImportedTemplate['becomes'], TextKey>> = {
  new: 'options_import_new',
  renamed: 'options_import_renamed',
  same: 'options_import_same',
};

/** What is in a file, every line of it, before any of it is taken. */
export function TemplateImport({ found, onCancel, take }: TemplateImportProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  if ('fault' in found) {
    return (
      <div class="alert" role="alert">
        <ProblemIcon />
        <strong>{text('options_import_refused')}</strong>
        <p>{templateFileText(found)}</p>
        <div class="acts">
          <Button kind="quiet" onClick={onCancel}>
            {text('options_import_close')}
          </Button>
        </div>
      </div>
    );
  }
  const news = found.filter(({ becomes }) => becomes !== 'same');
  return (
    <div class="panel import">
      <h3 ref={heading} tabIndex={-1}>
        {text(news.length === 0 ? 'options_import_nothing' : 'options_import_look', found.length)}
      </h3>
      {found.map(({ name, text: body, becomes }, index) => (
        <figure key={index} class="sample">
          <figcaption>
            <strong>{name}</strong> {text(NOTES[becomes])}
          </figcaption>
          <pre>
            <SnippetLines text={body} />
          </pre>
        </figure>
      ))}
      <div class="acts">
        {news.length > 0 && (
          <Button kind="primary" onClick={() => void take(news.map(({ name, text: body }) => ({ name, text: body })))}>
            {text('options_import_take', news.length)}
          </Button>
        )}
        <Button onClick={onCancel}>{text(news.length > 0 ? 'options_form_cancel' : 'options_import_close')}</Button>
      </div>
    </div>
  );
}
