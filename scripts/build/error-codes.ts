import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = resolve(import.meta.dirname, '../../src');
const CORE = resolve(ROOT, 'core/errors.ts');

/** By what a room knows an error code in place of the list of all, which is a twentieth of what the popup reads as it opens. */
const BY = {
  /** Each code has its texts. */
  pages: resolve(ROOT, 'ui/error-codes.ts'),
  /** It reads back what it wrote. */
  background: resolve(ROOT, 'background/error-codes.ts'),
};

/** Puts the room's own way to know an error code in the place of the list. */
export function errorCodes(room: keyof typeof BY): Plugin {
  return {
    name: 'stint:error-codes',
    enforce: 'pre',
    resolveId: (source, importer) => (source === './error-codes.ts' && importer === CORE ? BY[room] : null),
  };
}
