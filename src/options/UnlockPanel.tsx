import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { UnlockMethod } from '../core/safe-index.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { text } from '../ui/texts.ts';
import { afterPaint } from './after-paint.ts';
import type { OptionsWorld } from './options-world.ts';
import { Page } from './Page.tsx';
import { useCapsLock } from './use-caps-lock.ts';

interface UnlockPanelProps {
  readonly methods: readonly UnlockMethod[];
  readonly world: OptionsWorld;
}

/** Unlocks in the place of the page that was asked for. The page comes back by itself when storage says that the vault is open. */
export function UnlockPanel({ methods, world }: UnlockPanelProps) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorRecord>();
  const capsLock = useCapsLock();
  const field = useRef<HTMLInputElement>(null);
  // Before the background has said which ways there are, the usual one is offered.
  const byPassphrase = methods.length === 0 || methods.includes('passphrase');
  const byBrowser = methods.includes('this-browser');
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    (field.current ?? button.current)?.focus();
  }, []);

  const attempt = async (unlock: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await unlock();
      // Nothing of it stays in the page, even before the page goes.
      setPassphrase('');
    } catch (error) {
      setFailure(toErrorRecord(error));
      field.current?.focus();
      field.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const unlockWithPassphrase = () =>
    attempt(async () => {
      const port = await world.loadPassphrasePort();
      await afterPaint();
      await port.unlock(passphrase);
    });
  const unlockWithBrowser = () => attempt(() => world.ports.send('unlock-with-this-browser', {}));

  const submit = (event: Event) => {
    event.preventDefault();
    if (passphrase === '') field.current?.focus();
    else void unlockWithPassphrase();
  };
  const blocked = busy ? text('options_working') : undefined;
  const label = text(busy ? 'options_unlock_busy' : 'options_unlock');

  return (
    <Page title={text('options_unlock_title')} lead={text('options_unlock_lead')} ownFocus>
      {byPassphrase && (
        <form class="form narrow" noValidate onSubmit={submit}>
          <Field
            label={text('options_passphrase')}
            secret
            autocomplete="current-password"
            value={passphrase}
            hint={capsLock.on ? text('options_caps_lock') : undefined}
            inputRef={field}
            onInput={(event) => setPassphrase(event.currentTarget.value)}
            {...capsLock.keys}
          />
          {failure && <Alert error={failure} />}
          <div class="acts">
            <Button type="submit" kind="primary" blocked={blocked}>
              {label}
            </Button>
          </div>
        </form>
      )}
      {byBrowser && (
        <div class="form narrow">
          {failure && !byPassphrase && <Alert error={failure} />}
          <div class="acts">
            <Button
              kind={byPassphrase ? 'secondary' : 'primary'}
              buttonRef={button}
              blocked={blocked}
              onClick={() => void unlockWithBrowser()}
            >
              {byPassphrase ? text('options_unlock_this_browser') : label}
            </Button>
          </div>
        </div>
      )}
    </Page>
  );
}
