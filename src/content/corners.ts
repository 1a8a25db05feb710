import type { Corner } from '../core/sites.ts';

/** The sides of a box within the window, pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far the chip stands from the window's edges. */
const MARGIN = 16;

const ALL: readonly Corner[] = ['bottom-right', 'bottom-left', 'top-right', 'top-left'];

/** Where a chip of that size stands in a corner of a window. */
export function boxAt(
  corner: Corner,
  size: { width: number; height: number },
  view: { width: number; height: number },
): Box {
  const left = corner.endsWith('left') ? MARGIN : view.width - MARGIN - size.width;
  const top = corner.startsWith('top') ? MARGIN : view.height - MARGIN - size.height;
  return { left, top, right: left + size.width, bottom: top + size.height };
}

export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** The wished corner, or the next one where the chip does not lie over `taken`; the wished one when all do. */
export function freeCorner(
  wished: Corner,
  taken: Box | undefined,
  size: { width: number; height: number },
  view: { width: number; height: number },
): Corner {
  if (!taken) return wished;
  return [wished, ...ALL].find((corner) => !overlap(boxAt(corner, size, view), taken)) ?? wished;
}

/** The corner nearest to a point. */
export function nearestCorner(x: number, y: number, view: { width: number; height: number }): Corner {
  return `${y < view.height / 2 ? 'top' : 'bottom'}-${x < view.width / 2 ? 'left' : 'right'}`;
}
