import type { GeneratedExtension } from './write-extension.ts';

/** The least an extension with a popup and a worker can be: one field, which takes the focus, and one line that answers messages. */
export const BLANK: GeneratedExtension = {
  name: 'blank',
  files: {
    'popup.html': `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Blank</title></head>
  <body><input aria-label="MFA code" inputmode="numeric" autocomplete="one-time-code" autofocus></body>
</html>
`,
    'worker.js': 'chrome.runtime.onMessage.addListener((message, sender, reply) => reply(message));\n',
  },
};
