import { findFirefox, StintInFirefox } from './firefox.ts';
import { signIn } from './firefox-session.ts';
import { expect, test } from './fixtures.ts';
import { Sink } from './sink.ts';

const firefox = findFirefox();

test.skip(firefox === undefined, 'There is no Firefox: set FIREFOX_PATH, or install firefox or firefox-esr.');

interface Views {
  readonly browser: { extension: { getViews(filter: object): readonly Window[] } };
}

test('in a real Firefox a click on an added site’s chip opens Stint, which copies', async ({ sts, alice }) => {
  test.setTimeout(90_000);
  const stint = await StintInFirefox.launch(firefox ?? '');
  const site = await Sink.start();
  try {
    const { options } = await signIn(stint, sts, alice);
    await options.evaluate(() => {
      location.hash = '#sites';
    });
    const allow = await options.waitForSelector('aria/Allow This computer');
    await allow?.click();
    await options.waitForSelector('aria/Remove This computer');

    const page = await stint.openWeb(site.origin);
    await page.bringToFront();
    await page.waitForFunction(() => document.documentElement.children.length === 3);
    // What is drawn there, the page cannot look into; a point in its corner belongs to it.
    const at = await page.evaluate(() => ({ x: innerWidth - 90, y: innerHeight - 32 }));
    const isChip = await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y) === document.documentElement.lastElementChild,
      at,
    );
    expect(isChip).toBe(true);
    await page.mouse.click(at.x, at.y);

    // The popup under the icon is no tab, so no driver lists it; the extension's own pages see it.
    const popupSays = () =>
      options.evaluate(
        () =>
          (globalThis as unknown as Views).browser.extension.getViews({ type: 'popup' })[0]?.document.body
            .textContent ?? '',
      );
    const asks = `${new URL(site.origin).host} asks for a copy of dev`;
    await expect.poll(popupSays).toContain(asks);
    await options.evaluate(() => {
      const [view] = (globalThis as unknown as Views).browser.extension.getViews({ type: 'popup' });
      const button = [...(view?.document.querySelectorAll('button') ?? [])].find((item) => item.textContent === 'Copy');
      button?.click();
    });
    await expect.poll(popupSays).not.toContain(asks);

    // Read back by pasting, which needs no permission.
    await page.bringToFront();
    await page.evaluate(() => {
      const field = document.createElement('textarea');
      document.body.append(field);
      field.focus();
    });
    await page.keyboard.down('Control');
    await page.keyboard.press('v');
    await page.keyboard.up('Control');
    await expect
      .poll(() => page.evaluate(() => document.querySelector('textarea')?.value ?? ''))
      .toContain('AWS_SESSION_TOKEN');
  } finally {
    await stint.close();
    await site.stop();
  }
});
