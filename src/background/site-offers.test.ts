import { beforeEach, describe, expect, it } from 'vitest';
import { SNIPPET_FORMAT_IDS } from '../core/snippets/ids.ts';
import { renderSnippet } from '../core/snippets/render.ts';
import { type ChipState, contentReply } from '../messages/chip.ts';
import { createRouter } from '../messages/router.ts';
import type { Sender } from '../messages/sender.ts';
import { clockOffset, copyIntent } from '../storage/items.ts';
import { chipPages, sites } from '../storage/site-items.ts';
import { openedBrowser } from '../testing/background-examples.ts';
import { type FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';

const CONSOLE = 'https://shell.example.com/*';
const SELF = { id: 'stint', pageRoot: 'chrome-extension://stint/' };
/** A content script in the console's page, as the browser stamps it. */
const PAGE: Sender = {
  id: SELF.id,
  url: 'https://shell.example.com/terminal?x#y',
  origin: 'https://shell.example.com',
  fromTab: true,
  tabId: 7,
  frameId: 0,
  documentId: 'd-1',
};

let browser: FakeBrowser;
let worker: FakeWorker;
let ids: string[];

async function start(profileId: string, tokenCode: string, durationSeconds = 3600): Promise<void> {
  await worker.send('start-session', { profileId, tokenCode, durationSeconds });
  await worker.settle();
}

beforeEach(async () => {
  ({ browser, worker, ids } = await openedBrowser('dev', 'prod'));
  const { web } = browser;
  web.allowed.add(CONSOLE);
  web.tabs.set(7, PAGE.url ?? '');
  await worker.send('save-site', { site: { id: CONSOLE, patterns: [CONSOLE] } });
});

const ask = (sender = PAGE) => worker.send('ask-offer', {}, sender);
const idOf = (name: 'dev' | 'prod') => String(ids[name === 'dev' ? 0 : 1]);

async function offer(sender = PAGE): Promise<ChipState['offers'][number]> {
  const [first] = (await ask(sender)).offers;
  if (!first) throw new Error('nothing is offered');
  return first;
}

async function copy(changes: { offerId?: string; seen?: boolean } = {}, sender = PAGE) {
  const offerId = changes.offerId ?? (await offer()).id;
  return worker.send('copy-offer', { offerId, formatId: 'posix', seen: changes.seen ?? true }, sender);
}

describe('what is offered', () => {
  it('are live sessions as labels, the one that ends first in front', async () => {
    await start(idOf('prod'), '111111', 7200);
    await start(idOf('dev'), '222222', 3600);
    const state = await ask();
    expect(state.offers.map(({ label }) => label)).toEqual(['dev', 'prod']);
    expect(Object.keys(state.offers[0] ?? {}).sort()).toEqual(['colour', 'expiresAtMs', 'id', 'label']);
    expect(state).toMatchObject({ formatId: 'posix', corner: 'bottom-right', collapsed: false });
    const wire = JSON.stringify(state);
    for (const hidden of [
      ...ids,
      'eu-central-1',
      '111122223333',
      'arn:',
      'ASIA',
      ...browser.sts.issued.flatMap(Object.values),
    ]) {
      expect(wire).not.toContain(String(hidden));
    }
  });

  it('keep their ids in the same document, and get others in the next', async () => {
    await start(idOf('dev'), '222222');
    const { id } = await offer();
    expect((await offer()).id).toBe(id);
    const next = await offer({ ...PAGE, documentId: 'd-2' });
    expect(next.id).not.toBe(id);
    // The former document is gone, and its ids with it.
    await expect(copy({ offerId: id })).resolves.toEqual({ outcome: 'gone' });
    expect(browser.web.clipboard).toEqual([]);
  });

  it.each<[string, Partial<Sender>]>([
    ['another site', { url: 'https://evil.example/', origin: 'https://evil.example' }],
    [
      'a site that begins like it',
      { url: 'https://shell.example.com.evil.example/', origin: 'https://shell.example.com.evil.example' },
    ],
    ['the same site without TLS', { url: 'http://shell.example.com/', origin: 'http://shell.example.com' }],
    ['a frame', { frameId: 3 }],
    ['a sandboxed page', { origin: 'null' }],
    ['an origin that is not the address’s', { origin: 'https://evil.example' }],
    ['a page of ours', { url: `${SELF.pageRoot}src/popup/index.html`, origin: 'chrome-extension://stint' }],
  ])('is nothing to %s', async (_, change) => {
    await start(idOf('dev'), '222222');
    expect((await ask({ ...PAGE, ...change })).offers).toEqual([]);
    expect(browser.read(chipPages)).toEqual({});
  });

  it('is nothing without a tab', async () => {
    await start(idOf('dev'), '222222');
    const { tabId: _, ...nowhere } = PAGE;
    expect((await ask(nowhere)).offers).toEqual([]);
  });

  it('is nothing while locked, after the end, or when the site may not have it', async () => {
    await start(idOf('dev'), '222222');
    await worker.send('lock-vault', {});
    expect((await ask()).offers).toEqual([]);
    ({ browser, worker, ids } = await openedBrowser('dev', 'prod'));
    browser.web.allowed.add(CONSOLE);
    await worker.send('save-site', { site: { id: CONSOLE, patterns: [CONSOLE], profileIds: [idOf('prod')] } });
    await start(idOf('dev'), '222222');
    expect((await ask()).offers).toEqual([]);
    await start(idOf('prod'), '333333');
    expect((await ask()).offers.map(({ label }) => label)).toEqual(['prod']);
    browser.nowMs += 3_600_001;
    expect((await ask()).offers).toEqual([]);
  });

  it('tells the end by this computer’s clock', async () => {
    await start(idOf('dev'), '222222');
    const { expiresAtMs } = await offer();
    browser.store('local', clockOffset.key, 600_000);
    worker = new FakeWorker(browser);
    expect((await offer()).expiresAtMs).toBe(expiresAtMs - 600_000);
  });
});

describe('the user’s own templates', () => {
  const TEXT = 'deploy --key {{access_key_id}}';
  const add = async (name = 'Deploy R&D') =>
    (await worker.send('save-templates', { templates: [{ name, text: TEXT }] })).ids[0] ?? 'template:none';

  it('are formats like any other, by name alone', async () => {
    const id = await add();
    await start(idOf('dev'), '222222');
    const state = await ask();
    expect(state.formats.at(-1)).toEqual({ id, label: 'Deploy R&D' });
    expect(state.formats).toHaveLength(SNIPPET_FORMAT_IDS.length + 1);
    expect(JSON.stringify(state)).not.toContain('deploy --key');
    expect(contentReply(state)).toEqual(state);
    const [{ id: offerId } = { id: '' }] = state.offers;
    const request = { offerId, formatId: id, seen: true };
    await expect(worker.send('copy-offer', request, PAGE)).resolves.toEqual({ outcome: 'copied' });
    expect(browser.web.clipboard).toEqual([`deploy --key ${browser.sts.issued[0]?.accessKeyId}`]);
    await worker.send('copy-offer', { ...request, seen: false }, PAGE);
    expect(browser.read(copyIntent)).toMatchObject({ formatId: id, format: 'Deploy R&D' });
  });

  it('are copied where they were chosen, for the site or by the user’s settings', async () => {
    const id = await add();
    const other = await add('Other');
    await start(idOf('dev'), '222222');
    await worker.send('save-settings', { defaultFormat: other });
    expect((await ask()).formatId).toBe(other);
    await worker.send('choose', { formatId: id }, PAGE);
    expect((await ask()).formatId).toBe(id);
    // Gone, it is not offered, and the one that was to be copied anyway is back.
    await worker.send('remove-template', { id });
    const state = await ask();
    expect(state).toMatchObject({ formatId: other });
    expect(state.formats.map((format) => format.id)).not.toContain(id);
    const offerId = state.offers[0]?.id ?? '';
    await expect(worker.send('copy-offer', { offerId, formatId: id, seen: true }, PAGE)).resolves.toEqual({
      outcome: 'gone',
    });
  });

  it('are told to no page that is offered nothing', async () => {
    const id = await add();
    await worker.send('save-settings', { defaultFormat: id });
    const nothing = { offers: [], formats: [], formatId: 'posix' };
    expect(await ask()).toMatchObject(nothing);
    await start(idOf('dev'), '222222');
    const elsewhere = { ...PAGE, url: 'https://evil.example/', origin: 'https://evil.example' };
    expect(await ask(elsewhere)).toMatchObject(nothing);
    await worker.send('lock-vault', {});
    expect(await ask()).toMatchObject(nothing);
  });
});

describe('a click', () => {
  it('that was seen puts the snippet on the clipboard, and answers a word', async () => {
    await start(idOf('dev'), '222222');
    await expect(copy()).resolves.toEqual({ outcome: 'copied' });
    const [credentials] = browser.sts.issued;
    if (!credentials) throw new Error('there is no session');
    const snippet = renderSnippet('posix', { ...credentials, region: 'eu-central-1', profileName: 'dev' });
    expect(browser.web.clipboard).toEqual([snippet]);
    expect(browser.web.popups).toBe(0);
  });

  it('in doubt copies nothing and opens the popup on that copy, with the name of who asks', async () => {
    await start(idOf('dev'), '222222');
    await expect(copy({ seen: false })).resolves.toEqual({ outcome: 'asked' });
    expect(browser.web.clipboard).toEqual([]);
    expect(browser.read(copyIntent)).toEqual({
      profileId: idOf('dev'),
      formatId: 'posix',
      format: 'bash, zsh',
      site: 'shell.example.com',
      atMs: browser.nowMs,
    });
    browser.web.opensPopup = false;
    await expect(copy({ seen: false })).resolves.toEqual({ outcome: 'popup-closed' });
  });

  it.each<[string, (offerId: string) => [string, Sender]]>([
    ['an id that was never handed out', () => ['o-999', PAGE]],
    ['a name that every object has', () => ['__proto__', PAGE]],
    ['a profile’s id', () => [idOf('dev'), PAGE]],
    ['the id of another tab', (id) => [id, { ...PAGE, tabId: 8 }]],
    ['the id of another document', (id) => [id, { ...PAGE, documentId: 'd-2' }]],
    ['the right id from a frame', (id) => [id, { ...PAGE, frameId: 2 }]],
    [
      'the right id from elsewhere',
      (id) => [id, { ...PAGE, url: 'https://evil.example/', origin: 'https://evil.example' }],
    ],
  ])('with %s gets nothing', async (_, forge) => {
    await start(idOf('dev'), '222222');
    const [offerId, sender] = forge((await offer()).id);
    for (const seen of [true, false]) {
      await expect(copy({ offerId, seen }, sender)).resolves.toEqual({ outcome: 'gone' });
    }
    expect(browser.web).toMatchObject({ clipboard: [], popups: 0 });
    expect(browser.read(copyIntent)).toBeUndefined();
  });

  it('on what is over, locked or no longer allowed there gets nothing', async () => {
    await start(idOf('dev'), '222222');
    const { id } = await offer();
    await worker.send('save-site', { site: { id: CONSOLE, patterns: [CONSOLE], profileIds: [] } });
    await expect(copy({ offerId: id })).resolves.toEqual({ outcome: 'gone' });
    await worker.send('save-site', { site: { id: CONSOLE, patterns: [CONSOLE] } });
    await worker.send('lock-vault', {});
    await expect(copy({ offerId: id })).resolves.toEqual({ outcome: 'gone' });
    expect(browser.web.clipboard).toEqual([]);
  });

  it('is answered in labels only, whatever goes wrong', async () => {
    await start(idOf('dev'), '222222');
    const { id } = await offer();
    browser.web.clipboardError = new Error(JSON.stringify(browser.sts.issued));
    const route = createRouter(worker.services.handlers, SELF);
    const request = { offerId: id, formatId: 'posix', seen: true };
    await expect(route({ type: 'copy-offer', request }, PAGE)).resolves.toEqual({
      ok: false,
      error: { code: 'internal' },
    });
  });
});

describe('a choice on the chip', () => {
  it('is remembered for the site', async () => {
    await start(idOf('prod'), '111111', 7200);
    await start(idOf('dev'), '222222', 3600);
    const prod = (await ask()).offers[1];
    await worker.send(
      'choose',
      { offerId: prod?.id ?? '', formatId: 'fish', corner: 'top-left', collapsed: true },
      PAGE,
    );
    expect(await ask()).toMatchObject({
      formatId: 'fish',
      corner: 'top-left',
      collapsed: true,
      offers: [{ label: 'prod' }, { label: 'dev' }],
    });
    // An id from elsewhere chooses nothing.
    await worker.send('choose', { offerId: idOf('dev') }, PAGE);
    expect((await offer()).label).toBe('prod');
  });

  it('from a page that is no site changes nothing', async () => {
    const before = browser.dump();
    await worker.send(
      'choose',
      { collapsed: true },
      { ...PAGE, url: 'https://evil.example/', origin: 'https://evil.example' },
    );
    expect(browser.dump()).toBe(before);
  });
});

describe('sites', () => {
  it('are added with the script and removed with the access, at once', async () => {
    const { web } = browser;
    expect(web.registered).toEqual([CONSOLE]);
    expect(web.chips).toEqual(new Set([7]));
    web.told.length = 0;
    await worker.send('remove-site', { siteId: CONSOLE });
    expect(web.registered).toEqual([]);
    expect(web.allowed.size).toBe(0);
    expect(web.told).toEqual([[7, 'go']]);
    expect(browser.read(sites)).toEqual([]);
    expect((await ask()).offers).toEqual([]);
  });

  it('are not added without the access', async () => {
    const site = { id: 'x', patterns: ['https://other.example.com/*'] };
    await expect(worker.send('save-site', { site })).rejects.toMatchObject({ code: 'page-out-of-reach' });
    expect(browser.read(sites).map(({ id }) => id)).toEqual([CONSOLE]);
  });

  it('keep what another site needs', async () => {
    const second = { id: 'path', patterns: ['https://shell.example.com/terminal'] };
    await worker.send('save-site', { site: second });
    await worker.send('remove-site', { siteId: CONSOLE });
    expect(browser.web.allowed).toEqual(new Set([CONSOLE]));
    expect(browser.web.registered).toEqual([CONSOLE]);
  });

  it('go when the browser’s own settings took the access back', async () => {
    browser.web.allowed.clear();
    await worker.services.sites.reconcile(false);
    expect(browser.read(sites)).toEqual([]);
    expect(browser.web.registered).toEqual([]);
  });

  it('get their script and chips back after an update', async () => {
    browser.web.registered = [];
    browser.web.chips.clear();
    const next = new FakeWorker(browser);
    await next.services.sites.reconcile(true);
    expect(browser.web.registered).toEqual([CONSOLE]);
    expect(browser.web.chips).toEqual(new Set([7]));
  });
});

describe('one visit', () => {
  it('offers on the page in front, until it is left', async () => {
    await start(idOf('dev'), '222222');
    const url = 'https://once.example.org/shell';
    browser.web.tabs.set(9, url);
    browser.web.inFront = { id: 9, url };
    await worker.send('offer-here', {});
    const there: Sender = { ...PAGE, url, origin: 'https://once.example.org', tabId: 9, documentId: 'd-9' };
    expect((await offer(there)).label).toBe('dev');
    await worker.send('choose', { collapsed: true }, there);
    expect(await ask(there)).toMatchObject({ collapsed: true });
    expect(browser.read(sites).map(({ id }) => id)).toEqual([CONSOLE]);
    const elsewhere = { ...there, url: 'https://evil.example/', origin: 'https://evil.example' };
    expect((await ask(elsewhere)).offers).toEqual([]);
    // Its tab is closed: nothing of the visit is left.
    await worker.services.chips.tell('look');
    browser.web.chips.delete(9);
    await worker.services.chips.tell('look');
    expect(browser.read(chipPages)).toEqual({});
  });

  it.each([
    ['a page without TLS', { id: 9, url: 'http://example.org/' }],
    ['a page of the browser', { id: 9, url: 'chrome://extensions/' }],
    ['a page whose address is not to be known', { id: 9 }],
    ['no page', undefined],
  ])('is refused on %s', async (_, inFront) => {
    browser.web.inFront = inFront;
    await expect(worker.send('offer-here', {})).rejects.toMatchObject({ code: 'page-out-of-reach' });
  });
});

it('tells pages with a chip, and forgets those that are gone', async () => {
  await start(idOf('dev'), '222222');
  await ask();
  await ask({ ...PAGE, tabId: 8 });
  browser.web.told.length = 0;
  await worker.services.chips.tell('look');
  expect(browser.web.told).toEqual([
    [7, 'look'],
    [8, 'look'],
  ]);
  expect(Object.keys(browser.read(chipPages))).toEqual(['7']);
});
