import { isClockNews } from '../core/clock-news.ts';
import type { VaultReport } from '../core/safe-index.ts';
import { Button } from '../ui/Button.tsx';
import { ClockNote } from '../ui/ClockNote.tsx';
import { REPORT_TEXTS } from '../ui/report-texts.ts';
import { text } from '../ui/texts.ts';

interface NotesProps {
  /** How far the server's clock is ahead, and how far as the user was told before, milliseconds. */
  readonly offsetMs: number;
  readonly toldMs: number;
  readonly report: VaultReport | undefined;
  readonly onClockRead: () => void;
  readonly onOpenSettings: () => void;
}

/** What is worth a line above everything else, and is no error: nothing that is done here has failed. */
export function Notes({ offsetMs, toldMs, report, onClockRead, onOpenSettings }: NotesProps) {
  const isNews = isClockNews(offsetMs, toldMs);
  if (!report && !isNews) return null;
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
      {isNews && <ClockNote offsetMs={offsetMs} onRead={onClockRead} />}
    </div>
  );
}
