/** What a figure may be at most, and what it should be. */
export interface Target {
  readonly must: number;
  readonly aim: number;
}

/** One comparison by ratio: the median over the rounds of (subject / base). */
export interface RatioMetric {
  readonly metric: string;
  readonly what: string;
  readonly subject: string;
  readonly base: string;
  /** What `subject` and `base` are called in the table, where that says more. */
  readonly names?: readonly [string, string];
  readonly unit: 'ms' | 'KiB';
  readonly target?: Target;
}

const toBlank = { subject: 'stint', base: 'blank', unit: 'ms' } as const;
const toFloor = { subject: 'stint', base: 'floor', unit: 'ms' } as const;
const toTen = { base: '10', unit: 'ms' } as const;

/** All ratios, in the order of the table. A metric without a target explains another. */
export const RATIOS: readonly RatioMetric[] = [
  {
    metric: 'action.cold.wall',
    what: 'Click on the pinned icon → code field ready to type',
    ...toBlank,
    target: { must: 1.15, aim: 1.05 },
  },
  {
    metric: 'document.cold',
    what: "Popup's page, cold → code field ready",
    ...toBlank,
    target: { must: 1.2, aim: 1.05 },
  },
  {
    metric: 'document.warm',
    what: "Popup's page, warm → code field ready",
    ...toBlank,
    target: { must: 1.2, aim: 1.05 },
  },
  {
    metric: 'worker.message',
    what: 'Worker stopped → answer to the popup that opened',
    ...toBlank,
    target: { must: 1.45, aim: 1.15 },
  },
  { metric: 'worker.refusal', what: '… to a message that is refused unread', ...toBlank },
  { metric: 'worker.reconcile', what: '… to one that has everything brought up to date first', ...toBlank },
  { metric: 'worker.start', what: 'Worker start', ...toBlank, target: { must: 1.45, aim: 1.15 } },
  {
    metric: 'popup.heap',
    what: "Popup's heap",
    ...toBlank,
    unit: 'KiB',
    target: { must: 1.6, aim: 1.35 },
  },
  {
    metric: 'flow.shown',
    what: 'Sixth digit → session stands in the popup, less the server’s time',
    ...toFloor,
    target: { must: 2, aim: 1.3 },
  },
  { metric: 'flow.painted', what: '… and is painted', ...toFloor },
  {
    metric: 'flow.copied',
    what: 'Click on Copy → text on the clipboard',
    ...toFloor,
    target: { must: 1.5, aim: 1 },
  },
  {
    metric: 'list.ready',
    what: 'Click on the picker → list ready, 2,000 profiles to 10',
    subject: '2000',
    names: ['2,000', '10'],
    ...toTen,
    target: { must: 1.4, aim: 1.15 },
  },
  {
    metric: 'list.ready',
    what: '… 200 profiles to 10',
    subject: '200',
    names: ['200', '10'],
    ...toTen,
  },
  {
    metric: 'list.painted',
    what: '… and painted, 2,000 profiles to 10',
    subject: '2000',
    names: ['2,000', '10'],
    ...toTen,
  },
  {
    metric: 'list.named',
    what: 'Popup opened → selected profile named, 2,000 profiles to 10',
    subject: '2000',
    names: ['2,000', '10'],
    ...toTen,
    target: { must: 1.4, aim: 1.15 },
  },
  {
    metric: 'list.named',
    what: '… 200 profiles to 10',
    subject: '200',
    names: ['200', '10'],
    ...toTen,
  },
  {
    metric: 'plain.heap',
    what: 'Any page: its heap, with Stint to without',
    subject: 'with',
    base: 'without',
    names: ['with', 'without'],
    unit: 'KiB',
    target: { must: 1, aim: 1 },
  },
  {
    metric: 'enabled.heap',
    what: 'Page the user enabled: its heap, a session offered, to a one-line content script',
    subject: 'offered',
    base: 'one-line',
    names: ['with', 'one line'],
    unit: 'KiB',
    target: { must: 1.2, aim: 1.05 },
  },
  {
    metric: 'enabled.heap',
    what: '… nothing to offer',
    subject: 'idle',
    base: 'one-line',
    names: ['with', 'one line'],
    unit: 'KiB',
  },
];

/** Limits that are no ratios, in the unit of their figure. Sizes are in thousands of bytes. */
export const LIMITS = {
  /** Milliseconds that the sign-in may take beyond a bare signed fetch. */
  flowOverFetch: { must: 30, aim: 30 },
  pageBytes: { must: 0, aim: 0 },
  backgroundRaw: { must: 125, aim: 60 },
  backgroundGzip: { must: 42, aim: 20 },
  popupRaw: { must: 40, aim: 20 },
  /** 12 and 4 KiB. */
  chipRaw: { must: 12.288, aim: 4.096 },
} as const;
