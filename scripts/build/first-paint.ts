import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** The popup's page in the package. */
const POPUP = 'src/popup/index.html';

const STYLE_LINK = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="\/([^"]+)"[^>]*>/g;
const APP_SCRIPT = /<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"[^>]*><\/script>/;

/** A page that needs no file but its first script to be drawn, and what its style sheet is to the policy. */
interface DrawnPage {
  readonly html: string;
  /** `'sha256-…'`, a source of `style-src`. */
  readonly styleSource: string;
  /** The style sheets that are in it now. */
  readonly styles: readonly string[];
}

/**
 * Takes from a page what would hold up its first paint: the style sheets come into it, in their order, and the app's script is left to
 * `firstScript` (`/first-view.js`), which is told its address and asks for it after the page has loaded. Each file that is asked for before
 * costs the opening popup the way to the browser's process and back.
 * @param readStyle the text of a style sheet, by its path in the package
 * @throws {Error} for a page without style sheet, app, or `firstScript`
 */
export function drawnAlone(page: string, firstScript: string, readStyle: (path: string) => string): DrawnPage {
  const styles = [...page.matchAll(STYLE_LINK)].map(([, path = '']) => path);
  const css = styles.map(readStyle).join('').trim();
  const app = APP_SCRIPT.exec(page)?.[1];
  const first = `<script src="${firstScript}"></script>`;
  if (css === '' || app === undefined || !page.includes(first)) throw new Error('The page is not made as it was.');
  if (css.includes('</')) throw new Error('The style sheet would end its own element.');
  const html = page
    .replace(STYLE_LINK, '')
    .replace(APP_SCRIPT, '')
    .replace('</head>', () => `<style>${css}</style></head>`)
    .replace(first, () => `<script src="${firstScript}" data-app="${app}"></script>`);
  return { html, styles, styleSource: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
}

/** `policy` with one more source of styles. @throws {Error} when it names none at all */
export function allowStyle(policy: string, source: string): string {
  const allowed = policy.replace(/(?<=^|; )style-src [^;]+/, (directive) => `${directive} ${source}`);
  if (allowed === policy) throw new Error('The policy has no style-src.');
  return allowed;
}

/**
 * Makes the popup's page one that is drawn without another file but `first-view.js`, and lets the manifest's policy admit that one style
 * sheet, by its hash.
 */
export function firstPaint(): Plugin {
  return {
    name: 'stint:first-paint',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const textOf = (path: string): string => {
          const asset = bundle[path];
          return asset?.type === 'asset' ? String(asset.source) : this.error(`The bundler wrote no ${path}.`);
        };
        const write = (path: string, source: string) => {
          const asset = bundle[path];
          if (asset?.type === 'asset') asset.source = source;
        };
        const { html, styleSource, styles } = drawnAlone(textOf(POPUP), '/first-view.js', textOf);
        write(POPUP, html);
        const manifest = JSON.parse(textOf('manifest.json')) as {
          content_security_policy: { extension_pages: string };
        };
        const { content_security_policy: policies } = manifest;
        policies.extension_pages = allowStyle(policies.extension_pages, styleSource);
        write('manifest.json', JSON.stringify(manifest));
        // Those that no other page asks for.
        const others = Object.values(bundle).map((file) => (file.type === 'asset' ? String(file.source) : file.code));
        for (const path of styles) if (!others.some((text) => text.includes(path))) delete bundle[path];
      },
    },
  };
}
