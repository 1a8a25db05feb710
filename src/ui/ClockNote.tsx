import { Button } from './Button.tsx';
import { text } from './texts.ts';
import { lengthInWords } from './times.ts';

interface ClockNoteProps {
  /** How far the server's clock is ahead of this computer's, milliseconds. */
  readonly offsetMs: number;
  readonly onRead: () => void;
}

/** This computer's clock is minutes off: by how much, which way, and what Stint goes by. */
export function ClockNote({ offsetMs, onRead }: ClockNoteProps) {
  const off = lengthInWords(Math.round(Math.abs(offsetMs) / 60_000) * 60);
  return (
    <div class="note" role="note">
      <p>{text(offsetMs > 0 ? 'ui_clock_behind' : 'ui_clock_ahead', off)}</p>
      <Button kind="quiet" onClick={onRead}>
        {text('ui_clock_read')}
      </Button>
    </div>
  );
}
