/** Puts text on the clipboard. Works in a page that has the focus, after a click or key press. */
export function writeClipboard(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
