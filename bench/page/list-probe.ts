/** Moments of one page, by its `performance.now()`. Each is absent until it has come. */
export interface ListMoments {
  /** The selected profile's name stands in the picker. */
  namedMs?: number;
  /** The click that opened the list. */
  clickMs?: number;
  /** The list stands in the page with all of its rows counted, and the frame with it is done. */
  readyMs?: number;
  paintedMs?: number;
}

/**
 * Put into a page before any script of its own: notes when the picker's list is ready. That is the case when the rows in sight are
 * drawn and say that they are some of `count`.
 */
export function watchList(count: number): void {
  const moments: ListMoments = {};
  Object.assign(globalThis, { benchList: moments });
  addEventListener('click', (event) => Object.assign(moments, { clickMs: event.timeStamp }), true);
  const look = () => {
    if (moments.clickMs === undefined || moments.readyMs !== undefined) return;
    const row = document.querySelector('[role=listbox] [role=option]');
    if (row?.getAttribute('aria-setsize') !== String(count) || !row.checkVisibility()) return;
    moments.readyMs = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      // Runs after the frame's rendering.
      channel.port1.onmessage = () => {
        moments.paintedMs = performance.now();
      };
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  // What stands in a field is no part of the tree: it is looked at once a frame.
  const everyFrame = () => {
    const name = document.querySelector<HTMLInputElement>('[role=combobox]')?.value;
    if (name) moments.namedMs = performance.now();
    else requestAnimationFrame(everyFrame);
  };
  requestAnimationFrame(everyFrame);
}

/** Reads what {@link watchList} noted. */
export function readList(): ListMoments {
  return (globalThis as unknown as { benchList: ListMoments }).benchList;
}
