/** Chromium's clipboard: a document that nobody sees, made for one write or clearing and closed after it. */

import { onAsked } from '../platform/clipboard-document.ts';
import { isMarked } from '../platform/clipboard-mark.ts';

onAsked(async (asked) => {
  if (typeof asked === 'string') return write(asked);
  if (asked && !(await isMarked(asked, read()))) return true;
  return write('');
});

function write(text: string): boolean {
  return command('copy', (data) => data.setData('text/plain', text));
}

/** The text on the clipboard; empty where there is none, or none that may be read. */
function read(): string {
  let text = '';
  command('paste', (data) => {
    text = data.getData('text/plain');
  });
  return text;
}

/** The asynchronous clipboard wants the focus, which this document never has: so it is done by command. @returns whether it was */
function command(name: 'copy' | 'paste', use: (data: DataTransfer) => void): boolean {
  let isUsed = false;
  const handle = (event: ClipboardEvent) => {
    if (event.clipboardData) use(event.clipboardData);
    event.preventDefault();
    isUsed = true;
  };
  // It wants something to be selected, and what is copied must not stand in the document: so a blank is, and the event does the rest.
  const blank = document.createElement('textarea');
  blank.value = ' ';
  document.body.append(blank);
  blank.select();
  document.addEventListener(name, handle, { once: true });
  const isDone = document.execCommand(name);
  document.removeEventListener(name, handle);
  blank.remove();
  return isDone && isUsed;
}
