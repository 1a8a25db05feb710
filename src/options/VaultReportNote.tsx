import type { VaultReport } from '../core/safe-index.ts';
import { AlertBlock } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { REPORT_TEXTS } from '../ui/report-texts.ts';
import { text } from '../ui/texts.ts';

interface VaultReportNoteProps {
  readonly report: VaultReport;
  readonly onRead: () => void;
}

/** What was wrong with a copy of the vault, what became of it, and what that may mean. */
export function VaultReportNote({ report, onRead }: VaultReportNoteProps) {
  const [cause, remedy] = REPORT_TEXTS[report];
  return (
    <AlertBlock cause={text(cause)} remedy={text(remedy)}>
      <Button kind="quiet" onClick={onRead}>
        {text('options_report_read')}
      </Button>
    </AlertBlock>
  );
}
