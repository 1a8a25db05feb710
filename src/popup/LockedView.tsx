import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/texts.ts';
import { runningRows } from './running-rows.ts';
import { StillRunning } from './StillRunning.tsx';
import type { LockedView as View } from './view.ts';

interface LockedViewProps {
  /** Absent until storage has been read: a passphrase is the usual way. */
  readonly view?: View | undefined;
  /** By the server's clock, milliseconds since the epoch. */
  readonly nowMs: number;
  readonly onUnlock: (passphrase: string) => Promise<void>;
  readonly onUnlockWithThisBrowser: () => Promise<void>;
}

/** The way back in. What was typed stays after a refusal, selected, so that it can be mended or typed over. */
export function LockedView(props: LockedViewProps) {
  const { view, nowMs } = props;
  const methods = view?.methods ?? [];
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorRecord>();
  const [nudged, setNudged] = useState(false);
  const byPassphrase = methods.length === 0 || methods.includes('passphrase');
  const byThisBrowser = methods.includes('this-browser');

  useLayoutEffect(() => {
    if (byPassphrase) field.current?.focus();
    else button.current?.focus();
  }, [byPassphrase]);

  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(toErrorRecord(thrown));
      field.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const passphrase = field.current?.value ?? '';
    if (byPassphrase && passphrase === '') return setNudged(true);
    void attempt(byPassphrase ? () => props.onUnlock(passphrase) : props.onUnlockWithThisBrowser);
  };
  const working = busy ? text('popup_unlocking') : undefined;

  return (
    <form class="view" noValidate onSubmit={submit}>
      {error && <Alert error={error} />}
      {byPassphrase && (
        <Field
          label={text('popup_passphrase')}
          secret
          autocomplete="current-password"
          autofocus
          inputRef={field}
          readOnly={busy}
          problem={nudged ? text('popup_passphrase_missing') : undefined}
          onInput={() => setNudged(false)}
        />
      )}
      {!byPassphrase && <p class="sub">{text('popup_locked_this_browser')}</p>}
      <Button type="submit" kind="primary" wide buttonRef={button} blocked={working}>
        {working ?? text('popup_unlock')}
      </Button>
      {byPassphrase && byThisBrowser && (
        <Button wide blocked={working} onClick={() => void attempt(props.onUnlockWithThisBrowser)}>
          {text('popup_unlock_this_browser')}
        </Button>
      )}
      {view && <StillRunning rows={runningRows(view.facts, nowMs)} nowMs={nowMs} />}
    </form>
  );
}
