/**
 * Resolves after the browser has drawn what was set before. Deriving a key holds the page's only thread for most of a second: without
 * this, "creating" would never be seen. A hidden tab draws nothing, so it waits for no frame.
 */
export function afterPaint(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
