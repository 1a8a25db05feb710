/** Copies without a site: for one visit, by a shortcut, from the context menu. */
import { ChipProbe } from './console/chip-probe.ts';
import { expect, startSession, test } from './console/console-fixtures.ts';
import { clickAway } from './steps.ts';
import { words } from './texts.ts';

interface Api {
  readonly commands: { readonly onCommand: { dispatch(name: string): void } };
  readonly contextMenus: { readonly onClicked: { dispatch(info: { menuItemId: string }): void } };
  readonly action: { getBadgeText(of: object): Promise<string> };
}

test('Offer on this page: the chip is there for this visit and no longer', async ({ stint, web, seeded, alice }) => {
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  const page = await stint.context.newPage();
  await page.goto(web.serve('/once', '<title>once</title>'));
  await page.bringToFront();
  // As a click on the icon does it, which is what gives access to the page.
  const session = await stint.context.browser()?.newBrowserCDPSession();
  const { targetInfos } = (await session?.send('Target.getTargets', { filter: [{ type: 'tab' }, {}] })) ?? {
    targetInfos: [],
  };
  const tab = targetInfos.find(({ url, type }) => type === 'tab' && url.endsWith('/once'));
  const opened = stint.context.waitForEvent('page');
  await session?.send('Extensions.triggerAction' as never, { id: stint.extensionId, targetId: tab?.targetId } as never);
  const popup = await opened;
  await clickAway(popup, words('popup_offer_here'));
  const chip = await ChipProbe.on(page);
  await chip.comes();
  expect(await chip.label()).toContain('dev');
  await page.reload();
  await chip.settles();
  expect(await chip.isThere()).toBe(false);
});

test('the shortcut and the context menu copy without opening anything', async ({ stint, seeded, alice, clipboard }) => {
  await clipboard.write('before');
  await startSession(stint, seeded.profileId, alice.device.freshCode());
  const [worker] = stint.context.serviceWorkers();
  const badge = () =>
    worker?.evaluate(() => (globalThis as unknown as { chrome: Api }).chrome.action.getBadgeText({})) ??
    Promise.resolve('');
  const pages = stint.context.pages().length;
  await worker?.evaluate(() =>
    (globalThis as unknown as { chrome: Api }).chrome.commands.onCommand.dispatch('copy-default'),
  );
  await expect.poll(badge, { intervals: [50] }).toBe('✓');
  expect(await clipboard.read()).toContain('export AWS_SESSION_TOKEN');
  await expect.poll(badge).not.toBe('✓');

  const menuItemId = `${seeded.profileId} access-key-id`;
  await worker?.evaluate(
    (id) => (globalThis as unknown as { chrome: Api }).chrome.contextMenus.onClicked.dispatch({ menuItemId: id }),
    menuItemId,
  );
  await expect.poll(() => clipboard.read()).toMatch(/^ASIA[A-Z0-9]+\s*$/);
  expect(stint.context.pages()).toHaveLength(pages);

  await stint.send('lock-vault', {});
  await worker?.evaluate(() =>
    (globalThis as unknown as { chrome: Api }).chrome.commands.onCommand.dispatch('copy-default'),
  );
  await expect.poll(badge, { intervals: [50] }).toBe('✗');
  expect(await clipboard.read()).toMatch(/^ASIA/);
});
