import { AppError } from '../errors.ts';
import type { KeyCandidate } from './key-candidate.ts';

// The header of the IAM console's file today is `Access key ID,Secret access key`; older ones begin with the user and
// hold a password.
const COLUMNS: ReadonlyMap<string, 'accessKeyId' | 'secretAccessKey' | 'userName'> = new Map([
  ['access key id', 'accessKeyId'],
  ['secret access key', 'secretAccessKey'],
  ['user name', 'userName'],
]);

/**
 * The records of a CSV text (RFC 4180, with any line end), or undefined when a quote is left open or stands inside a
 * plain field.
 */
function parseCsv(text: string, separator: string): string[][] | undefined {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let field = '';
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close < 0) return undefined;
        field += text.slice(at + 1, close);
        at = close + 1;
        if (text[at] !== '"') break;
        field += '"';
      }
    } else {
      const start = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      field = text.slice(start, at);
      if (field.includes('"')) return undefined;
    }
    record.push(field.trim());
    if (at < text.length && text[at] === separator) {
      at++;
      continue;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') return undefined;
    records.push(record);
    record = [];
    // Of CRLF the LF ends an empty record, which nobody misses.
    at++;
  }
  return records;
}

/**
 * The rows of the IAM console's access-key file, found by the names in its first line. A spreadsheet that saved or
 * copied it again may have put semicolons or tabs in place of the commas.
 * @throws {AppError} `unreadable-paste` for such a first line above broken quotes.
 */
export function readCsv(text: string): KeyCandidate[] {
  const firstLine = text.slice(0, 256).split(/[\r\n]/, 1)[0] ?? '';
  if (!/access key id/i.test(firstLine)) return [];
  const separator = [',', ';', '\t'].find((character) => firstLine.includes(character));
  if (!separator) return [];
  const [header, ...rows] = parseCsv(text, separator) ?? [];
  if (!header) throw new AppError('unreadable-paste');
  const columns = header.map((name) => COLUMNS.get(name.toLowerCase()));
  return rows
    .filter((row) => row.some((field) => field !== ''))
    .map((row) => {
      const candidate: KeyCandidate = {};
      for (const [index, column] of columns.entries()) if (column) candidate[column] = row[index];
      return candidate;
    });
}
