/** The package as it is shipped: what it asks for, what it holds, and what gets out of it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CHROME_PACKAGE } from './launch.ts';
import { expect, test } from './sink-fixture.ts';

/** One for each view the popup may begin with. */
const POPUP_PAGES = ['empty', 'index', 'live', 'locked'].map((view) => `src/popup/${view}.html`);
const PACKAGES = { chrome: CHROME_PACKAGE, firefox: resolve(CHROME_PACKAGE, '../firefox') } as const;

/** Where Stint may call: STS and the sign-in pages of each partition, and this computer. */
const ALLOWED_HOSTS = [
  /^https:\/\/sts(-fips)?\.[a-z0-9-]+\.amazonaws\.(com|com\.cn|eu)$/,
  /^https:\/\/([a-z0-9-]+\.)?signin\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|amazonaws-eusc\.eu)$/,
  /^https?:\/\/(127\.0\.0\.1|localhost)(:\*)?$/,
];

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
      // One sheet for the code view, and one for all others; their order says nothing.
      const admitted = new Set(filesOf(folder, '.html').flatMap(({ text }) => stylesOf(text).map(sourceOf)));
      expect(admitted.size).toBe(2);
      expect(directives.get('style-src')?.toSorted()).toEqual(["'self'", ...admitted].toSorted());
      directives.delete('style-src');
      expect(Object.fromEntries(directives)).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
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
