import type { PackageSizes, Size } from './measure/package-sizes.ts';
import type { Samples } from './samples.ts';
import { compare, halfQuartileRange, median } from './statistics.ts';
import { LIMITS, RATIOS, type RatioMetric, type Target } from './targets.ts';

export type Verdict = 'aim met' | 'met' | 'MISSED' | '';

/** One line of the table, as it is printed. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly beside: string;
  readonly ratio: string;
  readonly must: string;
  readonly aim: string;
  readonly verdict: Verdict;
}

/** What a run was, without its date. */
export interface RunFacts {
  readonly browser: string;
  readonly rounds: number;
  readonly cores: number;
}

/**
 * How `value` stands to its target. Judged as it is printed, with `decimals` places, so that the table never contradicts itself.
 */
export function judge(value: number, target: Target | undefined, decimals: number): Verdict {
  if (!target) return '';
  const printed = Number(value.toFixed(decimals));
  if (printed <= target.aim) return 'aim met';
  return printed <= target.must ? 'met' : 'MISSED';
}

/** Every line, from what was measured. @throws {RangeError} when something was not */
export function rowsOf(samples: Samples, sizes: PackageSizes): Row[] {
  const ratios = RATIOS.map((metric) => ratioRow(samples, metric));
  const at = ratios.findIndex((row) => row.what.startsWith('Click on Copy'));
  return [...ratios.toSpliced(at, 0, overFetchRow(samples)), ...pageRows(samples, sizes), ...sizeRows(sizes)];
}

function ratioRow(samples: Samples, { metric, what, subject, base, names, unit, target }: RatioMetric): Row {
  const found = compare(samples.paired(metric, subject, base));
  const [subjectName, baseName] = names ?? [undefined, base];
  return {
    what,
    figure: `${subjectName ? `${subjectName}: ` : ''}${amount(found.subject, unit)}`,
    beside: `${baseName}: ${amount(found.base, unit)}`,
    ratio: `${found.ratio.toFixed(2)} ±${found.spread.toFixed(2).replace(/^0/, '')}`,
    must: target?.must.toFixed(2) ?? '',
    aim: target?.aim.toFixed(2) ?? '',
    verdict: judge(found.ratio, target, 2),
  };
}

/** The sign-in less a bare signed fetch, by the difference in each round. */
function overFetchRow(samples: Samples): Row {
  const fetches = samples.paired('flow.fetch', 'floor', 'floor').map(({ subject }) => median(subject));
  const shown = samples.paired('flow.shown', 'stint', 'floor').map(({ subject }) => median(subject));
  const differences = shown.map((value, round) => value - (fetches[round] ?? Number.NaN));
  const over = median(differences);
  const target = LIMITS.flowOverFetch;
  return {
    what: '… beyond a bare signed fetch in the worker',
    figure: `${amount(over, 'ms')} ±${halfQuartileRange(differences).toFixed(1)}`,
    beside: `fetch: ${amount(median(samples.all('flow.fetch', 'floor')), 'ms')}`,
    ratio: '',
    must: `${target.must} ms`,
    aim: `${target.aim} ms`,
    verdict: judge(over, target, 1),
  };
}

function pageRows(samples: Samples, sizes: PackageSizes): Row[] {
  const bytes = Math.max(...samples.all('plain.bytes', 'with'));
  const worlds = Math.max(...samples.all('plain.worlds', 'with'));
  return [
    {
      what: 'Any page: script put into it',
      figure: `${bytes} bytes, ${worlds} worlds`,
      beside: `${sizes.contentScripts} content scripts and ${sizes.webAccessibleResources} web-accessible resources in the manifest`,
      ratio: '',
      must: '0',
      aim: '0',
      verdict: judge(bytes + worlds + sizes.contentScripts + sizes.webAccessibleResources, LIMITS.pageBytes, 0),
    },
    sizeRow('Page the user enabled: its script, raw', sizes.chip, 'raw', LIMITS.chipRaw),
  ];
}

function sizeRows({ background, popupScripts, popupPage, popupFiles }: PackageSizes): Row[] {
  return [
    sizeRow('Background script, raw', background, 'raw', LIMITS.backgroundRaw),
    sizeRow('Background script, gzip', background, 'gzip', LIMITS.backgroundGzip),
    sizeRow('Background script, brotli', background, 'brotli'),
    sizeRow("Popup's scripts, raw", popupScripts, 'raw', LIMITS.popupRaw),
    sizeRow("Popup's scripts, gzip", popupScripts, 'gzip'),
    sizeRow("Popup's scripts, brotli", popupScripts, 'brotli'),
    { ...sizeRow("All that the popup's page loads, raw", popupPage, 'raw'), beside: `${popupFiles.length} files` },
  ];
}

function sizeRow(what: string, size: Size, form: keyof Size, target?: Target): Row {
  const kB = size[form] / 1000;
  return {
    ...EMPTY,
    what,
    figure: `${kB.toFixed(1)} kB`,
    ...(target && { must: `${target.must} kB`, aim: `${target.aim} kB` }),
    verdict: judge(kB, target, 1),
  };
}

