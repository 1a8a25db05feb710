import { useEffect, useState } from 'preact/hooks';
import { CLEAR_CLIPBOARD_SECONDS, type Settings } from '../core/settings.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { text } from '../ui/texts.ts';
import { lengthInWords } from '../ui/times.ts';
import type { ClipboardPort } from './options-world.ts';

interface ClipboardSettingsProps {
  readonly clipboard: ClipboardPort;
  readonly settings: Settings;
  readonly onChange: (changes: Partial<Settings>) => void;
  readonly onError: (error: unknown) => void;
}

/** What it is set to when it is switched on, seconds. */
const USUAL_SECONDS = 60;

/** Whether and when what was copied is taken off the clipboard, and what that can and cannot do. */
export function ClipboardSettings({ clipboard, settings, onChange, onError }: ClipboardSettingsProps) {
  const [mayRead, setMayRead] = useState<boolean>();
  const seconds = settings.clearClipboardSeconds;
  useEffect(() => {
    clipboard.mayRead().then(setMayRead, onError);
  }, [clipboard]);

  const switchTo = (isOn: boolean) => {
    // First of all: the browser asks only as long as the click lasts. Refused, it clears all the same, and says how.
    const answered = isOn ? clipboard.askToRead() : clipboard.stopReading().then(() => false);
    answered.then(setMayRead, onError).finally(() => onChange({ clearClipboardSeconds: isOn ? USUAL_SECONDS : 0 }));
  };
  return (
    <section class="subject">
      <h2>{text('options_clipboard')}</h2>
      <p class="lead">{text('options_clipboard_means')}</p>
      <label class="check">
        <input type="checkbox" checked={seconds > 0} onChange={(event) => switchTo(event.currentTarget.checked)} />
        {text('options_clipboard_clear')}
      </label>
      {seconds === 0 ? (
        <p class="hint">{text('options_clipboard_will_ask')}</p>
      ) : (
        <>
          <div class="two">
            <SelectField
              label={text('options_clipboard_after')}
              value={String(seconds)}
              onChange={(event) => {
                const wanted = Number(event.currentTarget.value);
                const chosen = CLEAR_CLIPBOARD_SECONDS.find((item) => item === wanted);
                if (chosen) onChange({ clearClipboardSeconds: chosen });
              }}
            >
              {CLEAR_CLIPBOARD_SECONDS.filter((item) => item > 0).map((item) => (
                <option key={item} value={String(item)}>
                  {lengthInWords(item)}
                </option>
              ))}
            </SelectField>
          </div>
          {mayRead !== undefined && (
            <p class="hint">{text(mayRead ? 'options_clipboard_only_ours' : 'options_clipboard_whatever')}</p>
          )}
          {mayRead === false && (
            <div class="acts">
              <Button onClick={() => void clipboard.askToRead().then(setMayRead, onError)}>
                {text('options_clipboard_allow')}
              </Button>
            </div>
          )}
        </>
      )}
      <p class="hint">{text('options_clipboard_limits')}</p>
    </section>
  );
}
