/** Chromium's clipboard writer: a document that nobody sees, made for one write and closed after it. */
import { onTextToWrite } from '../platform/clipboard-document.ts';

onTextToWrite((text) => {
  let isWritten = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    isWritten = true;
  };
  // The command wants something to be selected, and what is copied must not stand in the document: so a blank is, and the event is filled.
  const blank = document.createElement('textarea');
  blank.value = ' ';
  document.body.append(blank);
  blank.select();
  document.addEventListener('copy', fill, { once: true });
  // The asynchronous clipboard wants the focus, which this document never has.
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  blank.remove();
  return isDone && isWritten;
});
