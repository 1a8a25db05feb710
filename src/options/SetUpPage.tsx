import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import type { UnlockMethod } from '../core/safe-index.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/texts.ts';
import { afterPaint } from './after-paint.ts';
import type { OptionsWorld } from './options-world.ts';
import { Page } from './Page.tsx';
import { PassphraseFields } from './PassphraseFields.tsx';
import { PinPicture } from './PinPicture.tsx';
import { EMPTY_PAIR, pairProblems } from './passphrase-pair.ts';

/** The first minute: pin the icon, choose how the keys are protected, create the vault. */
export function SetUpPage({ world }: { readonly world: OptionsWorld }) {
  const [method, setMethod] = useState<UnlockMethod>('passphrase');
  const [pair, setPair] = useState(EMPTY_PAIR);
  const [understood, setUnderstood] = useState(false);
  const [judged, setJudged] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorRecord>();
  const passphrase = useRef<HTMLInputElement>(null);
  const repeated = useRef<HTMLInputElement>(null);
  const consent = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => passphrase.current?.focus(), []);
  // The key derivation is fetched while the passphrase is thought of, not after the button was pressed.
  useEffect(() => {
    world.loadPassphrasePort().catch(() => {
      // Then it is fetched again when it is needed, and that failure is shown.
    });
  }, [world]);

  const create = async () => {
    if (method === 'this-browser') {
      await world.ports.send('create-vault', { protection: 'this-browser' });
      return;
    }
    const port = await world.loadPassphrasePort();
    await afterPaint();
    await port.createVault(pair.passphrase);
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setJudged(true);
    const problems = pairProblems(pair);
    const first =
      method === 'this-browser'
        ? !understood && consent.current
        : (problems.passphrase && passphrase.current) || (problems.repeated && repeated.current);
    if (first) {
      first.focus();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await create();
      // The page goes when storage says that the vault is there; until then it stays busy.
      setPair(EMPTY_PAIR);
      setJudged(false);
    } catch (error) {
      setFailure(toErrorRecord(error));
      setBusy(false);
    }
  };

  const choose = (next: UnlockMethod) => {
    setMethod(next);
    setJudged(false);
    setFailure(undefined);
  };

  return (
    <Page title={text('options_set_up_title')} lead={text('options_set_up_lead')} ownFocus>
      <section class="step" aria-labelledby="step-pin">
        <div class="step-text">
          <h2 id="step-pin">{text('options_set_up_pin')}</h2>
          <p>{text('options_set_up_pin_how')}</p>
        </div>
        <PinPicture />
      </section>
      <form class="form step-form" noValidate onSubmit={(event) => void submit(event)} aria-labelledby="step-protect">
        <h2 id="step-protect">{text('options_set_up_protect')}</h2>
        <div class="choices" role="radiogroup" aria-labelledby="step-protect">
          <Choice
            checked={method === 'passphrase'}
            onChoose={() => choose('passphrase')}
            title={text('options_set_up_by_passphrase')}
            meaning={text('options_set_up_by_passphrase_means')}
          >
            <PassphraseFields
              label={text('options_passphrase')}
              pair={pair}
              onChange={setPair}
              judged={judged}
              passphraseRef={passphrase}
              repeatedRef={repeated}
            />
          </Choice>
          <Choice
            checked={method === 'this-browser'}
            onChoose={() => choose('this-browser')}
            title={text('options_set_up_by_browser')}
            meaning={text('options_set_up_by_browser_means')}
          >
            <label class="check">
              <input
                ref={consent}
                type="checkbox"
                checked={understood}
                aria-invalid={judged && !understood ? 'true' : undefined}
                aria-describedby={judged && !understood ? 'consent-problem' : undefined}
                onChange={(event) => setUnderstood(event.currentTarget.checked)}
              />
              {text('options_set_up_by_browser_consent')}
            </label>
            {judged && !understood && (
              <p class="problem" id="consent-problem">
                {text('options_set_up_by_browser_needed')}
              </p>
            )}
          </Choice>
        </div>
        {failure && <Alert error={failure} />}
        <div class="acts">
          <Button type="submit" kind="primary" blocked={busy ? text('options_working') : undefined}>
            {text('options_set_up_create')}
          </Button>
          <p class="progress" role="status">
            {busy && (
              <>
                <span class="spinner" />
                {text('options_set_up_creating')}
              </>
            )}
          </p>
        </div>
      </form>
    </Page>
  );
}

interface ChoiceProps {
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly meaning: string;
  /** What this choice asks for; there only while it is chosen. */
  readonly children: ComponentChildren;
}

function Choice({ checked, onChoose, title, meaning, children }: ChoiceProps) {
  const id = useId();
  return (
    <div class={checked ? 'choice chosen' : 'choice'}>
      <label>
        <input
          type="radio"
          name="protection"
          checked={checked}
          onChange={onChoose}
          aria-label={title}
          aria-describedby={id}
        />
        <strong>{title}</strong>
        <small id={id}>{meaning}</small>
      </label>
      {checked && <div class="choice-needs">{children}</div>}
    </div>
  );
}
