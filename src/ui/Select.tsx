import type { ComponentChildren, Ref, SelectHTMLAttributes } from 'preact';
import { ChevronIcon } from './icons.tsx';

type NativeProps = Pick<
  SelectHTMLAttributes<HTMLSelectElement>,
  | 'aria-describedby'
  | 'aria-invalid'
  | 'aria-label'
  | 'autofocus'
  | 'defaultValue'
  | 'disabled'
  | 'id'
  | 'name'
  | 'onBlur'
  | 'onChange'
  | 'onInput'
  | 'required'
  | 'value'
>;

export interface SelectProps extends NativeProps {
  /** The `<option>`s and `<optgroup>`s. */
  readonly children: ComponentChildren;
  /** For a select within a line of text. */
  readonly small?: boolean;
  readonly selectRef?: Ref<HTMLSelectElement>;
}

/** The browser's own select in our clothes: its list, keys and type-ahead stay the browser's. */
export function Select({ small, selectRef, ...rest }: SelectProps) {
  return (
    <span class="select-box">
      <select {...rest} ref={selectRef ?? null} class={small ? 'select small' : 'select'} />
      <ChevronIcon />
    </span>
  );
}
