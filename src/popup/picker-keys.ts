/** How far Page Up and Page Down go. */
const PAGE = 6;

/**
 * What a key does in the open picker: the row it goes to, `choose` the row the keys are on (`at`), `leave` without a choice, or nothing
 * of the picker's. `last` is the last row, -1 when there is none.
 */
export function pickerKey(key: string, at: number, last: number): number | 'choose' | 'leave' | undefined {
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? Math.max(last, 0) : at - 1;
    case 'PageDown':
      return Math.max(0, Math.min(at + PAGE, last));
    case 'PageUp':
      return Math.max(0, at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(last, 0);
    case 'Enter':
      return 'choose';
    case 'Escape':
      return 'leave';
    default:
      return undefined;
  }
}
