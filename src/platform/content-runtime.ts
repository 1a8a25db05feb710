/** The browser's API as a content script has it: messages and texts, nothing else. */
import { CHIP_NEWS, type ChipNews } from '../messages/chip.ts';
import browser from './native-browser.ts';

/** Sends a message to the background. @throws when the extension was updated or removed since this script began */
export function sendFromPage(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** Whether the extension that this script belongs to is still there. */
export function isConnected(): boolean {
  return browser.runtime?.id !== undefined;
}

/** A text from `_locales`. */
export function chipText(key: string, substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions);
}

/** Calls `listener` with what the background says to the chip. No page can send this: content scripts hear their extension alone. */
export function onNews(listener: (news: ChipNews) => void): () => void {
  const heard = (message: unknown) => {
    const { chip } = message as { readonly chip?: unknown };
    const news = CHIP_NEWS.find((item) => item === chip);
    if (news) listener(news);
  };
  browser.runtime.onMessage.addListener(heard as never);
  return () => browser.runtime.onMessage.removeListener(heard as never);
}
