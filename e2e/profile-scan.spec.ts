/** The scanner of secrets-on-disk.spec.ts, proved on folders whose content is known: what finds nothing proves nothing. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'playwright/test';
import { countCode, measureFolder, scanFolder } from './profile-scan.ts';

const test = base.extend<{ readonly folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'stint-scan-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzEXAMPLE09';
const CANARIES = [{ name: 'secret', value: SECRET }];
const noise = (bytes: number) => randomBytes(bytes);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

const WRITTEN: readonly (readonly [form: string, bytes: Buffer])[] = [
  ['utf-8', Buffer.from(SECRET)],
  ['utf-16le', Buffer.from(SECRET, 'utf16le')],
  ['utf-16be', utf16be(SECRET)],
  ['hex', Buffer.from(Buffer.from(SECRET).toString('hex'))],
  ['HEX', Buffer.from(Buffer.from(SECRET).toString('hex').toUpperCase())],
  ['percent', Buffer.from(encodeURIComponent(SECRET))],
  ['base64+0', Buffer.from(Buffer.from(`${SECRET}tail`).toString('base64'))],
  ['base64+1', Buffer.from(Buffer.from(`1${SECRET}tail`).toString('base64'))],
  ['base64+2', Buffer.from(Buffer.from(`22${SECRET}tail`).toString('base64'))],
  ['base64+1', Buffer.from(Buffer.from(`{"a":"wxyz${SECRET}"}`).toString('base64'))],
  ['utf-8', Buffer.from(SECRET.slice(9, 21))],
  ['utf-16le', Buffer.from(SECRET.slice(20, 32), 'utf16le')],
];
for (const [index, [form, bytes]] of WRITTEN.entries()) {
  test(`finds ${form} between other bytes (${index})`, async ({ folder }) => {
    await mkdir(join(folder, 'deep/er'), { recursive: true });
    const file = join(folder, 'deep/er/000005.ldb');
    await writeFile(file, Buffer.concat([noise(1 + index * 977), bytes, noise(4096)]));
    await writeFile(join(folder, 'other'), noise(100_000));
    const findings = await scanFolder(folder, CANARIES);
    expect(findings.map((finding) => `${finding.canary} ${finding.form} ${finding.file}`)).toContain(
      `secret ${form} ${file}`,
    );
  });
}

test('finds nothing in noise, nor in eleven characters', async ({ folder }) => {
  await writeFile(join(folder, 'noise'), noise(8_000_000));
  await writeFile(join(folder, 'base64'), noise(3_000_000).toString('base64'));
  await writeFile(join(folder, 'eleven'), SECRET.slice(3, 14));
  expect(await scanFolder(folder, CANARIES)).toEqual([]);
  expect(await measureFolder(folder)).toEqual({ files: 3, bytes: 12_000_011 });
});

test('refuses a canary that chance would find', async ({ folder }) => {
  await expect(scanFolder(folder, [{ name: 'code', value: '492718' }])).rejects.toThrow('code is too short');
});

test('counts a code that stands by itself, in one or two bytes a character', async ({ folder }) => {
  await writeFile(join(folder, 'a'), 'x492718y 1492718 4927180 {"tokenCode":"492718"}');
  await writeFile(join(folder, 'b'), Buffer.from('1492718 492718', 'utf16le'));
  expect(await countCode(folder, '492718')).toBe(3);
});
