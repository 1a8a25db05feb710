import { onWindow, page } from './safe-document.ts';

/** How long the chip must have been wholly visible and still before a click counts, milliseconds. */
const STILL_MS = 500;
/** How often its place is looked at. */
const LOOK_MS = 100;
/** After a longer gap between two looks nobody can say what happened in it: the page kept the thread, or the tab was away. */
const BLIND_MS = 400;
/** A cursor that the page hid or drew itself counts as a trick for so long. */
const TRICK_MS = 3000;
/** Pixels are not always whole. */
const WHOLE = 0.99;

/** The second version of the observer, which knows of overlays, opacity and filters; the DOM's types do not have it yet. */
interface Observed extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

function observe(target: Element, tell: (isSeen: boolean) => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) tell((entry as Observed).isVisible === true && entry.intersectionRatio >= WHOLE);
    },
    { threshold: [0, WHOLE, 1], trackVisibility: true, delay: LOOK_MS } as IntersectionObserverInit,
  );
  observer.observe(target);
  return () => observer.disconnect();
}

function isUnmasked(style: CSSStyleDeclaration): boolean {
  const masks = ['clip-path', 'mask-image', '-webkit-mask-box-image-source'].map((name) =>
    style.getPropertyValue(name),
  );
  return masks.every((value) => value === 'none' || value === '');
}

/** What {@link watchSeen} gives back. */
export interface Seen {
  /** Whether an act at this moment counts. `sinceMs`: when the focus came to the chip, for acts by key, by `performance.now()`. */
  confirm(sinceMs: number): Promise<boolean>;
  readonly stop: () => void;
}

/**
 * Watches whether a person can see `target`, which the page has under `host`, where it is and as it is: wholly visible, not moved or distorted, in a focused window without
 * full screen, pointer lock or a cursor of the page's making. Where the browser cannot tell (Firefox), nothing ever counts as seen.
 */
export function watchSeen(host: Element, target: HTMLElement): Seen {
  let visibleSinceMs: number | undefined;
  let stillSinceMs = performance.now();
  let lookedAtMs = 0;
  /** Kept as numbers: to write one that is not whole as text costs every such page 46 KiB, V8's cache for that. */
  let place: readonly number[] = [];
  let trickAtMs = Number.NEGATIVE_INFINITY;

  const look = () => {
    const now = performance.now();
    const { x, y, width, height } = target.getBoundingClientRect();
    const { currentCSSZoom: zoom = 1 } = target as { readonly currentCSSZoom?: number };
    const root = page.root();
    // Masks and clips are what the observer does not know; only the root can have one as long as the host stands right in it.
    const isBare = root && host.parentNode === root && isUnmasked(getComputedStyle(root));
    // Scaled, or zoomed by a style of the page, it is not itself.
    const isItself =
      Math.abs(width - target.offsetWidth) < 1 && Math.abs(height - target.offsetHeight) < 1 && zoom === 1;
    const isCalm = page.hasFocus() && !page.isHidden() && !page.isFullScreen() && !page.holdsPointer();
    const at = [x, y, width, height];
    const hasMoved = at.some((value, index) => value !== place[index]);
    if (!isBare || !isItself || !isCalm || hasMoved || now - lookedAtMs > BLIND_MS) stillSinceMs = now;
    if (hasMoved) place = at;
    lookedAtMs = now;
  };

  const timer = setInterval(look, LOOK_MS);
  const stopObserving = observe(target, (isSeen) => {
    visibleSinceMs = isSeen ? (visibleSinceMs ?? performance.now()) : undefined;
  });
  const stopCursor = onWindow('pointermove', ({ target: under, timeStamp }) => {
    if (!(under instanceof Element) || timeStamp - trickAtMs < LOOK_MS) return;
    if (/none|url/.test(getComputedStyle(under).cursor)) trickAtMs = timeStamp;
  });

  return {
    async confirm(sinceMs) {
      look();
      const now = performance.now();
      const before = place;
      if (now - Math.max(stillSinceMs, visibleSinceMs ?? now, sinceMs) < STILL_MS || now - trickAtMs < TRICK_MS)
        return false;
      // Once more, as the next frame is drawn: something may have come over it since the last look.
      const isSeen = await new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), BLIND_MS);
        const stop = observe(target, (seen) => {
          clearTimeout(late);
          stop();
          resolve(seen);
        });
      });
      look();
      return isSeen && place === before && visibleSinceMs !== undefined && stillSinceMs < now;
    },
    stop() {
      clearInterval(timer);
      stopObserving();
      stopCursor();
    },
  };
}
