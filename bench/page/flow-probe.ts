/** Moments of one page, by its `performance.now()`. Each is absent until it has come. */
export interface FlowMoments {
  /** The last key went down. */
  keyMs?: number;
  /** The time left stands in the page, and the frame with it is done. */
  shownMs?: number;
  paintedMs?: number;
  /** The last click, and the end of the clipboard's writing. */
  clickMs?: number;
  writtenMs?: number;
  /** What was written. */
  written?: string;
}

/** Put into a page before any script of its own: notes what a sign-in and a copy come to. */
export function watchFlow(): void {
  const moments: FlowMoments = {};
  Object.assign(globalThis, { benchFlow: moments });
  addEventListener('keydown', (event) => Object.assign(moments, { keyMs: event.timeStamp }), true);
  addEventListener('click', (event) => Object.assign(moments, { clickMs: event.timeStamp }), true);
  const look = () => {
    if (moments.keyMs === undefined || moments.shownMs !== undefined) return;
    const timer = document.querySelector('[role=timer]');
    if (!timer?.textContent?.trim() || !timer.checkVisibility({ visibilityProperty: true })) return;
    moments.shownMs = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      // Runs after the frame's rendering.
      channel.port1.onmessage = () => {
        moments.paintedMs = performance.now();
      };
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  const { clipboard } = navigator;
  const writeText = clipboard.writeText.bind(clipboard);
  clipboard.writeText = async (text) => {
    await writeText(text);
    moments.writtenMs = performance.now();
    moments.written = text;
  };
}

/** Reads what {@link watchFlow} noted. */
export function readFlow(): FlowMoments {
  return (globalThis as unknown as { benchFlow: FlowMoments }).benchFlow;
}
