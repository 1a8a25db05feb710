import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PackageSizes } from './measure/package-sizes.ts';
import { documentOf, factsOf, judge, missedIn, quotedIn, type Row, rowsOf, tableOf } from './report.ts';
import { Samples } from './samples.ts';
import { RATIOS } from './targets.ts';

const target = { must: 1.2, aim: 1.05 };

describe('judge', () => {
  it.each([
    [1, 'aim met'],
    [1.05, 'aim met'],
    // Printed as 1.05 and as 1.20: the table must not call them missed.
    [1.0549, 'aim met'],
    [1.2049, 'met'],
    [1.056, 'met'],
    [1.2, 'met'],
    [1.21, 'MISSED'],
    [9, 'MISSED'],
  ])('says of %d: %s', (value, verdict) => {
    expect(judge(value, target, 2)).toBe(verdict);
  });

  it('says nothing without a target', () => {
    expect(judge(99, undefined, 2)).toBe('');
  });
});

const sizes: PackageSizes = {
  background: { raw: 117_190, gzip: 42_100, brotli: 33_814 },
  popupScripts: { raw: 40_049, gzip: 9_000, brotli: 8_000 },
  popupPage: { raw: 70_000, gzip: 20_000, brotli: 18_000 },
  popupFiles: ['popup.html', 'popup.js'],
  chip: { raw: 11_964, gzip: 4_800, brotli: 4_300 },
  contentScripts: 0,
  webAccessibleResources: 0,
};

/** Samples in which every subject takes `factor` times its base. */
function samplesOf(factor: number): Samples {
  const samples = new Samples();
  for (const weather of [1, 3]) {
    samples.startRound();
    for (const { metric, subject, base } of RATIOS) {
      samples.add(metric, subject, 10 * weather * factor);
      samples.add(metric, base, 10 * weather);
    }
    samples.add('flow.fetch', 'floor', weather);
    for (const name of ['plain.bytes', 'plain.worlds']) samples.add(name, 'with', 0);
  }
  return samples;
}

function find(rows: readonly Row[], start: string): Row {
  const row = rows.find(({ what }) => what.startsWith(start));
  if (!row) throw new Error(`No row begins with "${start}".`);
  return row;
}

describe('rowsOf', () => {
  it('misses no must when nothing costs more than its base', () => {
    const missed = missedIn(rowsOf(samplesOf(1), { ...sizes, background: { raw: 1, gzip: 1, brotli: 1 } }));
    expect(missed).toEqual([]);
  });

  it('misses every must of a ratio when all costs three times its base', () => {
    const missed = missedIn(rowsOf(samplesOf(3), sizes)).map((row) => row.what);
    const withTarget = RATIOS.filter((metric) => metric.target).map((metric) => metric.what);
    expect(missed).toEqual(expect.arrayContaining(withTarget));
  });

  it.each([
    ['Background script, raw', '117.2 kB', '125 kB', 'met'],
    ['Background script, gzip', '42.1 kB', '42 kB', 'MISSED'],
    ['Background script, brotli', '33.8 kB', '', ''],
    ["Popup's scripts, raw", '40.0 kB', '40 kB', 'met'],
  ])('weighs %s', (what, figure, must, verdict) => {
    expect(find(rowsOf(samplesOf(1), sizes), what)).toMatchObject({ figure, must, verdict });
  });

  it('takes the fetch off within each round', () => {
    // 15 - 1 and 45 - 3: all samples together would say 30 - 2.
    const row = find(rowsOf(samplesOf(1.5), sizes), '… beyond a bare');
    expect(row).toMatchObject({ figure: '28.0 ms ±7.0', beside: 'fetch: 2.0 ms', verdict: 'aim met' });
    expect(find(rowsOf(samplesOf(2), sizes), '… beyond a bare').verdict).toBe('MISSED');
  });

  it.each([
    ['a byte of script', 'plain.bytes', {}],
    ['a world', 'plain.worlds', {}],
    ['a content script', '', { contentScripts: 1 }],
    ['a resource open to pages', '', { webAccessibleResources: 1 }],
  ])('does not let %s into any page', (_what, metric, more) => {
    const samples = samplesOf(1);
    if (metric) samples.add(metric, 'with', 1);
    expect(find(rowsOf(samples, { ...sizes, ...more }), 'Any page: script').verdict).toBe('MISSED');
  });

  it('makes nothing up for what was not measured', () => {
    const samples = samplesOf(1);
    expect(() => rowsOf(new Samples(), sizes)).toThrow(RangeError);
    expect(samples.paired('never', 'stint', 'blank')).toEqual([]);
  });
});

describe('tableOf', () => {
  it('lines up', () => {
    const lines = tableOf(rowsOf(samplesOf(1.1), sizes)).split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(new Set(lines.map((line) => line.split(' | ').length))).toEqual(new Set([7]));
    expect(lines[2]).toMatch(
      /^\| Click on the pinned icon .*\| 22\.0 ms +\| blank: 20\.0 ms +\| 1\.10 ±\.00 +\| 1\.15 +\| 1\.05 +\| met +\|$/,
    );
  });
});

describe('documentOf', () => {
  it('names the browser, the rounds and the cores, and no date', () => {
    const text = documentOf(rowsOf(samplesOf(1), sizes), { browser: 'Chromium 1.2', rounds: 6, cores: 2 });
    expect(text).toContain(factsOf({ browser: 'Chromium 1.2', rounds: 6, cores: 2 }));
    expect(text).toContain('Chromium 1.2, headless, 6 rounds, 2 cores.');
    expect(text).not.toMatch(/\b20\d\d\b/);
  });
});

describe('quotedIn', () => {
  const facts = { browser: 'Chromium 1', rounds: 2, cores: 2 };
  const rows = rowsOf(samplesOf(1), sizes);
  const page = 'Before\n\n<!-- What npm run bench found: -->\nfigures of before\n<!-- That was it. -->\n\nAfter\n';

  it('puts what has a target in the place of the former figures, and can do so again', () => {
    const once = quotedIn(page, rows, facts);
    expect(once).toMatch(
      /^Before\n\n<!--[\s\S]*Chromium 1, headless, 2 rounds[\s\S]*<!-- That was it. -->\n\nAfter\n$/,
    );
    expect(once).not.toContain('figures of before');
    expect(once).toContain('| Worker start');
    expect(once).not.toContain('brotli');
    expect(quotedIn(once, rows, facts)).toBe(once);
  });

  it('refuses a page without the place', () => {
    expect(() => quotedIn('Before\n', rows, facts)).toThrow('no place');
  });

  it('the README says what docs/benchmark.md says', () => {
    const read = (path: string) => readFileSync(`${import.meta.dirname}/../${path}`, 'utf8');
    const cellsOf = (text: string) =>
      text
        .split('\n')
        .flatMap((line) => (/^\| .*(met|MISSED) *\|$/.test(line) ? [line.split('|').map((cell) => cell.trim())] : []));
    const quoted = cellsOf(read('README.md'));
    const all = new Map(cellsOf(read('docs/benchmark.md')).map((cells) => [cells[1], cells]));
    expect(quoted.length).toBeGreaterThan(10);
    for (const [, what, figure, beside, ratio] of quoted) {
      expect(all.get(what)?.slice(2, 5), what).toEqual([figure, beside, ratio]);
    }
  });
});
