import { dropClipboardReading, mayReadClipboard, requestClipboardReading } from '../platform/permissions.ts';

/** The right to read the clipboard, for the options tab. */
export const clipboardPort = {
  mayRead: mayReadClipboard,
  askToRead: requestClipboardReading,
  stopReading: dropClipboardReading,
};
