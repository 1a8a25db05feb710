import type { ClipboardMark } from '../core/clipboard-mark.ts';

/** The name of the one message that the offscreen document takes. */
export const isCalled = 'clipboard';

/** A text to be written; a mark, to empty the clipboard if it holds what that is of; `null` to empty it whatever it holds. */
export type Asked = string | ClipboardMark | null;

/** What it answers: whether the clipboard is as it has to be. */
export type Done = boolean;

interface Runtime {
  readonly id: string;
  getURL(path: string): string;
  readonly onMessage: {
    addListener(
      listener: (
        message: unknown,
        sender: { readonly id?: string; readonly url?: string; readonly tab?: unknown },
        respond: (done: Done) => void,
      ) => boolean,
    ): void;
  };
}

/**
 * For the offscreen document: calls `answer` with what the background asks, and with no one else's. The document has the browser's own
 * API: it knows nothing of pages.
 */
export function onAsked(answer: (asked: Asked) => Promise<Done>): void {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
  runtime.onMessage.addListener((message, { id, url, tab }, respond) => {
    const isOurs = id === runtime.id && tab === undefined && url?.startsWith(runtime.getURL(''));
    const asked = (message as Readonly<Record<string, unknown>> | null)?.[isCalled];
    if (!isOurs || asked === undefined) return false;
    // Nobody but Stint's own background gets here.
    answer(asked as Asked).then(respond, () => respond(false));
    return true;
  });
}
