import type { VaultReport } from '../core/safe-index.ts';
import { AlertBlock } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/texts.ts';

const TEXTS = {
  'older-copy': ['options_report_older', 'options_report_older_next'],
  'damaged-copy': ['options_report_damaged', 'options_report_damaged_next'],
  'copy-unreachable': ['options_report_unreachable', 'options_report_unreachable_next'],
} as const satisfies Record<VaultReport, readonly [cause: string, remedy: string]>;

interface VaultReportNoteProps {
  readonly report: VaultReport;
  readonly onRead: () => void;
}

/** What was wrong with a copy of the vault, what became of it, and what that may mean. */
export function VaultReportNote({ report, onRead }: VaultReportNoteProps) {
  const [cause, remedy] = TEXTS[report];
  return (
    <AlertBlock cause={text(cause)} remedy={text(remedy)}>
      <Button kind="quiet" onClick={onRead}>
        {text('options_report_read')}
      </Button>
    </AlertBlock>
  );
}
