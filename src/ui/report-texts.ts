import type { VaultReport } from '../core/safe-index.ts';
import type { TextKey } from './texts.ts';

/** What is said of a copy of the vault that was not as it should be: the cause, and what became of it or what to do. */
export const REPORT_TEXTS = {
  'older-copy': ['options_report_older', 'options_report_older_next'],
  'damaged-copy': ['options_report_damaged', 'options_report_damaged_next'],
  'lost-session': ['options_report_session', 'options_report_session_next'],
  'copy-unreachable': ['options_report_unreachable', 'options_report_unreachable_next'],
} as const satisfies Record<VaultReport, readonly [cause: TextKey, remedy: TextKey]>;
