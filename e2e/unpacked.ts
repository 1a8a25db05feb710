import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An unpacked extension in a folder of its own. */
export interface Unpacked {
  readonly folder: string;
  /** The id Chromium gives it, unless its manifest has a key. */
  readonly id: string;
  remove(): Promise<void>;
}

/** Writes an extension of these files, by their paths. */
export async function writeUnpacked(files: Readonly<Record<string, string>>): Promise<Unpacked> {
  const unpacked = await emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(unpacked.folder, path)), { recursive: true });
    await writeFile(join(unpacked.folder, path), content);
  }
  return unpacked;
}

/** A copy of an extension with other values in its manifest and more files. */
export async function changedCopy(
  of: string,
  manifest: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>>,
): Promise<Unpacked> {
  const unpacked = await emptyFolder();
  await cp(of, unpacked.folder, { recursive: true });
  const path = join(unpacked.folder, 'manifest.json');
  const shipped = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...shipped, ...manifest }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(unpacked.folder, name), content);
  return unpacked;
}

async function emptyFolder(): Promise<Unpacked> {
  const folder = await mkdtemp(join(tmpdir(), 'stint-extension-'));
  return { folder, id: idOf(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The first 16 bytes of the path's SHA-256, each half byte a letter from `a` to `p` (Chromium, components/crx_file/id_util.cc). */
function idOf(path: string): string {
  const hex = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16))).join('');
}
