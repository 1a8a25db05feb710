import type { ComponentChildren } from 'preact';
import type { ErrorRecord } from '../core/errors.ts';
import { detailsOf, errorTexts } from './error-texts.ts';
import { ProblemIcon } from './icons.tsx';
import { text } from './texts.ts';

interface AlertProps {
  readonly error: ErrorRecord;
  /** Buttons that help, below the words. */
  readonly children?: ComponentChildren;
}

/** What went wrong and what to do next; what the service itself said is folded away. */
export function Alert({ error, children }: AlertProps) {
  const { cause, remedy } = errorTexts(error);
  const details = detailsOf(error);
  return (
    <div class="alert" role="alert">
      <ProblemIcon />
      <strong>{cause}</strong>
      <p>{remedy}</p>
      {details !== '' && (
        <details>
          <summary>{text('ui_details')}</summary>
          <p>{details}</p>
        </details>
      )}
      {children && <div class="acts">{children}</div>}
    </div>
  );
}
