/** The rows of a long list that are worth drawing: from `first` up to but without `end`. */
export interface ListWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a quick scroll meets no blank. */
const MARGIN = 4;

/** Which of `count` rows of `rowHeight` can be seen in a box of `height` scrolled to `scrollTop` (all in pixels), and a few more. */
export function listWindow(count: number, rowHeight: number, scrollTop: number, height: number): ListWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + MARGIN);
  return { first: Math.min(first, end), end };
}

/** The scroll position nearest to `scrollTop` at which row `index` is wholly in sight. */
export function scrolledTo(index: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + rowHeight - height));
}
