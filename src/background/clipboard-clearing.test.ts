import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.ts';
import { clipboardMark, settings } from '../storage/items.ts';
import { openedBrowser } from '../testing/background-examples.ts';
import { type FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';

let browser: FakeBrowser;
let worker: FakeWorker;
let id: string;

beforeEach(async () => {
  const opened = await openedBrowser('dev');
  ({ browser, worker } = opened);
  id = String(opened.ids[0]);
  await worker.send('start-session', { profileId: id, tokenCode: '123456', durationSeconds: 43_200 });
  await worker.settle();
});

async function choose(clearClipboardSeconds: Settings['clearClipboardSeconds']): Promise<void> {
  await worker.send('save-settings', { clearClipboardSeconds });
  await worker.settle();
}

/** As the popup copies: it is given the text and puts it on the clipboard itself. */
async function copyInPopup(): Promise<string> {
  const { text } = await worker.send('render-snippet', { profileId: id, formatId: 'posix', toCopy: true });
  browser.web.clipboard.push(text);
  return text;
}

const copyByShortcut = () => worker.services.offers.copyDirectly();
const onClipboard = () => browser.web.clipboard.at(-1);

/** The worker dies, time passes, and the alarm or anything else wakes another. */
async function later(ms: number): Promise<void> {
  worker.kill();
  browser.nowMs += ms;
  worker = new FakeWorker(browser);
  await worker.services.derive();
  await worker.settle();
}

describe('what was copied', () => {
  it.each([
    ['in the popup', copyInPopup],
    ['by the background', copyByShortcut],
  ])('%s is cleared when its time has come and not before, by whatever worker runs then', async (_, copy) => {
    await choose(30);
    await copy();
    const copied = onClipboard();
    expect(copied).toContain('AWS_SESSION_TOKEN');
    expect(browser.alarms.get('clipboard')).toBe(browser.nowMs + 30_000);
    await later(29_999);
    expect(onClipboard()).toBe(copied);
    expect(browser.alarms.get('clipboard')).toBe(browser.nowMs + 1);
    await later(1);
    expect(onClipboard()).toBe('');
    expect(browser.read(clipboardMark)).toBeUndefined();
    // And that once.
    browser.web.clipboard.push('another program');
    await later(60_000);
    expect(onClipboard()).toBe('another program');
  });

  it.each([
    [false, ''],
    [true, 'another program'],
  ])('was followed by something else; may it be read: %s', async (mayRead, left) => {
    browser.web.mayReadClipboard = mayRead;
    await choose(60);
    await copyInPopup();
    browser.web.clipboard.push('another program');
    await later(60_000);
    expect(onClipboard()).toBe(left);
    expect(browser.read(clipboardMark)).toBeUndefined();
  });

  it('is cleared where it may be read, too, however the system ends its lines', async () => {
    browser.web.mayReadClipboard = true;
    await choose(60);
    const text = await copyInPopup();
    browser.web.clipboard.push(text.replaceAll('\n', '\r\n'));
    await later(60_000);
    expect(onClipboard()).toBe('');
  });

  it('moves the time when it is copied anew', async () => {
    await choose(60);
    await copyInPopup();
    await later(50_000);
    await copyByShortcut();
    await later(59_999);
    expect(onClipboard()).not.toBe('');
    await later(1);
    expect(onClipboard()).toBe('');
  });

  it('is cleared after a lock and the end of its session as well', async () => {
    await choose(60);
    await copyInPopup();
    await worker.send('end-session', { profileId: id });
    await worker.send('lock-vault', {});
    await worker.settle();
    await later(60_000);
    expect(onClipboard()).toBe('');
  });

  it('is left alone after a browser restart', async () => {
    await choose(60);
    const text = await copyInPopup();
    browser.restart();
    await later(600_000);
    expect(onClipboard()).toBe(text);
  });

  it('is left alone once the user has switched it off', async () => {
    await choose(60);
    const text = await copyInPopup();
    await choose(0);
    expect(browser.read(clipboardMark)).toBeUndefined();
    await later(60_000);
    expect(onClipboard()).toBe(text);
  });

  it('is tried again when the browser refused', async () => {
    await choose(60);
    const text = await copyInPopup();
    browser.web.clipboardError = new Error('refused');
    await later(60_000);
    expect(onClipboard()).toBe(text);
    browser.web.clipboardError = undefined;
    await later(1);
    expect(onClipboard()).toBe('');
  });
});

describe('what is noted', () => {
  it('is nothing by default, and nothing of what is only shown', async () => {
    expect(DEFAULT_SETTINGS.clearClipboardSeconds).toBe(0);
    await copyInPopup();
    await copyByShortcut();
    expect(browser.read(clipboardMark)).toBeUndefined();
    await choose(30);
    await worker.send('render-snippet', { profileId: id, formatId: 'posix' });
    expect(browser.read(clipboardMark)).toBeUndefined();
    expect(browser.alarms.has('clipboard')).toBe(false);
  });

  it('is a hash under a salt of its own, never the text', async () => {
    await choose(30);
    const text = await copyInPopup();
    const first = browser.read(clipboardMark);
    await copyInPopup();
    const second = browser.read(clipboardMark);
    expect(first?.hash).toMatch(/^\d+(,\d+){31}$/);
    expect(second?.salt).not.toBe(first?.salt);
    expect(second?.hash).not.toBe(first?.hash);
    const secrets = text.match(/[A-Za-z0-9+/]{20,}/g) ?? [];
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    for (const secret of secrets) expect(JSON.stringify(second)).not.toContain(secret);
  });

  it('is there before the text leaves, and a copy that cannot be noted is not made', async () => {
    await choose(30);
    worker.intercept = (call) => {
      if (call.startsWith('session.set') && call.includes(clipboardMark.key)) throw new Error('cut');
    };
    await expect(copyByShortcut()).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(copyInPopup()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(browser.web.clipboard).toEqual([]);
    expect(browser.read(settings).clearClipboardSeconds).toBe(30);
  });
});
