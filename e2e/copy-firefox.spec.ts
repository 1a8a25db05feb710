/** In a real Firefox the background page itself has the clipboard: copies that no window of Stint makes, and clearing. */
import { findFirefox, StintInFirefox } from './firefox.ts';
import { signIn } from './firefox-session.ts';
import { expect, test } from './fixtures.ts';
import { Sink } from './sink.ts';

const firefox = findFirefox();

test.skip(firefox === undefined, 'There is no Firefox: set FIREFOX_PATH, or install firefox or firefox-esr.');

interface Api {
  readonly browser: {
    readonly action: { getBadgeText(of: object): Promise<string> };
    readonly commands: { update(command: { name: string; shortcut: string }): Promise<void> };
  };
}

/** Alt, Shift and Y as a keyboard gives them to the browser's own window. */
const PRESS = `(() => {
  const tip = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  tip.beginInputTransactionForTests(window);
  const keys = [['Alt', 'AltLeft', 18], ['Shift', 'ShiftLeft', 16], ['Y', 'KeyY', 89]].map(
    ([key, code, keyCode]) => new KeyboardEvent('', { key, code, keyCode }),
  );
  for (const key of keys) tip.keydown(key);
  for (const key of keys.reverse()) tip.keyup(key);
  return 'pressed';
})()`;

const MENU = "document.getElementById('contentAreaContextMenu')";
const CHOOSE = (label: string) => `(() => {
  const item = [...${MENU}.querySelectorAll('menuitem')].find((one) => one.getAttribute('label') === ${JSON.stringify(label)});
  item.doCommand();
  ${MENU}.hidePopup();
  return 'chosen';
})()`;

test('in a real Firefox the shortcut and the context menu copy, and the clipboard is cleared in time though the background ended', async ({
  sts,
  alice,
}) => {
  test.setTimeout(150_000);
  const stint = await StintInFirefox.launch(firefox ?? '');
  const site = await Sink.start();
  try {
    const { options, send } = await signIn(stint, sts, alice);
    await send('save-templates', { templates: [{ name: 'Deploy R&D', text: 'deploy --key {{access_key_id}}' }] });
    await options.evaluate(() =>
      (globalThis as unknown as Api).browser.commands.update({ name: 'copy-default', shortcut: 'Alt+Shift+Y' }),
    );
    const badge = () => options.evaluate(() => (globalThis as unknown as Api).browser.action.getBadgeText({}));

    const page = await stint.openWeb(site.origin);
    await page.bringToFront();
    await stint.writeClipboard('before');
    await stint.endBackground();
    await stint.inBrowser(PRESS);
    await expect.poll(badge, { intervals: [50] }).toBe('✓');
    expect(await stint.readClipboard()).toContain('export AWS_SESSION_TOKEN');

    // The whole way through the menu that Firefox itself shows.
    // The menu that Firefox itself shows, template and all.
    await page.mouse.click(80, 80, { button: 'right' });
    await expect.poll(() => stint.inBrowser(`${MENU}.state`)).toBe('open');
    await send('save-settings', { clearClipboardSeconds: 30 });
    const copiedFromMs = Date.now();
    await stint.inBrowser(CHOOSE('Deploy R&D'));
    await expect.poll(() => stint.readClipboard()).toMatch(/^deploy --key ASIA[A-Z0-9]{16}$/);

    await stint.endBackground();
    await expect.poll(() => stint.readClipboard(), { timeout: 70_000, intervals: [500] }).toBe('');
    expect(Date.now() - copiedFromMs).toBeGreaterThanOrEqual(30_000);
  } finally {
    await stint.close();
    await site.stop();
  }
});
