import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const CORE = resolve(import.meta.dirname, '../../src/core/errors.ts');
const PAGES = resolve(import.meta.dirname, '../../src/ui/error-codes.ts');

/** Has pages know an error code by its texts and not by the list of all, which is a twentieth of what the popup reads as it opens. */
export function pageErrorCodes(): Plugin {
  return {
    name: 'stint:page-error-codes',
    enforce: 'pre',
    resolveId: (source, importer) => (source === './error-codes.ts' && importer === CORE ? PAGES : null),
  };
}
