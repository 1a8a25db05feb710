import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../ui/Field.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import { advisePassphrase, type PassphraseAdvice } from './passphrase-advice.ts';
import { type PassphrasePair, pairProblems } from './passphrase-pair.ts';
import { useCapsLock } from './use-caps-lock.ts';

interface PassphraseFieldsProps {
  readonly label: string;
  readonly pair: PassphrasePair;
  readonly onChange: (pair: PassphrasePair) => void;
  /** Say every problem: the button was pressed. */
  readonly judged: boolean;
  readonly passphraseRef: Ref<HTMLInputElement>;
  readonly repeatedRef: Ref<HTMLInputElement>;
}

/** A new passphrase, twice, with what can honestly be said of it. */
export function PassphraseFields(props: PassphraseFieldsProps) {
  const { label, pair, onChange, judged, passphraseRef, repeatedRef } = props;
  const [left, setLeft] = useState({ passphrase: false, repeated: false });
  const capsLock = useCapsLock();
  const problems = pairProblems(pair);
  const said = {
    passphrase: judged || (left.passphrase && pair.passphrase !== '') ? problems.passphrase : undefined,
    repeated: judged || (left.repeated && pair.repeated !== '') ? problems.repeated : undefined,
  };
  const blur = (field: 'passphrase' | 'repeated') => {
    setLeft({ ...left, [field]: true });
    capsLock.keys.onBlur();
  };
  return (
    <div class="two">
      <Field
        label={label}
        secret
        autocomplete="new-password"
        value={pair.passphrase}
        inputRef={passphraseRef}
        problem={passphraseProblem(said.passphrase, pair.passphrase)}
        hint={capsLock.on ? text('options_caps_lock') : <Advice advice={advisePassphrase(pair.passphrase)} />}
        onInput={(event) => onChange({ ...pair, passphrase: event.currentTarget.value })}
        {...capsLock.keys}
        onBlur={() => blur('passphrase')}
      />
      <Field
        label={text('options_passphrase_repeat')}
        secret
        autocomplete="new-password"
        value={pair.repeated}
        inputRef={repeatedRef}
        problem={said.repeated && text(REPEATED_PROBLEMS[said.repeated])}
        onInput={(event) => onChange({ ...pair, repeated: event.currentTarget.value })}
        onBlur={() => blur('repeated')}
      />
    </div>
  );
}

const REPEATED_PROBLEMS = {
  missing: 'options_passphrase_repeat_missing',
  different: 'options_passphrase_different',
} as const;

function passphraseProblem(problem: 'missing' | 'too-short' | undefined, passphrase: string): string | undefined {
  if (problem === undefined) return undefined;
  const advice = advisePassphrase(passphrase);
  return advice.verdict === 'too-short' ? tooShort(advice.missing) : text('options_passphrase_missing');
}

const ADVICE: Readonly<Record<Exclude<PassphraseAdvice['verdict'], 'too-short'>, { text: TextKey; tone: string }>> = {
  empty: { text: 'options_passphrase_hint', tone: '' },
  repetitive: { text: 'options_passphrase_repetitive', tone: 'warn' },
  fair: { text: 'options_passphrase_fair', tone: '' },
  good: { text: 'options_passphrase_good', tone: 'good' },
  strong: { text: 'options_passphrase_strong', tone: 'good' },
};

function Advice({ advice }: { readonly advice: PassphraseAdvice }) {
  if (advice.verdict === 'too-short') return <>{tooShort(advice.missing)}</>;
  const { text: key, tone } = ADVICE[advice.verdict];
  return <span class={tone}>{text(key)}</span>;
}

function tooShort(missing: number): string {
  return missing === 1 ? text('options_passphrase_one_more') : text('options_passphrase_more', missing);
}
