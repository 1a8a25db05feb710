import type { SenderClass } from './protocol.ts';

/** Who sent a message, as the browser stamped it. Nothing of it comes from the message. */
export interface Sender {
  readonly id?: string;
  readonly url?: string;
  /** The origin of the page or frame, without a slash at its end; `null` as text for a sandboxed one. Old browsers leave it out. */
  readonly origin?: string;
  /** Whether it came from a tab; true of our options tab and of every content script. */
  readonly fromTab: boolean;
  readonly tabId?: number;
  /** 0 is the tab's own page, any other a frame in it. */
  readonly frameId?: number;
  /** Names this one document, not the next one in the same tab. Firefox leaves it out. */
  readonly documentId?: string;
}

/** What this extension is, to compare senders with. */
export interface Self {
  readonly id: string;
  /** `chrome-extension://…/` or `moz-extension://…/`, with the slash. */
  readonly pageRoot: string;
}

/**
 * The class of a sender, or `undefined` for one that may send nothing. The address decides, since the browser stamps it: a page of
 * ours has our origin, a content script the address of the site it runs in.
 */
export function classOf(sender: Sender, self: Self): SenderClass | undefined {
  if (sender.id !== self.id || sender.url === undefined) return undefined;
  if (sender.url.startsWith(self.pageRoot)) {
    // A sandboxed frame has our address and not our origin.
    return sender.origin === undefined || `${sender.origin}/` === self.pageRoot ? 'page' : undefined;
  }
  return sender.fromTab && /^https?:/.test(sender.url) ? 'content' : undefined;
}
