import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Select, type SelectProps } from './Select.tsx';

interface SelectFieldProps extends Omit<SelectProps, 'small' | 'id'> {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly problem?: string | undefined;
}

/** A labelled native select. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, problem, ...rest } = props;
  const id = useId();
  const said = problem ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Select
        {...rest}
        id={id}
        aria-invalid={problem === undefined ? undefined : 'true'}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
      />
      {said !== undefined && (
        <p id={`${id}-said`} class={problem === undefined ? 'hint' : 'problem'}>
          {said}
        </p>
      )}
    </div>
  );
}
