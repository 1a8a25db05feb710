import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { buildApart, TERSER } from './build-apart.ts';
import { CSS_TARGET, pageBuild } from './page-build.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The popup's own files as they are packed. */
export interface PopupApp {
  /** The path in the package of the script that the page asks for. */
  readonly entry: string;
  /** The text of each script, and of the later style sheet, by its path in the package. */
  readonly files: ReadonlyMap<string, string>;
  /** The style sheets that its page begins with, in their order. */
  readonly css: string;
  /** The other ones, as one file. */
  readonly later: { readonly path: string; readonly css: string };
}

/**
 * Builds the popup's script and styles by themselves: what it needs to begin comes in one file, and nothing is in it that only the options
 * tab asks for. Each further file would cost the opening popup the way to the browser's process and back.
 * @param script the entry, `styles` and `laterStyles` the style sheets, as paths
 */
export async function buildPopupApp(
  script: string,
  styles: readonly string[],
  laterStyles: readonly string[],
): Promise<PopupApp> {
  let needed: ReadonlySet<string> | undefined;
  const outputs = await buildApart({
    ...pageBuild(),
    build: {
      cssTarget: CSS_TARGET,
      modulePreload: false,
      terserOptions: { ...TERSER, compress: { ...TERSER.compress, pure_getters: true, hoist_funs: true } },
      rolldownOptions: {
        input: [script, ...styles, ...laterStyles],
        preserveEntrySignatures: false,
        output: {
          entryFileNames: 'assets/popup-[hash].js',
          chunkFileNames: 'assets/popup-[name]-[hash].js',
          // Left to itself, the bundler puts what the entry and some later parts share into a second file.
          codeSplitting: {
            groups: [
              {
                debugName: 'needed at once',
                name(id, graph) {
                  needed ??= neededBy(script, (module) => graph.getModuleInfo(module));
                  return needed.has(id) ? 'popup' : null;
                },
              },
            ],
          },
        },
      },
    },
  });
  const chunks = outputs.flatMap((item) => (item.type === 'chunk' ? [item] : []));
  const entry = chunks.find((item) => item.facadeModuleId === script);
  if (!entry) throw new Error(`The bundler made nothing of ${relative(ROOT, script)}.`);
  const textOf = (style: string) => {
    const name = relative(ROOT, style).replaceAll('\\', '/');
    const asset = outputs.find((item) => item.type === 'asset' && item.originalFileNames.includes(name));
    if (asset?.type !== 'asset') throw new Error(`The bundler made nothing of ${name}.`);
    return String(asset.source).trim();
  };
  const laterCss = laterStyles.map(textOf).join('');
  const hash = createHash('sha256').update(laterCss).digest('base64url').slice(0, 8);
  const later = { path: `assets/popup-later-${hash}.css`, css: laterCss };
  const scripts = chunks.flatMap(({ fileName, code }): [string, string][] =>
    code.trim() === '' ? [] : [[fileName, code]],
  );
  return {
    entry: entry.fileName,
    files: new Map([...scripts, [later.path, later.css]]),
    css: styles.map(textOf).join(''),
    later,
  };
}

/** All that a module imports to begin with, by whatever way, and itself. */
function neededBy(
  entry: string,
  getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null,
): ReadonlySet<string> {
  const needed = new Set([entry]);
  // What is added on the way is visited as well.
  for (const id of needed) for (const imported of getModuleInfo(id)?.importedIds ?? []) needed.add(imported);
  return needed;
}
