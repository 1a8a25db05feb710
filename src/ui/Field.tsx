import type { ComponentChildren, InputHTMLAttributes, Ref } from 'preact';
import { useId, useLayoutEffect } from 'preact/hooks';

type InputProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'autocapitalize'
  | 'autocomplete'
  | 'autofocus'
  | 'defaultValue'
  | 'disabled'
  | 'inputmode'
  | 'maxLength'
  | 'name'
  | 'onBlur'
  | 'onFocus'
  | 'onInput'
  | 'onKeyDown'
  | 'onPaste'
  | 'placeholder'
  | 'readOnly'
  | 'required'
  | 'value'
>;

interface FieldProps extends InputProps {
  readonly label: string;
  /** A password field. Take it for whatever is secret: browsers keep plain fields of extension pages in their session files. */
  readonly secret?: boolean;
  /** Said before anything is wrong. */
  readonly hint?: ComponentChildren;
  /** What is wrong with the value now; takes the hint's place and marks the field. */
  readonly problem?: string | undefined;
  /** For identifiers and keys, whose characters matter one by one. */
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/**
 * A labelled line to type into. Browsers' accessibility trees show a password field as a textbox, too, so it gets no role of its
 * own. Nothing is completed unless asked for with `autocomplete`; nothing is spelt, since no field holds prose.
 */
export function Field(props: FieldProps) {
  const { label, secret, hint, problem, mono, inputRef, ...rest } = props;
  const id = useId();
  const said = problem ?? hint;
  const input = (
    <input
      {...(secret ? ({ type: 'password' } as const) : ({ type: 'text' } as const))}
      spellcheck={false}
      autocomplete="off"
      {...rest}
      id={id}
      ref={inputRef ?? null}
      class={mono ? 'input mono' : 'input'}
      aria-invalid={problem === undefined ? undefined : 'true'}
      aria-describedby={said === undefined ? undefined : `${id}-said`}
    />
  );
  useLayoutEffect(() => {
    if (!secret) return;
    // Drawn anew or gone: what this drawing held may be kept for long by a browser that watches forms, and is secret.
    return () => {
      for (const drawn of [props, input.props]) Object.assign(drawn, { value: '' });
    };
  });
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {input}
      {said !== undefined && (
        <p id={`${id}-said`} class={problem === undefined ? 'hint' : 'problem'}>
          {said}
        </p>
      )}
    </div>
  );
}
