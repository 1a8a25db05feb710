import type { Ref } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { digitsOf, TOKEN_CODE_LENGTH } from '../core/token-code.ts';
import { text } from '../ui/texts.ts';

interface CodeFieldProps {
  readonly fieldRef: { current: HTMLInputElement | null };
  readonly digits: string;
  /** A code is on its way: the boxes are filled, and nothing can be typed. */
  readonly asking: boolean;
  readonly onDigits: (digits: string) => void;
}

const BOXES = Array.from({ length: TOKEN_CODE_LENGTH }, (_, index) => index);

/**
 * One field, drawn as six boxes. It belongs to the browser: it stands in the page before any script runs, and what was typed by then
 * is still in it afterwards. Only then do the boxes draw the digits; until then the field's own letters, set wide, stand in them.
 */
export function CodeField({ fieldRef, digits, asking, onDigits }: CodeFieldProps) {
  const [drawn, setDrawn] = useState(false);
  useLayoutEffect(() => setDrawn(true), []);
  return (
    <div class={drawn ? 'code drawn' : 'code'}>
      <input
        class="code-field"
        ref={fieldRef as Ref<HTMLInputElement>}
        aria-label={text('popup_mfa_code')}
        inputmode="numeric"
        autocomplete="one-time-code"
        autofocus
        spellcheck={false}
        readOnly={asking}
        onInput={(event) => {
          const field = event.currentTarget;
          const kept = digitsOf(field.value);
          // "492 718" was pasted, or a letter typed. Written only when it differs: writing moves the caret to the end.
          if (field.value !== kept) field.value = kept;
          onDigits(kept);
        }}
      />
      <span class={asking ? 'boxes asking' : 'boxes'} aria-hidden="true">
        {BOXES.map((index) => (
          <span key={index} class={index === digits.length && !asking ? 'next' : undefined}>
            {asking ? '•' : digits[index]}
          </span>
        ))}
      </span>
    </div>
  );
}
