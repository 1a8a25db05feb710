import type { ComponentChildren } from 'preact';
import { formatAccountId } from '../core/arn.ts';
import type { ErrorCode, ErrorRecord } from '../core/errors.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { TickIcon } from '../ui/icons.tsx';
import { type TextKey, text } from '../ui/texts.ts';
import type { KeyCheckProgress } from './profile-form.ts';

/** What helps here where the usual remedy speaks of a code or of this very form. */
const REMEDIES: Readonly<Partial<Record<ErrorCode, TextKey>>> = {
  'access-key-unknown': 'options_check_remedy_unknown',
  'secret-wrong': 'options_check_remedy_secret',
  'clock-skew': 'options_check_remedy_clock',
  'region-disabled': 'options_check_remedy_region',
  throttled: 'options_check_remedy_later',
  'service-unavailable': 'options_check_remedy_later',
  'timed-out': 'options_check_remedy_again',
  'outcome-unknown': 'options_check_remedy_again',
  'foreign-reply': 'options_check_remedy_network',
  'unreadable-reply': 'options_check_remedy_reply',
  unreachable: 'options_check_remedy_unreachable',
};

/** Asking the same again can only help where the keys themselves were not the reason. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['root-keys', 'temporary-access-key', 'secret-wrong']);

interface KeyCheckPanelProps {
  /** The keys in the vault stand as they are: there is nothing to ask. */
  readonly unchanged: boolean;
  readonly progress: KeyCheckProgress;
  /** Where the question goes, `sts.eu-central-1.amazonaws.com`. */
  readonly host: string;
  readonly onAskAgain: () => void;
  /** The server was not reached, which is also how one looks that lets no extension read its answers: ask for access to it. */
  readonly onAllow: () => void;
}

/** Whose keys these are, as far as it is known. The place for it stays in the page, so that what comes is read out. */
export function KeyCheckPanel({ unchanged, progress, host, onAskAgain, onAllow }: KeyCheckPanelProps) {
  return (
    <div class="key-check">
      <div aria-live="polite">
        {progress.state === 'none' && (
          <p class="hint">{text(unchanged ? 'options_check_unchanged' : 'options_check_waiting')}</p>
        )}
        {progress.state === 'checking' && (
          <div class="found">
            <span class="spinner" />
            <strong>{text('options_check_asking')}</strong>
            <p>{host}</p>
          </div>
        )}
        {progress.state === 'known' && (
          <div class="found known">
            <TickIcon />
            <strong>
              {text('options_check_owner', progress.owner.userName, formatAccountId(progress.owner.accountId))}
            </strong>
            <p>{text('options_check_by', host)}</p>
          </div>
        )}
      </div>
      {progress.state === 'refused' && (
        <KeyRefusal error={progress.error}>
          {!FINAL.has(progress.error.code) && (
            <Button kind="quiet" onClick={onAskAgain}>
              {text('options_check_again')}
            </Button>
          )}
          {progress.error.code === 'unreachable' && (
            <Button kind="quiet" onClick={onAllow}>
              {text('options_check_allow', host)}
            </Button>
          )}
        </KeyRefusal>
      )}
    </div>
  );
}

interface KeyRefusalProps {
  readonly error: ErrorRecord;
  readonly children?: ComponentChildren;
}

/** Why keys were not taken, in the words of this form. */
export function KeyRefusal({ error, children }: KeyRefusalProps) {
  const remedy = REMEDIES[error.code];
  return (
    <Alert error={error} remedy={remedy && text(remedy)}>
      {children}
    </Alert>
  );
}
