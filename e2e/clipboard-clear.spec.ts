/** What was copied is taken off the clipboard: when, and when not. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../src/core/settings.ts';
import { clipboardMark } from '../src/storage/items.ts';
import { ClipboardReader } from './clipboard.ts';
import { startSession } from './console/console-fixtures.ts';
import { expect, test } from './fixtures.ts';
import { StintBrowser } from './launch.ts';
import { seed } from './seed.ts';
import { copy } from './steps.ts';
import { words } from './texts.ts';

interface Api {
  readonly alarms: { getAll(): Promise<{ readonly name: string }[]> };
  readonly commands: { readonly onCommand: { dispatch(name: string): void } };
  readonly storage: { readonly session: { set(items: Record<string, unknown>): Promise<void> } };
}

const ELSEWHERE = 'copied in another program';

const setClearing = (stint: StintBrowser, clearClipboardSeconds: Settings['clearClipboardSeconds']) =>
  stint.send('save-settings', { clearClipboardSeconds });

/** Needs the first worker: a copy that no window of Stint makes. */
async function copyByShortcut(stint: StintBrowser, clipboard: ClipboardReader): Promise<void> {
  const [worker] = stint.context.serviceWorkers();
  await worker?.evaluate(() =>
    (globalThis as unknown as { chrome: Api }).chrome.commands.onCommand.dispatch('copy-default'),
  );
  await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
}

/** Lets the time pass that was chosen: the copy becomes so much older while no worker runs, and the next one finds it due. */
async function makeDue(stint: StintBrowser): Promise<void> {
  const mark = await stint.stored(clipboardMark);
  if (!mark) throw new Error('No copy was noted.');
  const page = await stint.openOptions();
  await stint.killWorker();
  await page.evaluate(
    ([key, value]) => (globalThis as unknown as { chrome: Api }).chrome.storage.session.set({ [key as string]: value }),
    [clipboardMark.key, { ...mark, copiedAtMs: mark.copiedAtMs - 600_000 }] as const,
  );
  await stint.send('page-opened', {});
  await expect.poll(() => stint.stored(clipboardMark)).toBeUndefined();
}

test('off, nothing is noted and nothing is cleared', async ({ stint, seeded, alice, clipboard }) => {
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  await copyByShortcut(stint, clipboard);
  expect(await stint.stored(clipboardMark)).toBeUndefined();
  const page = await stint.openOptions();
  const alarms = await page.evaluate(() => (globalThis as unknown as { chrome: Api }).chrome.alarms.getAll());
  expect(alarms.map(({ name }) => name)).not.toContain('clipboard');
});

test('a copy in the popup is cleared after 30 seconds though the worker died; unread, whatever is there', async ({
  stint,
  seeded,
  alice,
  clipboard,
}) => {
  test.setTimeout(120_000);
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  await setClearing(stint, 30);
  const popup = await stint.openPopup();
  await copy(popup);
  await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
  // What may become of a copy is told once.
  await popup.getByRole('button', { name: words('popup_clipboard_read') }).click();
  await expect(popup.getByText(words('popup_clipboard_means'))).toHaveCount(0);
  const mark = await stint.stored(clipboardMark);
  expect(mark?.hash).toMatch(/^\d+(,\d+){31}$/);
  expect(JSON.stringify(mark)).not.toContain('ASIA');
  await clipboard.write(ELSEWHERE);
  await stint.killWorker();
  const copiedAtMs = mark?.copiedAtMs ?? 0;
  await expect.poll(() => clipboard.read(), { timeout: 70_000, intervals: [500] }).toBe('');
  expect(Date.now() - copiedAtMs).toBeGreaterThanOrEqual(30_000);
  await expect.poll(() => stint.stored(clipboardMark)).toBeUndefined();
});

test('where Stint may read the clipboard, only its own text is cleared', async ({ sts, alice }) => {
  const stint = await withReadingAllowed();
  try {
    const clipboard = await ClipboardReader.open(stint.context);
    const { profileId } = await seed(stint, sts, alice);
    await startSession(stint, profileId, alice.device.freshCode());
    const options = await stint.openOptions('#security');
    await options.getByRole('checkbox', { name: words('options_clipboard_clear') }).click();
    await expect(options.getByText(words('options_clipboard_only_ours'))).toBeVisible();

    await copy(await stint.openPopup());
    await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
    await clipboard.write(ELSEWHERE);
    await makeDue(stint);
    expect(await clipboard.read()).toBe(ELSEWHERE);

    await copy(await stint.openPopup());
    await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
    // Neither the end of the session nor a lock changes anything.
    await stint.send('end-session', { profileId });
    await stint.send('lock-vault', {});
    await makeDue(stint);
    expect(await clipboard.read()).toBe('');
    clipboard.close();
  } finally {
    await stint.close();
  }
});

/**
 * A browser whose user has allowed Stint to read the clipboard once before, so that it says yes without a window of its own: the answer
 * is put where the browser keeps it.
 */
async function withReadingAllowed(): Promise<StintBrowser> {
  const stint = await StintBrowser.launch();
  await stint.setUpPage();
  await stint.context.close();
  const path = join(stint.profileDir, 'Default', 'Preferences');
  const kept = JSON.parse(await readFile(path, 'utf8')) as KeptPreferences;
  const own = kept.extensions.settings[stint.extensionId];
  const api = [...(own?.granted_permissions.api ?? []), 'clipboardRead'];
  const granted = { ...own?.granted_permissions, api };
  Object.assign(own ?? {}, { granted_permissions: granted, runtime_granted_permissions: granted });
  await writeFile(path, JSON.stringify(kept));
  const again = await stint.restart();
  // Before anything else, since the browser may open it by itself again, in whatever tab is empty.
  await again.openOptions();
  return again;
}

interface KeptPreferences {
  readonly extensions: {
    readonly settings: Readonly<Record<string, { readonly granted_permissions: { readonly api: string[] } }>>;
  };
}
