import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { buildApart } from './build-apart.ts';
import { errorCodes } from './error-codes.ts';
import { trimSts } from './trim-sts.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What the package's import of webextension-polyfill gives way to where the browser needs none. */
const NATIVE_BROWSER = resolve(ROOT, 'src/platform/native-browser.ts');

export interface ClassicScript {
  /** The file in the package, `background.js`. */
  readonly fileName: string;
  /** The entry, from the root of the project. */
  readonly entry: string;
  /** Whether it calls STS, and so brings the SDK with it. */
  readonly callsSts: boolean;
  /** Whether webextension-polyfill is in it; without, the browser's own API is taken. */
  readonly polyfilled: boolean;
  /** It runs in a page, and may import modules when it has run. */
  readonly inPage?: boolean;
  /** What is put in front of it and not run: a function of that name, which runs another entry and gives what that exports. */
  readonly lazy?: { readonly name: string; readonly entry: string };
}

/** The background: its listeners, and in front of them the work they call for. */
export const BACKGROUND = {
  fileName: 'background.js',
  entry: 'src/background/index.ts',
  lazy: { name: 'loadWork', entry: 'src/background/work.ts' },
  callsSts: true,
} as const satisfies Omit<ClassicScript, 'polyfilled'>;

/**
 * Builds some entries as classic scripts of one file each and adds them to the package. A worker of one classic script starts in two
 * thirds of the time of the same bytes as a module behind a loader, and a script that has to run before a page's first paint cannot be a module.
 */
export function classicScripts(scripts: readonly ClassicScript[]): Plugin {
  return {
    name: 'stint:classic-scripts',
    apply: 'build',
    async buildStart() {
      for (const { entry, lazy } of scripts) {
        for (const file of lazy ? [lazy.entry, entry] : [entry]) this.addWatchFile(resolve(ROOT, file));
      }
    },
    async generateBundle() {
      for (const script of scripts) {
        const source = await sourceOf(script);
        if (!script.inPage && /\bimport\s*\(/.test(source))
          this.error(`${script.fileName} holds a dynamic import, which a worker refuses.`);
        this.emitFile({ type: 'asset', fileName: script.fileName, source });
      }
    },
  };
}

async function sourceOf({ lazy, entry, ...how }: ClassicScript): Promise<string> {
  if (!lazy) return bundle(entry, 'iife', how);
  const before = await bundle(lazy.entry, 'cjs', how);
  // The listeners need nothing that a browser does not have by itself.
  const after = await bundle(entry, 'iife', { callsSts: false, polyfilled: false });
  // A function is only skimmed until it is called.
  return `function ${lazy.name}(exports={}){${before.trim()}\nreturn exports}\n${after.trim()}`;
}

/** @param format `iife` runs at once, `cjs` puts what it exports into `exports` */
async function bundle(
  entry: string,
  format: 'iife' | 'cjs',
  { callsSts, polyfilled }: Pick<ClassicScript, 'callsSts' | 'polyfilled'>,
): Promise<string> {
  const outputs = await buildApart({
    plugins: callsSts ? [trimSts(), errorCodes('background')] : [],
    resolve: { alias: polyfilled ? {} : { 'webextension-polyfill': NATIVE_BROWSER } },
    build: {
      // As a library, which is the form of build that brings no helper for loading chunks: there are none.
      lib: { entry: resolve(ROOT, entry), formats: [format], name: 'stint' },
      // No mark of a module on what is exported: nobody looks for one.
      rolldownOptions: { output: { generatedCode: { symbols: false } } },
    },
  });
  const [chunk, ...rest] = outputs;
  if (chunk?.type !== 'chunk' || rest.length > 0) {
    throw new Error(
      `${relative(ROOT, entry)} did not become one file: ${outputs.map((item) => item.fileName).join(', ')}`,
    );
  }
  return chunk.code;
}
