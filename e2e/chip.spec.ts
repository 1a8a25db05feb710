/** The chip on pages where people paste: what it shows, what it copies, and how it stays out of the way. */
import { expect, openWithChip, test } from './console/console-fixtures.ts';

test('click the chip, paste into a real terminal: its shell has the credentials', async ({
  stint,
  web,
  offered,
  clipboard,
  sts,
}) => {
  expect(offered.profileId).not.toBe('');
  await clipboard.write('something else');
  const { page, chip } = await openWithChip(stint, web.terminal);
  const screen = () => page.evaluate(() => (globalThis as unknown as { screenText(): string }).screenText());
  await expect.poll(screen).toContain('$ ');
  expect(await chip.label()).toMatch(/^Copy AWS credentials of dev as .*bash.*, (1 h|\d+ min) left$/);
  await chip.click();
  await chip.says('Copied');

  // The cursor is still in the terminal.
  await page.keyboard.press('Control+Shift+V');
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  await page.keyboard.type('clear; env | grep ^AWS_ | sort | cut -c1-60; echo do"ne"\n');
  await expect.poll(screen).toContain('done');
  const shown = await screen();
  for (const name of ['AWS_ACCESS_KEY_ID=ASIA', 'AWS_SECRET_ACCESS_KEY=', 'AWS_SESSION_TOKEN=']) {
    expect(shown).toContain(name);
  }
  expect(sts.requests.count('GetSessionToken')).toBe(1);
});

test('it gives way: to the field, to full screen, to print, to a drag, and shrinks to a dot', async ({
  stint,
  web,
  offered,
}) => {
  expect(offered.profileId).not.toBe('');
  const address = web.serve(
    '/form',
    `<title>form</title><body style="margin:0;height:100vh"><form><input id="name"><textarea id="value"></textarea></form>
     <input id="low" style="position:fixed;right:0;bottom:0;width:400px;height:60px">`,
  );
  const { page, chip } = await openWithChip(stint, address);
  await chip.rests();
  expect(await chip.classes()).toContain('bottom-right');
  await page.locator('#low').focus();
  await expect.poll(() => chip.classes()).toContain('bottom-left');
  await page.locator('#name').focus();
  await expect.poll(() => chip.classes()).toContain('bottom-right');

  // The value that fits the field beside the name of a variable, one after the other.
  await page.locator('#name').fill('AWS_SECRET_ACCESS_KEY');
  await page.locator('#value').focus();
  await expect.poll(() => chip.label()).toContain(' as Secret access key');

  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => chip.box().then(() => 'drawn', String)).toContain('not drawn');
  await page.emulateMedia({ media: null });
  await expect.poll(() => chip.box().then(() => 'drawn', String)).toBe('drawn');

  // Dragged to another corner, it stays there on the next page as well.
  await chip.rests();
  const { x, y } = await chip.middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(700, 60, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => chip.classes()).toContain('top-right');
  await page.reload();
  await chip.comes();
  await expect.poll(() => chip.classes()).toContain('top-right');

  await chip.click('more');
  await chip.choose('Shrink to a dot');
  await expect.poll(() => chip.classes()).toContain('small');
  expect((await chip.box()).width).toBeLessThan(32);
  await page.evaluate(() => {
    document.body.style.background = '#111';
  });
  await expect.poll(() => chip.classes()).toContain('dark');
});

test('a template is chosen in the chip’s menu as it appears, copied, and stays chosen there', async ({
  stint,
  web,
  offered,
  clipboard,
}) => {
  expect(offered.profileId).not.toBe('');
  await clipboard.write('before');
  const { page, chip } = await openWithChip(stint, web.serve('/template', '<title>template</title>'));
  await page.bringToFront();
  // Written while the chip stands there.
  await stint.send('save-templates', { templates: [{ name: 'Deploy key', text: 'deploy --key {{access_key_id}}' }] });
  await expect
    .poll(async () => {
      await chip.click('more');
      const names = await chip.text();
      if (!names.includes('Deploy key')) await page.keyboard.press('Escape');
      return names;
    })
    .toContain('Deploy key');
  expect(await chip.text()).not.toContain('deploy --key');
  await chip.choose('Deploy key');
  await expect.poll(() => chip.label()).toContain(' as Deploy key');
  await chip.click();
  await chip.says('Copied');
  expect(await clipboard.read()).toMatch(/^deploy --key ASIA[A-Z0-9]{16}$/);
  await page.bringToFront();
  await page.reload();
  await chip.comes();
  await expect.poll(() => chip.label()).toContain(' as Deploy key');
});

test('by keys alone: in, copy, and back to where one was', async ({ stint, web, offered, clipboard }) => {
  expect(offered.profileId).not.toBe('');
  await clipboard.write('before');
  const { page, chip } = await openWithChip(
    stint,
    web.serve('/keys', '<title>keys</title><textarea autofocus></textarea>'),
  );
  await page.locator('textarea').focus();
  // What the shortcut does; the browser's own shortcuts are out of a driver's reach.
  const [worker] = stint.context.serviceWorkers();
  await worker?.evaluate(async () => {
    const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
    const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
    await tabs.sendMessage(tab?.id ?? 0, { chip: 'focus' });
  });
  await chip.rests();
  await page.keyboard.press('Enter');
  await chip.says('Copied');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.nodeName)).toBe('TEXTAREA');
  expect(await clipboard.read()).toContain('AWS_SESSION_TOKEN');
});

interface Tabs {
  query(filter: object): Promise<{ readonly id?: number }[]>;
  sendMessage(id: number, message: unknown): Promise<unknown>;
}
