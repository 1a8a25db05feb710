import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/texts.ts';

interface LeavePromptProps {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asks, in the page, before typed values are lost. Staying is the easy answer: it has the focus, and Escape gives it too. */
export function LeavePrompt({ onLeave, onStay }: LeavePromptProps) {
  const stay = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    stay.current?.focus();
    return () => {
      // Back to where the user was. Where that went with the page, the next page takes the focus.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div
      class="ask leave-prompt"
      role="alertdialog"
      aria-labelledby="leave-prompt-question"
      onKeyDown={(event) => event.key === 'Escape' && onStay()}
    >
      <p id="leave-prompt-question">{text('options_leave_question')}</p>
      <div class="acts">
        <Button buttonRef={stay} onClick={onStay}>
          {text('options_leave_stay')}
        </Button>
        <Button kind="quiet" danger onClick={onLeave}>
          {text('options_leave_discard')}
        </Button>
      </div>
    </div>
  );
}
