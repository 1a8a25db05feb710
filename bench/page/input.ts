import type { CdpSession } from '../chromium/cdp-pipe.ts';

/** Types digits as a keyboard does, one after the other. */
export async function typeDigits(session: CdpSession, digits: string): Promise<void> {
  for (const digit of digits) {
    const key = { key: digit, code: `Digit${digit}`, windowsVirtualKeyCode: digit.charCodeAt(0) };
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: digit, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
}

/** Clicks the middle of the first element that `selector` finds, as a mouse does. @throws when there is none in sight */
export async function click(session: CdpSession, selector: string): Promise<void> {
  const place = await session.evaluate((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
  }, selector);
  if (!place) throw new Error(`Nothing to click at ${selector}.`);
  const button = { ...place, button: 'left', clickCount: 1 } as const;
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
}
