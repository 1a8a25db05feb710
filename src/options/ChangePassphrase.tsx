import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import { afterPaint } from './after-paint.ts';
import type { OptionsWorld } from './options-world.ts';
import { PassphraseFields } from './PassphraseFields.tsx';
import { EMPTY_PAIR, pairProblems } from './passphrase-pair.ts';

/** A first passphrase for a vault that this browser opened by itself, or another one. */
type PassphraseChange = 'first' | 'next';

const TEXTS = {
  first: {
    open: 'options_protect_open',
    submit: 'options_protect',
    busy: 'options_protect_busy',
    field: 'options_protect_new',
  },
  next: {
    open: 'options_change_open',
    submit: 'options_change',
    busy: 'options_change_busy',
    field: 'options_change_new',
  },
} as const satisfies Record<PassphraseChange, Record<string, TextKey>>;

interface ChangePassphraseProps {
  readonly kind: PassphraseChange;
  readonly loadPassphrasePort: OptionsWorld['loadPassphrasePort'];
  readonly onChanged: () => void;
}

/** A new passphrase for the vault; folded away until it is wanted. */
export function ChangePassphrase({ kind, loadPassphrasePort, onChanged }: ChangePassphraseProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // Back to where the user came from, once that is drawn.
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (!open) {
    return (
      <div class="acts">
        <Button buttonRef={opener} onClick={() => setOpen(true)}>
          {text(TEXTS[kind].open)}
        </Button>
      </div>
    );
  }
  return (
    <ChangeForm
      kind={kind}
      loadPassphrasePort={loadPassphrasePort}
      onCancel={close}
      onChanged={() => {
        close();
        onChanged();
      }}
    />
  );
}

function ChangeForm(props: ChangePassphraseProps & { onCancel: () => void }) {
  const { kind, loadPassphrasePort, onChanged, onCancel } = props;
  const asksCurrent = kind === 'next';
  const [current, setCurrent] = useState('');
  const [pair, setPair] = useState(EMPTY_PAIR);
  const [judged, setJudged] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorRecord>();
  const currentField = useRef<HTMLInputElement>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const repeated = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => (currentField.current ?? passphrase.current)?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setJudged(true);
    const problems = pairProblems(pair);
    const first =
      (asksCurrent && current === '' && currentField.current) ||
      (problems.passphrase && passphrase.current) ||
      (problems.repeated && repeated.current);
    if (first) {
      first.focus();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const port = await loadPassphrasePort();
      await afterPaint();
      await (asksCurrent ? port.change(current, pair.passphrase) : port.protect(pair.passphrase));
      onChanged();
    } catch (error) {
      setFailure(toErrorRecord(error));
      setBusy(false);
      if (toErrorRecord(error).code === 'wrong-passphrase') {
        currentField.current?.focus();
        currentField.current?.select();
      }
    }
  };

  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      {asksCurrent ? (
        <div class="two">
          <Field
            label={text('options_change_current')}
            secret
            autocomplete="current-password"
            value={current}
            inputRef={currentField}
            problem={judged && current === '' ? text('options_change_current_missing') : undefined}
            onInput={(event) => setCurrent(event.currentTarget.value)}
          />
        </div>
      ) : (
        <p class="lead">{text('options_protect_means')}</p>
      )}
      <PassphraseFields
        label={text(TEXTS[kind].field)}
        pair={pair}
        onChange={setPair}
        judged={judged}
        passphraseRef={passphrase}
        repeatedRef={repeated}
      />
      {failure && <Alert error={failure} />}
      <div class="acts">
        <Button type="submit" kind="primary" blocked={busy ? text('options_working') : undefined}>
          {text(busy ? TEXTS[kind].busy : TEXTS[kind].submit)}
        </Button>
        <Button onClick={onCancel}>{text('options_form_cancel')}</Button>
      </div>
    </form>
  );
}
