/**
 * The document's own members. A page can name an element `activeElement` and so put it before the document's property of that name,
 * for scripts of extensions as well; the prototype in this script's world is out of its reach.
 */
function read<T>(name: string): T {
  return Reflect.get(Document.prototype, name, document) as T;
}

export const page = {
  root: () => read<HTMLElement | null>('documentElement'),
  body: () => read<HTMLElement | null>('body'),
  active: () => read<Element | null>('activeElement'),
  isHidden: () => read<boolean>('hidden'),
  isFullScreen: () => read<Element | null>('fullscreenElement') !== null,
  holdsPointer: () => read<Element | null>('pointerLockElement') !== null,
  hasFocus: () => Document.prototype.hasFocus.call(document),
  create: <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
    Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K],
};

/** Listens on the window before anybody on the page. @returns the way to stop */
export function onWindow<K extends keyof WindowEventMap>(
  name: K,
  listener: (event: WindowEventMap[K]) => void,
): () => void {
  const options = { capture: true, passive: true };
  window.addEventListener(name, listener, options);
  return () => window.removeEventListener(name, listener, options);
}
