import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { ChipProbe } from '../e2e/console/chip-probe.ts';
import { addSite } from '../e2e/console/console-fixtures.ts';
import type { FakeConsole } from '../e2e/console/fake-console.ts';
import { CONSOLE_HOST } from '../e2e/console/fake-console.ts';
import type { StintBrowser } from '../e2e/launch.ts';

/** Pictures of the Sites page and of the chip on a console, while a session lives. `out` is the folder. */
export async function chipPictures(stint: StintBrowser, web: FakeConsole, theme: string, out: string): Promise<void> {
  // The whole of a page of ours, and of a console what is to be seen.
  const picture = (page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }) =>
    page.screenshot({ path: resolve(out, `${name}-${theme}.png`), ...(clip ? { clip } : { fullPage: true }) });
  await addSite(stint, `https://${CONSOLE_HOST}/*`);
  const options = await stint.openOptions('#sites');
  await options.getByText(CONSOLE_HOST).first().waitFor();
  await options.mouse.move(0, 0);
  await picture(options, 'options-sites');

  const page = await stint.context.newPage();
  await page.goto(web.serve('/console', CONSOLE[theme === 'dark' ? 'dark' : 'light']));
  const chip = await ChipProbe.on(page);
  await chip.comes();
  await chip.rests();
  const { x, y, width } = await chip.box();
  const around = { x: x + width - 420, y: y - 386, width: 436, height: 436 };
  const near = { ...around, y: y - 66, height: 116 };
  await picture(page, 'chip', near);
  await chip.click('more');
  await picture(page, 'chip-menu', around);
  await chip.choose('Shrink to a dot');
  await chip.rests();
  await picture(page, 'chip-dot', near);
  await page.close();
  await stint.send('remove-site', { siteId: `https://${CONSOLE_HOST}/*` });
}

const page = (background: string, ink: string) =>
  `<title>console</title><body style="margin:0;height:100vh;background:${background};color:${ink};font:14px/1.5 monospace;padding:24px;box-sizing:border-box">
  <p>~ $ aws s3 ls</p><p>Unable to locate credentials.</p><p>~ $ ▊</p>`;
const CONSOLE = { light: page('#fbfbfc', '#333'), dark: page('#14161a', '#ccd') };