const EMPTY: Row = { what: '', figure: '', beside: '', ratio: '', must: '', aim: '', verdict: '' };

function amount(value: number, unit: 'ms' | 'KiB'): string {
  return `${value.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`;
}

const HEADINGS: Row = {
  what: 'What',
  figure: 'Stint',
  beside: 'Beside it',
  ratio: 'Ratio',
  must: 'Must',
  aim: 'Aim',
  verdict: '',
};

/** The rows as a table in Markdown, in columns that line up as plain text, too. */
export function tableOf(
  rows: readonly Row[],
  columns: readonly (keyof Row)[] = Object.keys(HEADINGS) as (keyof Row)[],
): string {
  const all = [HEADINGS, ...rows];
  const widths = columns.map((column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head, ...body] = all.map((row) => line(columns.map((column, at) => row[column].padEnd(widths[at] ?? 0))));
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

const QUOTE_START = '<!-- What npm run bench found: -->';
const QUOTE_END = '<!-- That was it. -->';

/**
 * The README with the figures of this run: those that have a target.
 * @throws {Error} for one without the two marks between which they stand
 */
export function quotedIn(readme: string, rows: readonly Row[], facts: RunFacts): string {
  const [start, end] = [readme.indexOf(QUOTE_START), readme.indexOf(QUOTE_END)];
  if (start < 0 || end < start) throw new Error('The README has no place for the figures.');
  const measured = rows.filter(({ must }) => must !== '');
  const table = tableOf(measured, ['what', 'figure', 'beside', 'ratio', 'must', 'verdict']);
  return `${readme.slice(0, start)}${QUOTE_START}\n\n${factsOf(facts)}\n\n${table}\n\n${readme.slice(end)}`;
}

/** One line on what the run was. */
export function factsOf({ browser, rounds, cores }: RunFacts): string {
  return `${browser}, headless, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${cores} cores.`;
}

/** How many musts were missed. */
export function missedIn(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.verdict === 'MISSED');
}

/** The whole of docs/benchmark.md. */
export function documentOf(rows: readonly Row[], facts: RunFacts): string {
  return `# Benchmark

What \`npm run bench\` printed. ${factsOf(facts)}

${tableOf(rows)}

${EXPLANATION}`;
}

const EXPLANATION = `Milliseconds depend on the machine and on what else it does; read the ratios. Everything beside Stint is measured in the
same run, in the same browser, in turns with it. A ratio is the median over the rounds of (Stint's median / the other's median in that
round); after ± stands half the distance between the quartiles of the rounds' ratios. Each round starts a fresh browser. **blank** is an
extension whose popup is one field and whose worker is one line. **floor** does the whole job in a few KiB with nothing around it: the
popup hands the code to the worker, which signs one GetSessionToken by hand, fetches it and answers. Neither has a vault. Both are made
anew for the run. Stint's package is measured as it is built, with nothing added; it holds 10 profiles where nothing else is said.

**Code field ready to type**: it has the focus, can be seen, is not disabled or read-only, and stays so. A digit is typed into it
afterwards, and has to be in it.

- **Click on the pinned icon**: the browser is told, through its DevTools protocol, to run the extension's action, which is what a click
  on the icon does. It counts from sending that command. The extension has no process and no worker then, as a minute after its last
  use. Included, for both alike, is the moment in which the popup's new page is held to put the observer in.
- **Popup's page**: the same page in a tab, from the start of its loading. Cold: the extension has no process and no worker.
  Warm: it has both.
- **Worker start**: from the DevTools command to the browser's report that the worker runs, the extension's process being alive.
- **Worker stopped → answer**: in a page of the extension, from \`runtime.sendMessage\` to the answer. Stint is asked what its popup asks:
  its listeners answer it at once, and what they call for is made and brought up to date after. The other two messages need that first.
  blank sends each message back.
- **Popup's heap**: JavaScript in use after two collections, the popup's page open in a tab and left alone.
- **Sixth digit → session**: in the real toolbar popup, from the key to the time left standing in the page, with the worker running, less
  the time from each request's arrival at the embedded STS to the end of its answer. Stint in that time also notes the code as spent
  before it leaves, seals the session and writes it to disk, and settles its index; floor keeps it in a variable.
- **Click on Copy**: from the click to the end of the clipboard's writing. The clipboard is read afterwards and has to hold it.
- **List ready**: from the click on the picker until its rows in sight are drawn and say how many there are in all.
- **Any page**: a page of the web without script of its own, 100 table rows and a form, in a browser with Stint and in one without.
- **Page the user enabled**: the same page, with Stint's chip registered for it, and in a browser with a content script of one line. The
  heap is the whole page's, worlds of extensions included, after two collections. The chip has to stand there when a session is offered.

Not measured: a person's own click, a network (the embedded STS is on loopback), Firefox, and any machine but this one.
`;
