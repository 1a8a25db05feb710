import type { VaultReport } from '../core/safe-index.ts';
import { Button } from '../ui/Button.tsx';
import { ClockNote } from '../ui/ClockNote.tsx';
import { REPORT_TEXTS } from '../ui/report-texts.ts';
import { text } from '../ui/texts.ts';

interface NotesProps {
  /** What the clock is off by, milliseconds, while the user is to be told. */
  readonly clockOffMs: number | undefined;
  readonly report: VaultReport | undefined;
  readonly onClockRead: () => void;
  readonly onOpenSettings: () => void;
}

/** What is worth a line above everything else, and is no error: nothing that is done here has failed. */
export function Notes({ clockOffMs, report, onClockRead, onOpenSettings }: NotesProps) {
  if (!report && clockOffMs === undefined) return null;
  return (
    <div class="notes">
      {report && (
        <div class="note" role="note">
          <p>{text(REPORT_TEXTS[report][0])}</p>
          <Button kind="quiet" onClick={onOpenSettings}>
            {text('popup_open_settings')}
          </Button>
        </div>
      )}
      {clockOffMs !== undefined && <ClockNote offsetMs={clockOffMs} onRead={onClockRead} />}
    </div>
  );
}
