/** The name of the one message that the offscreen document takes. */
export const isCalled = 'write-clipboard';

/** What it answers. */
export type Written = boolean;

interface Runtime {
  readonly id: string;
  getURL(path: string): string;
  readonly onMessage: {
    addListener(
      listener: (
        message: unknown,
        sender: { readonly id?: string; readonly url?: string; readonly tab?: unknown },
        respond: (written: Written) => void,
      ) => void,
    ): void;
  };
}

/**
 * For the offscreen document: calls `write` with each text that the background sends, and with no one else's. The document has the
 * browser's own API: it knows nothing of pages.
 */
export function onTextToWrite(write: (text: string) => boolean): void {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
  runtime.onMessage.addListener((message, { id, url, tab }, respond) => {
    const isOurs = id === runtime.id && tab === undefined && url?.startsWith(runtime.getURL(''));
    const text = (message as Readonly<Record<string, unknown>> | null)?.[isCalled];
    if (isOurs && typeof text === 'string') respond(write(text));
  });
}
