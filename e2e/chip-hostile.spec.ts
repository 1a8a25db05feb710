/** What a page can see of the chip, and what a compromised page could ask for: labels at most. */
import type { Page } from 'playwright';
import { REQUEST_PARSERS } from '../src/messages/parsers.ts';
import { ChipProbe } from './console/chip-probe.ts';
import { addSite, allowHost, expect, openWithChip, startSession, test } from './console/console-fixtures.ts';
import { CONSOLE_HOST, FakeConsole } from './console/fake-console.ts';
import { CHROME_PACKAGE, StintBrowser } from './launch.ts';
import { seed } from './seed.ts';
import { changedCopy } from './unpacked.ts';

/** Twelve ways in which a page looks at everything that happens in it. What each saw is text in `globalThis.seen`. */
const SPIES = `
const seen = globalThis.seen = [];
const note = (...what) => { for (const item of what) { try { seen.push(typeof item === 'string' ? item : JSON.stringify(item) ?? String(item)); } catch { seen.push(String(item)); } } };
const poison = (owner, name) => { const real = owner[name]; owner[name] = function (...given) { note(name, ...given); return real.apply(this, given); }; };
// 1 to 4: methods that scripts use, on prototypes, on the clipboard, on the document.
for (const name of ['appendChild', 'append', 'setAttribute', 'attachShadow', 'replaceChildren', 'insertBefore']) if (Element.prototype[name]) poison(Element.prototype, name);
for (const name of ['push', 'map', 'join', 'includes', 'find']) { const real = Array.prototype[name]; Array.prototype[name] = function (...given) { if (this !== seen && given.some((item) => typeof item === 'string')) { real.call([0]); } return real.apply(this, given); }; }
poison(Clipboard.prototype, 'writeText'); poison(Clipboard.prototype, 'write');
poison(Document.prototype, 'execCommand'); poison(JSON, 'parse');
// 5: every event.
for (const type of ['copy', 'cut', 'paste', 'beforecopy', 'input', 'beforeinput', 'message', 'keydown', 'click', 'pointerdown', 'selectionchange', 'focusin', 'storage', 'clipboardchange'])
  addEventListener(type, (event) => note(type, event.clipboardData?.getData('text') ?? '', event.data ?? '', event.composedPath().map((node) => node.outerHTML?.slice(0, 4000) ?? '').join()), true);
// 6: every change of the document.
new MutationObserver((records) => note(...records.map((record) => [...record.addedNodes].map((node) => (node.outerHTML ?? node.textContent) + (node.shadowRoot ? node.shadowRoot.innerHTML : '')).join() + record.target.nodeName))).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
// 7: what is loaded.
new PerformanceObserver((list) => note(...list.getEntries().map((entry) => entry.name))).observe({ entryTypes: ['resource', 'mark', 'measure'] });
// 8: messages between windows and frames.
new BroadcastChannel('x').onmessage = ({ data }) => note(data);
// 9: globals that come.
const globals = new Set(Object.getOwnPropertyNames(globalThis));
// 10: traps for anybody who reads a name from a prototype of this page.
for (const name of ['text', 'secretAccessKey', 'credentials', 'offers']) Object.defineProperty(Object.prototype, name, { configurable: true, get() { return undefined; }, set(value) { note(name, value); Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true }); } });
// 11: names in the way of the document's own.
for (const name of ['activeElement', 'documentElement', 'body', 'createElement', 'hasFocus', 'hidden']) { const image = document.createElementNS('http://www.w3.org/1999/xhtml', 'img'); image.setAttribute('name', name); document.querySelector('main').append(image); }
// 12: everything that stands there in the end.
globalThis.report = () => { note(...Object.getOwnPropertyNames(globalThis).filter((name) => !globals.has(name)), document.querySelector('html').outerHTML, String(getSelection()), [...document.querySelectorAll('*')].map((node) => node.shadowRoot?.innerHTML ?? '').join()); return seen; };
`;

