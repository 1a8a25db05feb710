import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { buildPopupApp } from './popup-app.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The popup's page, in the sources and in the package. */
const POPUP = 'src/popup/index.html';
const FIRST_SCRIPT = '<script src="/first-view.js" defer></script>';
const ROOT_START = '<div class="root" data-first="';
const TEMPLATE = /<template>\s*(<div class="root" data-first="(\w+)">[\s\S]*?)<\/template>\s*/g;

const STYLE_LINK = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"( data-later)?[^>]*>\s*/g;
const APP_SCRIPT = /<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"[^>]*><\/script>/;

/** A page as it is written, and what it asks for, in its own words. */
interface Apart {
  /** Without the app and without the style sheets. */
  readonly page: string;
  readonly app: string;
  readonly styles: readonly string[];
  /** The style sheets that are marked as `data-later`. */
  readonly laterStyles: readonly string[];
}

/** Takes a page and what it asks for apart. @throws {Error} for a page without style sheet, app, or first script */
export function takeApart(written: string): Apart {
  const sheets = [...written.matchAll(STYLE_LINK)];
  const [laterStyles, styles] = [true, false].map((isLater) =>
    sheets.flatMap(([, href = '', mark]) => ((mark !== undefined) === isLater ? href : [])),
  ) as [string[], string[]];
  const app = APP_SCRIPT.exec(written)?.[1];
  if (styles.length === 0 || app === undefined || !written.includes(FIRST_SCRIPT)) {
    throw new Error('The page is not made as it was.');
  }
  return { page: written.replace(STYLE_LINK, '').replace(APP_SCRIPT, ''), app, styles, laterStyles };
}

/**
 * Makes `page` one whose first paint is held up by nothing: the styles come into it, and the first script is told the
 * path of the app (in the package) and asks for it after the page has loaded. Each file that is asked for before costs the opening popup
 * the way to the browser's process and back.
 * @param later the path of a style sheet that the first script asks for then; absent where `css` holds all there is
 * @returns it, and what its styles are to the policy: `'sha256-…'`, a source of `style-src`
 * @throws {Error} for a page without first script, and for styles that are none
 */
export function drawnAlone(
  page: string,
  app: string,
  css: string,
  later?: string,
): { html: string; styleSource: string } {
  if (!page.includes(FIRST_SCRIPT)) throw new Error('The page is not made as it was.');
  if (css === '' || css.includes('</')) throw new Error('The style sheet is empty, or would end its own element.');
  const told = [` data-app="/${app}"`, ...(later ? [` data-later="/${later}"`] : [])].join('');
  const html = page
    .replace('</head>', () => `<style>${css}</style></head>`)
    .replace(FIRST_SCRIPT, () => FIRST_SCRIPT.replace('>', `${told}>`));
  return { html, styleSource: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
}

/**
 * The pages that one page holds: as it stands, and one for each view in a template, with that in place of the first.
 * @returns their texts by their views; the page as it stands by ''
 * @throws {Error} for a page without template
 */
export function onePageEach(page: string): ReadonlyMap<string, string> {
  const views = [...page.matchAll(TEMPLATE)];
  const [start, end] = [page.indexOf(ROOT_START), page.indexOf('<template>')];
  if (views.length === 0 || start < 0 || start > end) throw new Error('The page is not made as it was.');
  const rest = page.slice(end).replace(TEMPLATE, '');
  const pages = views.map(([, root = '', view = '']): [string, string] => [view, page.slice(0, start) + root + rest]);
  return new Map([['', page.slice(0, end) + rest], ...pages]);
}

/** `policy` with one more source of styles, unless it has it. @throws {Error} when it names none at all */
export function allowStyle(policy: string, source: string): string {
  if (policy.includes(source)) return policy;
  const allowed = policy.replace(/(?<=^|; )style-src [^;]+/, (directive) => `${directive} ${source}`);
  if (allowed === policy) throw new Error('The policy has no style-src.');
  return allowed;
}

/**
 * Makes the popup's page some, one for each view it may begin with, each drawn without any other file, with an app that is built by itself, and lets the
 * manifest's policy admit their style sheets, by their hashes.
 */
export function firstPaint(): Plugin {
  let apart: Apart | undefined;
  return {
    name: 'stint:first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler(written, { path }) {
        if (!path.endsWith(POPUP)) return written;
        apart = takeApart(written);
        return apart.page;
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const assetAt = (path: string) => {
          const asset = bundle[path];
          return asset?.type === 'asset' ? asset : this.error(`The bundler wrote no ${path}.`);
        };
        const page = assetAt(POPUP);
        const manifest = assetAt('manifest.json');
        if (!apart) return this.error('The popup’s page was not read.');
        const from = (path: string) => resolve(ROOT, dirname(POPUP), path);
        const { entry, files, css, later } = await buildPopupApp(
          from(apart.app),
          apart.styles.map(from),
          apart.laterStyles.map(from),
        );
        for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source });
        const written = JSON.parse(String(manifest.source)) as {
          content_security_policy: { extension_pages: string };
        };
        const { content_security_policy: policies } = written;
        for (const [view, one] of onePageEach(String(page.source))) {
          // The code view does without the later styles; any other view may need them as it stands.
          const isCode = view === '';
          const { html, styleSource } = isCode
            ? drawnAlone(one, entry, css, later.path)
            : drawnAlone(one, entry, css + later.css);
          policies.extension_pages = allowStyle(policies.extension_pages, styleSource);
          if (isCode) page.source = html;
          else this.emitFile({ type: 'asset', fileName: join(dirname(POPUP), `${view}.html`), source: html });
        }
        manifest.source = JSON.stringify(written);
      },
    },
  };
}
