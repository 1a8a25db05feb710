import type { Overview } from '../core/safe-index.ts';
import { LOCK_AFTER_MINUTES, type LockAfterMinutes, type Settings } from '../core/settings.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { LockIcon } from '../ui/icons.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { text } from '../ui/texts.ts';
import { lengthInWords } from '../ui/times.ts';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { ClipboardSettings } from './ClipboardSettings.tsx';
import type { OptionsWorld } from './options-world.ts';
import { Page } from './Page.tsx';
import { useAttempt } from './use-attempt.ts';

interface SecurityPageProps {
  readonly world: OptionsWorld;
  readonly overview: Overview;
  readonly settings: Settings;
}

/** How the vault is protected, when it locks, a way to lock it now, and what becomes of a copy. Works locked as well as open. */
export function SecurityPage({ world, overview, settings }: SecurityPageProps) {
  const { said, failure, attempt, fail } = useAttempt();
  const { unlockMethods, vault } = overview;
  const hasPassphrase = unlockMethods.includes('passphrase');

  const change = (changes: Partial<Settings>) =>
    void attempt(() => world.ports.send('save-settings', changes), text('options_security_saved'));

  return (
    <Page title={text('options_security_title')} notice={said}>
      {failure && <Alert error={failure} />}
      <section class="subject">
        <h2>{text('options_security_protection')}</h2>
        {hasPassphrase && (
          <div class="protection">
            <strong>{text('options_security_passphrase')}</strong>
            <p>{text('options_security_passphrase_means')}</p>
          </div>
        )}
        {unlockMethods.includes('this-browser') && (
          <div class="protection">
            <strong>{text('options_security_browser')}</strong>
            <p>{text('options_security_browser_means')}</p>
          </div>
        )}
        {(hasPassphrase || vault === 'unlocked') && (
          <ChangePassphrase
            key={hasPassphrase}
            kind={hasPassphrase ? 'next' : 'first'}
            loadPassphrasePort={world.loadPassphrasePort}
            onChanged={() => {
              void attempt(
                () => Promise.resolve(),
                text(hasPassphrase ? 'options_change_done' : 'options_protect_done'),
              );
            }}
          />
        )}
      </section>
      <section class="subject">
        <h2>{text('options_security_locking')}</h2>
        <p class="lead">{text('options_security_locking_means')}</p>
        <div class="two">
          <SelectField
            label={text('options_security_after')}
            value={String(settings.lockAfterMinutes)}
            onChange={(event) => {
              const minutes = Number(event.currentTarget.value);
              const chosen = LOCK_AFTER_MINUTES.find((item) => item === minutes);
              if (chosen !== undefined) change({ lockAfterMinutes: chosen });
            }}
          >
            {LOCK_AFTER_MINUTES.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {lockAfterName(minutes)}
              </option>
            ))}
          </SelectField>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={settings.lockWithComputer}
            onChange={(event) => change({ lockWithComputer: event.currentTarget.checked })}
          />
          {text('options_security_with_computer')}
        </label>
        <div class="acts">
          {vault === 'unlocked' ? (
            <Button
              onClick={() => void attempt(() => world.ports.send('lock-vault', {}), text('options_security_locked'))}
            >
              <LockIcon />
              {text('options_security_lock_now')}
            </Button>
          ) : (
            <p class="hint">{text('options_security_is_locked')}</p>
          )}
        </div>
      </section>
      <ClipboardSettings clipboard={world.clipboard} settings={settings} onChange={change} onError={fail} />
    </Page>
  );
}

function lockAfterName(minutes: LockAfterMinutes): string {
  return minutes === 0 ? text('options_security_never') : text('options_security_unused', lengthInWords(minutes * 60));
}
