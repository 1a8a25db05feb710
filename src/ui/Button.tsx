import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'class' | 'ref'> {
  /** `primary`: the one next act of a view. `quiet`: words or an icon without a box. */
  readonly kind?: 'primary' | 'secondary' | 'quiet';
  readonly danger?: boolean;
  readonly wide?: boolean;
  /** For a quiet button that holds one icon; give it an `aria-label`. */
  readonly square?: boolean;
  /**
   * Why the button cannot work now, in words. While given, clicks do nothing, but the button keeps its place in the tab order, so
   * that the reason can be found; it is also its tooltip.
   */
  readonly blocked?: string | undefined;
  /** Called instead of `onClick` when a blocked button is tried: the moment to say the reason aloud. */
  readonly onBlocked?: (() => void) | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly children: ComponentChildren;
}

/** A button. Its type is `button` unless told otherwise. */
export function Button(props: ButtonProps) {
  const {
    kind = 'secondary',
    danger,
    wide,
    square,
    blocked,
    onBlocked,
    buttonRef,
    onClick,
    title,
    children,
    ...rest
  } = props;
  const classes = ['button', kind, danger && 'danger', wide && 'wide', square && 'square'].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      {...rest}
      class={classes}
      ref={buttonRef ?? null}
      title={blocked ?? title}
      aria-disabled={blocked === undefined ? undefined : 'true'}
      onClick={(event) => {
        // The click of a submit button must not reach its form either; that covers Enter in a field, too.
        if (blocked === undefined) return onClick?.(event);
        event.preventDefault();
        onBlocked?.();
      }}
    >
      {children}
    </button>
  );
}
