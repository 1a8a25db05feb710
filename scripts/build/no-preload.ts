import type { Plugin } from 'vite';

/** An import as Vite wraps it. What it is handed beside the import is put in at the very end. */
const WRAPPED = /__vitePreload\(\(\) => (import\("[^"]+"\)(?:\.then\([^\n]*\))?), __VITE_PRELOAD__\)/g;

/**
 * Leaves out Vite's helper that fetches a chunk's dependencies ahead of it: the files lie on this computer, and the popup would read
 * 1.7 kB more at every opening.
 */
export function noPreload(): Plugin {
  return {
    name: 'stint:no-preload',
    enforce: 'pre',
    load(id) {
      return id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null;
    },
    renderChunk(code) {
      return code.includes('__VITE_PRELOAD__') ? { code: code.replace(WRAPPED, '$1'), map: null } : null;
    },
  };
}
