import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Subject } from '../chromium/bench-browser.ts';
import { extensionIdOf } from '../chromium/extension-id.ts';

/** A generated extension: its popup is `popup.html`, its worker `worker.js`. */
export interface GeneratedExtension {
  readonly name: 'blank' | 'floor' | 'one-line';
  readonly files: Readonly<Record<string, string>>;
  /** What its manifest has besides popup and worker. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

/** Writes an extension into a folder of its own in `parent`, with a key made up for this run so that its id is known beforehand. */
export async function writeExtension(
  parent: string,
  { name, files, manifest: more }: GeneratedExtension,
): Promise<Subject> {
  const folder = join(parent, name);
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64');
  const manifest = {
    manifest_version: 3,
    name: `Benchmark: ${name}`,
    version: '1',
    key,
    action: { default_popup: 'popup.html' },
    background: { service_worker: 'worker.js' },
    ...more,
  };
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries({ ...files, 'manifest.json': JSON.stringify(manifest) })) {
    await writeFile(join(folder, path), text);
  }
  return { name, folder, id: extensionIdOf(key), popup: 'popup.html' };
}
