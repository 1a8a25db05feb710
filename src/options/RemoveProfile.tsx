import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../core/errors.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/texts.ts';

interface RemoveProfileProps {
  readonly name: string;
  /** When the profile's live session ends, in words; undefined when none runs. */
  readonly sessionEnds: string | undefined;
  readonly remove: () => Promise<void>;
}

/** Removing in two steps: the first names what is lost, the second does it. */
export function RemoveProfile({ name, sessionEnds, remove }: RemoveProfileProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorRecord>();
  const keep = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useLayoutEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) first.current?.focus();
    wasAsking.current = asking;
  }, [asking]);

  const confirmed = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await remove();
    } catch (error) {
      setFailure(toErrorRecord(error));
      setBusy(false);
    }
  };

  if (!asking) {
    return (
      <div class="remove">
        <Button kind="quiet" danger buttonRef={first} onClick={() => setAsking(true)}>
          {text('options_remove')}
        </Button>
      </div>
    );
  }
  return (
    <div
      class="ask remove"
      role="alertdialog"
      aria-labelledby="remove-question"
      aria-describedby="remove-losses"
      onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
    >
      <p id="remove-question">
        <strong>{text('options_remove_question', name)}</strong>
      </p>
      <p id="remove-losses">
        {text('options_remove_keys')}
        {sessionEnds !== undefined && ` ${text('options_remove_session', sessionEnds)}`}
        {` ${text('options_remove_at_aws')}`}
      </p>
      {failure && <Alert error={failure} />}
      <div class="acts">
        <Button buttonRef={keep} onClick={() => setAsking(false)}>
          {text('options_remove_keep')}
        </Button>
        <Button
          kind="quiet"
          danger
          blocked={busy ? text('options_working') : undefined}
          onClick={() => void confirmed()}
        >
          {text('options_remove_confirm', name)}
        </Button>
      </div>
    </div>
  );
}
