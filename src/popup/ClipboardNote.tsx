import { Button } from '../ui/Button.tsx';
import { text } from '../ui/texts.ts';

interface ClipboardNoteProps {
  readonly onSettings: () => void;
  readonly onDismiss: () => void;
}

/** What may become of a copy, told below everything else, so that nothing moves: until the user has read it. */
export function ClipboardNote({ onSettings, onDismiss }: ClipboardNoteProps) {
  return (
    <section class="clipboard-note" aria-label={text('popup_clipboard')}>
      <p class="hint">{text('popup_clipboard_means')}</p>
      <div class="acts">
        <Button kind="quiet" onClick={onSettings}>
          {text('popup_clipboard_settings')}
        </Button>
        <Button kind="quiet" onClick={onDismiss}>
          {text('popup_clipboard_read')}
        </Button>
      </div>
    </section>
  );
}
