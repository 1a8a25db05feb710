/** What gets in: nothing, from web pages, other extensions and content scripts. */
import type { Page } from 'playwright';
import { REQUEST_PARSERS } from '../src/messages/parsers.ts';
import { CHROME_PACKAGE, StintBrowser } from './launch.ts';
import { seed } from './seed.ts';
import { expect, test } from './sink-fixture.ts';
import { signIn } from './steps.ts';
import { changedCopy, writeUnpacked } from './unpacked.ts';

test('a web page can neither read nor frame nor recognise Stint', async ({ stint, seeded, sink }) => {
  const web = await stint.context.newPage();
  await web.goto(sink.origin);
  const tried = await web.evaluate(
    async (addresses) => {
      const fetched = await Promise.all(
        addresses.map((address) =>
          fetch(address).then(
            () => 'read',
            () => 'refused',
          ),
        ),
      );
      const images = await Promise.all(
        addresses.map(
          (address) =>
            new Promise<string>((done) => {
              const image = new Image();
              image.onload = () => done('read');
              image.onerror = () => done('refused');
              image.src = address;
            }),
        ),
      );
      const [first = ''] = addresses;
      const frame = document.createElement('iframe');
      frame.src = first;
      const loaded = new Promise<void>((done) => frame.addEventListener('load', () => done()));
      document.body.append(frame);
      await loaded;
      const { chrome } = globalThis as unknown as { chrome?: { runtime?: { sendMessage?: unknown } } };
      return { answers: [...fetched, ...images], messages: typeof chrome?.runtime?.sendMessage };
    },
    ['src/popup/index.html', 'manifest.json', 'icons/16.png', 'background.js'].map((path) => stint.url(path)),
  );
  expect(new Set(tried.answers)).toEqual(new Set(['refused']));
  expect(tried.messages).toBe('undefined');
  expect(web.frames().map((frame) => frame.url())).not.toContainEqual(expect.stringContaining(stint.extensionId));
  expect(seeded.profileId).toMatch(/^[0-9a-f-]{36}$/);
});

test('another extension gets no answer', async ({ sts, alice }) => {
  const neighbour = await writeUnpacked({
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name: 'Neighbour',
      version: '1',
      permissions: ['storage'],
    }),
    'page.html': '<!doctype html><title>neighbour</title>',
  });
  const stint = await StintBrowser.launch({ others: [neighbour.folder] });
  try {
    const { profileId } = await seed(stint, sts, alice);
    await signIn(await stint.openPopup(), alice.device.freshCode());
    const page = await stint.context.newPage();
    await page.goto(`chrome-extension://${neighbour.id}/page.html`);
    const tried = await page.evaluate(
      async ({ stintId, address, messages }) => {
        const { runtime } = (globalThis as unknown as { chrome: { runtime: NeighbourRuntime } }).chrome;
        const answers = await Promise.all(
          messages.map((message) => runtime.sendMessage(stintId, message).catch((error: Error) => error.message)),
        );
        const port = runtime.connect(stintId);
        const closed = new Promise<string>((done) => port.onDisconnect.addListener(() => done('closed')));
        const read = await fetch(address).then(
          () => 'read',
          () => 'refused',
        );
        return { answers, port: await closed, read };
      },
      {
        stintId: stint.extensionId,
        address: stint.url('manifest.json'),
        messages: everyMessage(profileId),
      },
    );
    expect(new Set(tried.answers)).toEqual(new Set(['Could not establish connection. Receiving end does not exist.']));
    expect(tried).toMatchObject({ port: 'closed', read: 'refused' });
  } finally {
    await stint.close();
    await neighbour.remove();
  }
});

test('a content script of our own could send nothing but the chip’s messages and read nothing', async ({
  sts,
  alice,
  sink,
}) => {
  // The shipped files; only the manifest is told to put one script more into a page.
  const variant = await changedCopy(
    CHROME_PACKAGE,
    { content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['intruder.js'] }] },
    { 'intruder.js': INTRUDER },
  );
  const stint = await StintBrowser.launch({ extension: variant.folder });
  try {
    const { profileId } = await seed(stint, sts, alice);
    await signIn(await stint.openPopup(), alice.device.freshCode());
    const requests = sts.requests.all.length;
    const web = await stint.context.newPage();
    // What the chip itself may send is tested with the chip.
    const privileged = everyMessage(profileId).filter(({ type }) => !CHIP_MESSAGES.includes(type));
    await web.goto(`${sink.origin}/#${encodeURIComponent(JSON.stringify(privileged))}`);
    const tried = await resultOf(web);
    expect(tried.answers).toEqual(privileged.map(() => ({ ok: false, error: { code: 'forbidden' } })));
    expect(tried.session).toContain('not allowed');
    expect(tried.local).toContain('not allowed');
    expect(sts.requests.all).toHaveLength(requests);
    // Nothing of it had any effect.
    expect(await stint.send('render-snippet', { profileId, formatId: 'access-key-id' })).toHaveProperty('text');
  } finally {
    await stint.close();
    await variant.remove();
  }
});

const CHIP_MESSAGES: readonly string[] = ['ask-offer', 'copy-offer', 'choose'];

interface NeighbourRuntime {
  sendMessage(id: string, message: unknown): Promise<unknown>;
  connect(id: string): { readonly onDisconnect: { addListener(listener: () => void): void } };
}

/** One of every message Stint knows, with a request it would take from its own pages where that is easily made. */
function everyMessage(profileId: string): { readonly type: string; readonly request: unknown }[] {
  const requests: Readonly<Record<string, unknown>> = {
    'page-opened': {},
    reconcile: {},
    'dismiss-vault-report': {},
    'lock-vault': {},
    'create-vault': { protection: 'this-browser' },
    'unlock-with-this-browser': {},
    'save-settings': { lockAfterMinutes: 0 },
    'start-session': { profileId, tokenCode: '123456', durationSeconds: 3600 },
    'render-snippet': { profileId, formatId: 'posix' },
  };
  const types = Object.keys(REQUEST_PARSERS);
  expect(types).toEqual(expect.arrayContaining(Object.keys(requests)));
  return types.map((type) => ({ type, request: requests[type] ?? { profileId } }));
}

/** Sends every message in the page's hash, tries to read storage, and leaves what came of it on the page. */
const INTRUDER = `
const refusal = (error) => String(error.message ?? error);
const messages = JSON.parse(decodeURIComponent(location.hash.slice(1)));
Promise.all([
  Promise.all(messages.map((message) => chrome.runtime.sendMessage(message).catch(refusal))),
  chrome.storage.session.get(null).then(JSON.stringify, refusal),
  chrome.storage.local.get(null).then(JSON.stringify, refusal),
]).then(([answers, session, local]) => {
  document.documentElement.dataset.result = JSON.stringify({ answers, session, local });
});
`;

async function resultOf(web: Page): Promise<{ answers: unknown[]; session: string; local: string }> {
  const result = await web.waitForFunction(() => document.documentElement.dataset['result']);
  return JSON.parse((await result.jsonValue()) ?? '');
}
