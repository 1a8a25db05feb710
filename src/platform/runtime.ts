import type { Runtime } from 'webextension-polyfill';
import type { Reply } from '../messages/protocol.ts';
import type { Self, Sender } from '../messages/sender.ts';
import { browser } from './browser.ts';

/** Sends a message to the background and resolves with what it answered. */
export function deliver(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/**
 * Registers the one message listener. `route` returns `undefined`, at once, for what is not ours, so that no other listener's
 * answer is lost. The answer goes through `sendResponse`, which every browser has, not only those that take a promise.
 */
export function onMessage(route: (message: unknown, sender: Sender) => Promise<Reply> | undefined): void {
  // Chromium and Firefox 126 stamp the origin too, which the package's types do not know; nor do they know an answer "not for me".
  type From = Runtime.MessageSender & { origin?: string; documentId?: string };
  const listener = (message: unknown, from: From, sendResponse: (reply: Reply) => void): true | undefined => {
    const sender: Sender = {
      ...(from.id !== undefined && { id: from.id }),
      ...(from.url !== undefined && { url: from.url }),
      ...(from.origin !== undefined && { origin: from.origin }),
      fromTab: from.tab !== undefined,
      ...(from.tab?.id !== undefined && { tabId: from.tab.id }),
      ...(from.frameId !== undefined && { frameId: from.frameId }),
      ...(from.documentId !== undefined && { documentId: from.documentId }),
    };
    const reply = route(message, sender);
    if (!reply) return undefined;
    void reply.then(sendResponse);
    // Keeps the way back open until then.
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Runtime.OnMessageListenerCallback);
}

/** The extension itself, to compare senders with. */
export const ourselves: Self = { id: browser.runtime.id, pageRoot: browser.runtime.getURL('') };

/** Calls `listener` when the extension was installed or updated, and says whether it is there for the first time. */
export function onInstalled(listener: (isFirst: boolean) => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => listener(reason === 'install'));
}

/** Calls `listener` when the browser starts with the extension in it. */
export function onStartup(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
}

/** Opens the options page in a tab of its own, or brings an open one to the front, at `hash` (`#profiles/new`). */
export async function openOptions(hash = ''): Promise<void> {
  if (hash === '') return browser.runtime.openOptionsPage();
  await browser.tabs.create({ url: browser.runtime.getURL(`src/options/index.html${hash}`) });
}

/** A text from `_locales`. */
export function lookupText(key: string, substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions);
}
