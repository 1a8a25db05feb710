import type { ComponentChildren } from 'preact';
import type { ErrorRecord } from '../core/errors.ts';
import { detailsOf, errorTexts } from './error-texts.ts';
import { ProblemIcon } from './icons.tsx';
import { text } from './texts.ts';

interface AlertBlockProps {
  readonly cause: string;
  readonly remedy: string;
  /** What the service itself said; folded away. */
  readonly details?: string;
  /** Buttons that help, below the words. */
  readonly children?: ComponentChildren;
}

/** One sentence of cause and one of remedy, announced as it comes. */
export function AlertBlock({ cause, remedy, details, children }: AlertBlockProps) {
  return (
    <div class="alert" role="alert">
      <ProblemIcon />
      <strong>{cause}</strong>
      <p>{remedy}</p>
      {details && (
        <details>
          <summary>{text('ui_details')}</summary>
          <p>{details}</p>
        </details>
      )}
      {children && <div class="acts">{children}</div>}
    </div>
  );
}

interface AlertProps {
  readonly error: ErrorRecord;
  /** In place of the remedy that stands for this error everywhere else. */
  readonly remedy?: string | undefined;
  readonly children?: ComponentChildren;
}

/** What went wrong and what to do next. */
export function Alert({ error, remedy, children }: AlertProps) {
  const texts = errorTexts(error);
  return (
    <AlertBlock cause={texts.cause} remedy={remedy ?? texts.remedy} details={detailsOf(error)}>
      {children}
    </AlertBlock>
  );
}
