import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ProfileSummary } from '../core/safe-index.ts';
import { Button } from '../ui/Button.tsx';
import { EnvironmentSwatch } from '../ui/Environment.tsx';
import { text } from '../ui/texts.ts';

interface CopyRequestProps {
  /** The host that asks. */
  readonly site: string;
  readonly profile: ProfileSummary;
  /** What the format is called. */
  readonly format: string;
  readonly onCopy: () => void;
  readonly onRefuse: () => void;
}

/** A copy that a page asked for where nobody could tell whether a person meant it: who asks, for what, and the button. */
export function CopyRequest({ site, profile, format, onCopy, onRefuse }: CopyRequestProps) {
  const copyButton = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => copyButton.current?.focus(), []);
  return (
    <section class="view request" aria-label={text('popup_request')}>
      <p>{text('popup_request_asks', site, profile.name, format)}</p>
      <p class="hint">
        <EnvironmentSwatch colour={profile.colour} /> {text('popup_request_means')}
      </p>
      <div class="acts">
        <Button kind="quiet" onClick={onRefuse}>
          {text('popup_request_refuse')}
        </Button>
        <Button kind="primary" buttonRef={copyButton} onClick={onCopy}>
          {text('popup_copy')}
        </Button>
      </div>
    </section>
  );
}
