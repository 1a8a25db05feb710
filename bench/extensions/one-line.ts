import type { GeneratedExtension } from './write-extension.ts';

/** The least a content script can be: one line, on pages of this computer. */
export const ONE_LINE: GeneratedExtension = {
  name: 'one-line',
  files: {
    'popup.html': '<!doctype html>\n<html lang="en"><head><title>One line</title></head></html>\n',
    'worker.js': '\n',
    'content.js': 'globalThis.here = true;\n',
  },
  manifest: {
    content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['content.js'], run_at: 'document_idle' }],
  },
};
