import type { CdpSession } from '../chromium/cdp-pipe.ts';

/** Types digits as a keyboard does, one after the other. */
export async function typeDigits(session: CdpSession, digits: string): Promise<void> {
  for (const digit of digits) {
    const key = { key: digit, code: `Digit${digit}`, windowsVirtualKeyCode: digit.charCodeAt(0) };
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: digit, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
}

/** The middle of the first element that `selector` finds; run in the page. `null` when there is none in sight. */
export function middleOf(selector: string): { x: number; y: number } | null {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
}

/** Clicks at a place of the page, as a mouse does. */
export async function clickAt(session: CdpSession, place: { readonly x: number; readonly y: number }): Promise<void> {
  const button = { ...place, button: 'left', clickCount: 1 } as const;
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
}
