/** Looks for secrets in a browser's profile folder, or in other bytes, in every form they could have been written in. */
import { type Dirent, promises as fs } from 'node:fs';
import { join } from 'node:path';

/** A value that must not be on disk. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** A canary, or a part of one, in a file. */
export interface Finding {
  readonly canary: string;
  /** How it was written: `utf-8`, `utf-16le`, `base64`, … */
  readonly form: string;
  readonly file: string;
  readonly offset: number;
}

/**
 * So many characters in a row of one form are a find. Not the whole value: LevelDB's tables are compressed with Snappy, which copies
 * what it has seen and keeps the rest as literals, so that a random secret stays in pieces of this size at least. (The tables are not
 * unpacked here; a secret of which 12 characters in a row are a copy of something earlier is no random secret.) Long enough, too,
 * that chance does not find it: 12 characters of base64 have 72 bits.
 */
const WINDOW = 12;

/** The forms of a canary. `unit`: bytes to a character. */
function formsOf(value: string): readonly (readonly [form: string, bytes: Buffer, unit: 1 | 2])[] {
  const utf8 = Buffer.from(value, 'utf8');
  const utf16 = Buffer.from(value, 'utf16le');
  return [
    ['utf-8', utf8, 1],
    ['utf-16le', utf16, 2],
    ['utf-16be', Buffer.from(utf16).swap16(), 2],
    ['hex', Buffer.from(utf8.toString('hex')), 1],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase()), 1],
    ['percent', Buffer.from(encodeURIComponent(value)), 1],
    ['json', Buffer.from(JSON.stringify(value).slice(1, -1)), 1],
    ...base64Forms(utf8, 'base64'),
    ...base64Forms(utf8, 'base64url'),
    ...base64Forms(utf16, 'base64').map(([form, bytes, unit]) => [`${form} of utf-16le`, bytes, unit] as const),
  ];
}

/** Base64 of something that begins at each of the three offsets within a group; the characters that depend on its neighbours are left out. */
function base64Forms(bytes: Buffer, encoding: 'base64' | 'base64url'): (readonly [string, Buffer, 1])[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    const whole = text.length - (text.length % 4);
    return [`${encoding}+${offset}`, Buffer.from(text.slice(offset === 0 ? 0 : 4, whole)), 1] as const;
  });
}

/** All windows to look for, by their bytes; and the first three bytes of each, for a quick no. */
class Needles {
  readonly lengths: ReadonlySet<number>;
  private readonly starts = new Uint8Array(1 << 24);
  private readonly windows = new Map<string, { readonly canary: string; readonly form: string }>();

  constructor(canaries: readonly Canary[]) {
    const lengths = new Set<number>();
    for (const { name, value } of canaries) {
      if (value.length < WINDOW) throw new Error(`${name} is too short to be told from chance.`);
      for (const [form, bytes, unit] of formsOf(value)) {
        const size = Math.min(WINDOW * unit, bytes.length);
        lengths.add(size);
        for (let at = 0; at + size <= bytes.length; at += unit) {
          const window = bytes.subarray(at, at + size);
          this.starts[window.readUIntBE(0, 3)] = 1;
          const key = window.toString('latin1');
          if (!this.windows.has(key)) this.windows.set(key, { canary: name, form });
        }
      }
    }
    this.lengths = lengths;
  }

  /** Every place in `data` where a window stands. */
  *in(data: Buffer): Generator<{ readonly canary: string; readonly form: string; readonly offset: number }> {
    const { starts } = this;
    for (let at = 0, seen = 0; at < data.length; at += 1) {
      seen = ((seen << 8) | (data[at] ?? 0)) & 0xffffff;
      if (at < 2 || starts[seen] === 0) continue;
      const offset = at - 2;
      for (const length of this.lengths) {
        const found = this.windows.get(data.toString('latin1', offset, offset + length));
        if (found) yield { ...found, offset };
      }
    }
  }
}

/**
 * Every find of every canary in the files under `folder`, at most one for each canary, form and file. Files that vanish while a
 * browser runs are passed over.
 * @throws {Error} when a canary is shorter than 12 characters
 */
export async function scanFolder(folder: string, canaries: readonly Canary[]): Promise<Finding[]> {
  const needles = new Needles(canaries);
  const findings = new Map<string, Finding>();
  for await (const { file, data } of filesIn(folder)) {
    for (const { canary, form, offset } of needles.in(data)) {
      const key = [canary, form, file].join('\n');
      if (!findings.has(key)) findings.set(key, { canary, form, file, offset });
    }
  }
  return [...findings.values()];
}

/** Which canaries, or parts of one, stand in `data`, and in which forms: lines like `passphrase utf-8`, each once. */
export function scanBytes(data: Buffer, canaries: readonly Canary[]): string[] {
  const found = new Set<string>();
  for (const { canary, form } of new Needles(canaries).in(data)) found.add(`${canary} ${form}`);
  return [...found].sort();
}

/**
 * How often a six-digit code stands in the files under `folder`: by itself, with no digit beside it, as text of one or two bytes a
 * character, as hex or as base64. Six digits occur by chance; compare with the count from before the code was used.
 */
export async function countCode(folder: string, code: string): Promise<number> {
  let count = 0;
  for await (const { data } of filesIn(folder)) count += countCodeIn(data, code);
  return count;
}

/** As {@link countCode}, in `data`. */
export function countCodeIn(data: Buffer, code: string): number {
  const wide = [...code].join('\0');
  const forms = [
    new RegExp(`(?<![0-9])${code}(?![0-9])`, 'g'),
    new RegExp(`(?<![0-9]\\0)${wide}(?!\\0[0-9])`, 'g'),
    new RegExp(`(?<![0-9a-f])${Buffer.from(code).toString('hex')}(?![0-9a-f])`, 'gi'),
    new RegExp(`(?<![A-Za-z0-9+/])${Buffer.from(code).toString('base64')}(?![A-Za-z0-9+/])`, 'g'),
  ];
  const text = data.toString('latin1');
  return forms.reduce((count, form) => count + (text.match(form)?.length ?? 0), 0);
}

/** How much there is to look at: a scan of nothing finds nothing. */
export async function measureFolder(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  let files = 0;
  let bytes = 0;
  for await (const { data } of filesIn(folder)) {
    files += 1;
    bytes += data.length;
  }
  return { files, bytes };
}

async function* filesIn(folder: string): AsyncGenerator<{ readonly file: string; readonly data: Buffer }> {
  for (const entry of await absent<Dirent[]>(fs.readdir(folder, { withFileTypes: true }), [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield { file: path, data: await absent(fs.readFile(path), Buffer.alloc(0)) };
  }
}

/** `otherwise` for what is no longer there. */
async function absent<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