test('a page with twelve spies sees no secret, and the chip works on it', async ({
  stint,
  web,
  offered,
  clipboard,
}) => {
  expect(offered.profileId).not.toBe('');
  const address = web.serve(
    '/spies',
    `<title>spies</title><main></main><textarea></textarea><script>${SPIES}</script>`,
  );
  const { page, chip } = await openWithChip(stint, address);
  await page.locator('textarea').focus();
  await clipboard.write('before');
  await page.bringToFront();
  await chip.click();
  await chip.says('Copied');
  const copied = await clipboard.read();
  const secrets = [...copied.matchAll(/(?:KEY_ID|ACCESS_KEY|SESSION_TOKEN)=['"]?([^'"\s]+)/g)].map(([, value]) =>
    String(value),
  );
  expect(secrets).toHaveLength(3);
  await page.bringToFront();
  await chip.click('more');
  await chip.choose('fish');
  await page.locator('textarea').focus();
  const seen = (await page.evaluate('report()')) as string[];
  const all = seen.join('\n');
  expect(all.length).toBeGreaterThan(1000);
  for (const secret of [...secrets, offered.profileId, '123456789012', 'eu-central-1', 'Copy AWS']) {
    expect(all, secret.slice(0, 12)).not.toContain(secret);
  }
  // The spies work: what is really pasted, they see.
  await page.locator('textarea').fill('canary-canary');
  await page.locator('textarea').press('Control+A');
  await page.locator('textarea').press('Control+V');
  expect(((await page.evaluate('report()')) as string[]).join('\n')).toContain(secrets[0] ?? '?');
});

/** The loaded page has no chip, and gets none. */
async function staysAway(page: Page): Promise<void> {
  const chip = await ChipProbe.on(page);
  await chip.settles();
  expect(await chip.isThere(), page.url()).toBe(false);
}

test('a page’s policy, a sandbox, http and frames: the chip works, or is not there', async ({
  stint,
  web,
  offered,
}) => {
  expect(offered.profileId).not.toBe('');
  const strict = {
    'content-security-policy': "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  };
  const page = await stint.context.newPage();
  await page.goto(web.serve('/strict', '<title>strict</title>', strict));
  const chip = await ChipProbe.on(page);
  // What is waited for on the pages without a chip is long enough for this one's.
  await chip.settles();
  expect(await chip.isThere()).toBe(true);
  expect(await chip.box()).toMatchObject({ height: 34 });
  expect(await chip.classes()).toContain('bottom-right');
  await page.close();

  const sandbox = { 'content-security-policy': 'sandbox allow-scripts' };
  const boxed = await stint.context.newPage();
  await boxed.goto(web.serve('/boxed', '<title>boxed</title>', sandbox));
  await staysAway(boxed);
  const frames = await stint.context.newPage();
  web.serve('/inner', '<title>inner</title>');
  await frames.goto(
    `https://other.example.com${new URL(web.serve('/frames', '<iframe src="/inner"></iframe><iframe src="https://shell.example.com/inner"></iframe>')).pathname}`,
  );
  await staysAway(frames);
});

test('without an act of the user no page can tell that Stint is there', async ({ stint, web, seeded, alice }) => {
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  const page = await stint.context.newPage();
  await page.goto(web.serve('/probes', '<title>probes</title><body>'));
  const look = () =>
    page.evaluate(async (extension) => {
      const fetched = await fetch(`${extension}content.js`).then(
        () => 'there',
        () => 'not there',
      );
      const image = await new Promise((done) => {
        const probe = new Image();
        probe.onload = () => done('there');
        probe.onerror = () => done('not there');
        probe.src = `${extension}icons/16.png`;
      });
      return {
        fetched,
        image,
        html: document.documentElement.outerHTML,
        children: document.documentElement.children.length,
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => /stint|chip/i.test(name)),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        runtime: typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
        resources: performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => name.startsWith('chrome-extension')),
        focus: document.activeElement?.nodeName,
        style: getComputedStyle(document.documentElement).cssText,
      };
    }, stint.url(''));
  const before = await look();
  expect(before).toMatchObject({
    fetched: 'not there',
    image: 'not there',
    children: 2,
    globals: [],
    sheets: 0,
    resources: [],
  });
  await page.mouse.click(100, 100);
  const chip = await ChipProbe.on(page);
  await chip.settles();
  expect(await chip.hasScript()).toBe(false);
  expect(await look()).toEqual(before);
});

test('a compromised page’s content script is refused all but its own few messages, and gets labels for those', async ({
  sts,
  alice,
}) => {
  const web = await FakeConsole.start();
  // The shipped files; the script that runs on added sites is one that lies.
  const variant = await changedCopy(CHROME_PACKAGE, {}, { 'content.js': LIAR });
  const stint = await StintBrowser.launch({ extension: variant.folder, args: web.chromiumArguments() });
  try {
    const { profileId } = await seed(stint, sts, alice);
    await startSession(stint, profileId, alice.device.freshCode());
    await addSite(stint, `https://${CONSOLE_HOST}/*`);
    const requests = sts.requests.all.length;
    const page = await stint.context.newPage();
    const types = Object.keys(REQUEST_PARSERS);
    await page.goto(
      `${web.serve('/liar', '<title>liar</title>')}#${encodeURIComponent(JSON.stringify({ types, profileId }))}`,
    );
    await page.waitForFunction(() => document.documentElement.dataset['result'] !== undefined);
    const { answers, forged, wire } = JSON.parse(
      (await page.evaluate(() => document.documentElement.dataset['result'])) ?? '{}',
    ) as { answers: Record<string, { ok: boolean; error?: { code: string } }>; forged: unknown[]; wire: string };
    const own = ['ask-offer', 'copy-offer', 'choose'];
    for (const type of types.filter((name) => !own.includes(name))) {
      expect(answers[type], type).toEqual({ ok: false, error: { code: 'forbidden' } });
    }
    expect(forged).toEqual(forged.map(() => ({ ok: true, value: { outcome: 'gone' } })));
    for (const secret of ['ASIA', 'AWS_', profileId, 'arn:', 'eu-central-1'])
      expect(wire, secret).not.toContain(secret);
    expect(sts.requests.all).toHaveLength(requests);
    expect((await stint.stored((await import('../src/storage/items.ts')).copyIntent)) ?? null).toBeNull();
  } finally {
    await stint.close();
    await web.stop();
    await variant.remove();
  }
});

/** Sends every message there is, and copies with ids that were never handed to it. */
const LIAR = `
if (location.hash) {
  const { types, profileId } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  const requests = { 'render-snippet': { profileId, formatId: 'posix' }, 'start-session': { profileId, tokenCode: '123456', durationSeconds: 3600 },
    'save-settings': {}, 'save-site': { site: { id: 'x', patterns: ['https://evil.example/*'] } }, 'remove-site': { siteId: 'x' },
    'copy-offer': { offerId: profileId, formatId: 'posix', seen: true }, 'ask-offer': {}, choose: { offerId: profileId } };
  const send = (type, request) => chrome.runtime.sendMessage({ type, request }).catch((error) => String(error));
  (async () => {
    const answers = {};
    for (const type of types) answers[type] = await send(type, requests[type] ?? {});
    const forged = [];
    for (const offerId of [profileId, '', 'o-1', '__proto__', 'constructor', crypto.randomUUID()])
      for (const seen of [true, false]) forged.push(await send('copy-offer', { offerId, formatId: 'posix', seen }));
    const secret = await chrome.runtime.sendMessage({ 'write-clipboard': 'x' }).catch((error) => String(error));
    document.documentElement.dataset.result = JSON.stringify({ answers, forged, wire: JSON.stringify([answers, forged, secret]) });
  })();
}`;

test('a site that is removed loses chip, script and access at once', async ({ stint, web, offered }) => {
  expect(offered.profileId).not.toBe('');
  const address = web.serve('/removed', '<title>removed</title>');
  const { page, chip } = await openWithChip(stint, address);
  const options = await stint.openOptions('#sites');
  await options.getByRole('button', { name: `Remove ${CONSOLE_HOST}` }).click();
  await chip.goes();
  const state = await options.evaluate(async () => {
    const { permissions, scripting } = (globalThis as unknown as { chrome: ExtensionApi }).chrome;
    return [await permissions.getAll(), await scripting.getRegisteredContentScripts()];
  });
  expect(JSON.stringify(state)).not.toContain(CONSOLE_HOST);
  await page.reload();
  await chip.settles();
  expect(await chip.hasScript()).toBe(false);
  expect(await chip.isThere()).toBe(false);
});

interface ExtensionApi {
  readonly permissions: { getAll(): Promise<unknown> };
  readonly scripting: { getRegisteredContentScripts(): Promise<unknown> };
}

test('a site is added in the settings on one click, and the chip is on its open page', async ({
  stint,
  web,
  seeded,
  alice,
}) => {
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  const page = await stint.context.newPage();
  await page.goto(web.serve('/added', '<title>added</title>'));
  const chip = await ChipProbe.on(page);
  await allowHost(stint, `https://${CONSOLE_HOST}/*`);
  const options = await stint.openOptions('#sites');
  await options.getByRole('textbox', { name: 'Site' }).fill(CONSOLE_HOST);
  await options.getByRole('button', { name: 'Allow and add' }).click();
  await expect(options.getByText(`Stint is now offered on ${CONSOLE_HOST}.`)).toBeVisible();
  await chip.comes();
  // Locked, there is nothing to offer; the chip goes without a trace and comes back.
  await stint.send('lock-vault', {});
  await chip.goes();
  expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
  await stint.send('unlock-with-this-browser', {});
  await chip.comes();
  await stint.send('end-session', { profileId: seeded.profileId });
  await chip.goes();
});
