/** Tricks by which a page gets a person to click what they do not see: none of them gets a copy; Stint's own window names the page. */
import type { Page } from 'playwright';
import { ChipProbe } from './console/chip-probe.ts';
import { expect, test } from './console/console-fixtures.ts';
import { CONSOLE_HOST } from './console/fake-console.ts';
import type { StintBrowser } from './launch.ts';
import { words } from './texts.ts';

/** What comes of a trick: Stint's window asks, the click reaches nothing, or, where page and Stint race, one of the two. */
type End = 'asks' | 'nothing' | 'either';

interface Trick {
  readonly name: string;
  readonly end: End;
  /** Runs in the page, which knows where its own elements are: the last of the root is the chip's host. */
  readonly play?: string;
  /** The click, where it is no plain one. */
  readonly click?: (page: Page, chip: ChipProbe) => Promise<void>;
  /** The chip does not stand still after it. */
  readonly hasNoRest?: boolean;
}

const HOST = 'const host = document.documentElement.lastElementChild;';
/** Puts the host into an element of the page with that style. */
const wrapped = (style: string) =>
  `${HOST} const box = document.createElement('div'); box.style.cssText = ${JSON.stringify(style)};
   document.body.append(box); box.append(host);
   // Stint puts it back where it belongs; the page is as stubborn.
   setInterval(() => host.parentNode === box || box.append(host), 20);`;
/** Lays an element over everything that lets clicks through. */
const OVERLAY =
  "const over = document.createElement('div'); over.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;margin:0;padding:0;border:0;background:white;pointer-events:none;z-index:2147483647'; over.textContent = 'Click to win';";

const TRICKS: readonly Trick[] = [
  { name: 'an invisible page', end: 'asks', play: "document.documentElement.style.opacity = '0.01'" },
  {
    name: 'an invisible body around it',
    end: 'asks',
    play: `${HOST} setInterval(() => host.parentNode === document.body || document.body.append(host), 20); document.body.style.opacity = '0.01'`,
  },
  { name: 'an invisible element around it', end: 'asks', play: wrapped('opacity:0.02') },
  { name: 'a filter', end: 'asks', play: "document.documentElement.style.filter = 'opacity(0.01)'" },
  {
    name: 'a mask',
    end: 'asks',
    play: wrapped('position:fixed;inset:0;mask-image:linear-gradient(transparent,transparent)'),
  },
  {
    name: 'a mask on the page',
    end: 'asks',
    play: "document.documentElement.style.maskImage = 'linear-gradient(transparent,transparent)'",
  },
  {
    name: 'a mask that goes as the finger comes down',
    end: 'asks',
    play: "const { style } = document.documentElement; style.maskImage = 'linear-gradient(transparent,transparent)'; addEventListener('pointerdown', () => { style.maskImage = ''; }, true)",
  },
  {
    name: 'a pseudo-element over it',
    end: 'asks',
    play: "document.head.append(Object.assign(document.createElement('style'), { textContent: 'html::after{content:\\'Click to win\\';position:fixed;inset:0;background:white;pointer-events:none;z-index:2147483647}' }))",
  },
  {
    name: 'a picture of the page over the page',
    end: 'nothing',
    play: "document.head.append(Object.assign(document.createElement('style'), { textContent: '::view-transition{background:white;pointer-events:none}::view-transition-group(*){animation-duration:60s}::view-transition-old(root),::view-transition-new(root){animation:none;opacity:0}' })); document.startViewTransition(() => {}).ready.then(() => true)",
  },
  { name: 'an overlay', end: 'asks', play: `${OVERLAY} document.documentElement.append(over)` },
  {
    name: 'an overlay in the top layer',
    end: 'asks',
    play: `${OVERLAY} over.popover = 'manual'; document.body.append(over); over.showPopover()`,
  },
  {
    name: 'an overlay that goes as the finger comes down',
    end: 'asks',
    play: `${OVERLAY} document.documentElement.append(over); addEventListener('pointerdown', () => over.remove(), true)`,
  },
  { name: 'a part of it cut off', end: 'asks', play: wrapped('position:fixed;inset:0;clip-path:inset(0 0 32px 0)') },
  {
    name: 'a larger scale',
    end: 'asks',
    play: wrapped('position:fixed;inset:0;transform:scale(1.5);transform-origin:bottom right'),
  },
  { name: 'a smaller scale', end: 'asks', play: wrapped('position:fixed;inset:0;transform:scale(0.4)') },
  { name: 'a zoomed page', end: 'asks', play: "document.documentElement.style.zoom = '1.7'" },
  {
    name: 'a late move under the finger',
    end: 'either',
    hasNoRest: true,
    play: wrapped('position:fixed;inset:0;transform:translate(-300px,-200px)'),
  },
  {
    name: 'a steady move',
    end: 'asks',
    hasNoRest: true,
    play: `${wrapped('position:fixed;inset:0 60px 60px 0')} box.animate([{ transform: 'translate(-4px,0)' }, { transform: 'translate(4px,0)' }], { duration: 900, iterations: Infinity }); box.animate(null, 900).finished.then(() => true)`,
  },
  {
    name: 'a hidden cursor',
    end: 'asks',
    play: "document.body.style.cssText = 'height:100vh;cursor:none'",
    async click(page, chip) {
      const { x, y } = await chip.middle();
      await page.mouse.move(40, 40);
      await page.mouse.move(200, 120, { steps: 5 });
      await page.mouse.click(x, y);
    },
  },
  {
    name: 'a press that began elsewhere',
    end: 'nothing',
    async click(page, chip) {
      const { x, y } = await chip.middle();
      await page.mouse.move(100, 100);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
    },
  },
  {
    name: 'a click of the page’s own making',
    end: 'nothing',
    play: `${HOST} for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, detail: 1 })); host.click()`,
    click: async () => {},
  },
  {
    name: 'full screen',
    end: 'nothing',
    async click(page, chip) {
      const { x, y } = await chip.middle();
      await page.evaluate(
        "addEventListener('click', () => document.documentElement.requestFullscreen(), { once: true })",
      );
      await page.mouse.click(100, 100);
      await page.waitForFunction('document.fullscreenElement !== null');
      await page.mouse.click(x, y);
    },
  },
  {
    name: 'coming back to a page that was left',
    end: 'asks',
    hasNoRest: true,
    async click(page, chip) {
      const { x, y } = await chip.middle();
      await page.goto(`https://${CONSOLE_HOST}/elsewhere`);
      await page.goBack();
      const back = await ChipProbe.on(page);
      await back.comes();
      await page.mouse.click(x, y);
    },
  },
];

const popupOf = (stint: StintBrowser) =>
  stint.context.pages().find((page) => page.url().startsWith(stint.url('src/popup/')));

/** Whether Stint's window comes within 5 seconds. */
async function opens(stint: StintBrowser): Promise<boolean> {
  const there = () => popupOf(stint) !== undefined;
  await expect
    .poll(there, { timeout: 5000 })
    .toBe(true)
    .catch(() => undefined);
  return there();
}

interface Heard {
  copiesAsked?: { readonly seen: boolean }[];
}

interface Runtime {
  readonly onMessage: { addListener(listener: (message: { type?: string; request: { seen: boolean } }) => void): void };
}

/** Listens beside the background. @returns the way to what chips have asked to have copied since then */
async function copiesAsked(stint: StintBrowser): Promise<() => Promise<readonly { readonly seen: boolean }[]>> {
  const worker = stint.context.serviceWorkers().at(-1);
  if (!worker) throw new Error('No worker runs.');
  await worker.evaluate(() => {
    const here = globalThis as unknown as Heard & { chrome: { runtime: Runtime } };
    if (!here.copiesAsked) {
      here.chrome.runtime.onMessage.addListener(({ type, request }) => {
        if (type === 'copy-offer') here.copiesAsked?.push(request);
      });
    }
    here.copiesAsked = [];
  });
  return () => worker.evaluate(() => (globalThis as unknown as Heard).copiesAsked ?? []);
}

for (const part of [0, 1, 2]) {
  test(`clickjacking gets nothing (${part + 1} of 3)`, async ({ stint, web, offered, clipboard }) => {
    test.setTimeout(150_000);
    expect(offered.profileId).not.toBe('');
    for (const { name, end, play, click, hasNoRest } of TRICKS.filter((_, index) => index % 3 === part)) {
      await test.step(name, async () => {
        await clipboard.write(`before: ${name}`);
        const page = await stint.context.newPage();
        await page.goto(web.serve('/trick', '<title>trick</title><body style="height:100vh"><p>Play and win</p>'));
        const chip = await ChipProbe.on(page);
        await chip.comes();
        await chip.rests();
        const asked = await copiesAsked(stint);
        if (play) await page.evaluate(play);
        // For as long as a click has to wait: what refuses it is the trick, not that it is new.
        if (play && !hasNoRest) await chip.rests();
        const act = async () => {
          if (click) return click(page, chip);
          const { x, y } = await chip.middle();
          await page.mouse.click(x, y);
        };
        await act();
        if (end !== 'asks') await chip.hasSpoken();
        if (end === 'asks' || (end === 'either' && (await asked()).length > 0)) {
          // A popup closes when the browser loses the focus for a moment, in which case anybody would click again.
          if (!(await opens(stint))) await act();
          expect(await opens(stint), `${name}: Stint's window`).toBe(true);
          expect(new Set((await asked()).map(({ seen }) => seen)), name).toEqual(new Set([false]));
          const popup = popupOf(stint);
          const asks = words('popup_request_asks', CONSOLE_HOST, 'dev', words('format_posix'));
          await expect(popup?.getByText(asks) ?? page.locator('nothing')).toBeVisible();
          await expect(
            popup?.getByRole('button', { name: 'Copy', exact: true }) ?? page.locator('nothing'),
          ).toBeFocused();
          await popup?.close();
        } else {
          expect(await asked(), name).toEqual([]);
          expect(popupOf(stint), `${name}: Stint's window`).toBeUndefined();
        }
        expect(await clipboard.read(), name).toBe(`before: ${name}`);
        await page.close();
      });
    }
  });
}

test('what Stint’s window grants is copied, and asked no more', async ({ stint, web, offered, clipboard }) => {
  expect(offered.profileId).not.toBe('');
  await clipboard.write('before');
  const page = await stint.context.newPage();
  await page.goto(web.serve('/plain', '<title>plain</title>'));
  const chip = await ChipProbe.on(page);
  await chip.comes();
  await page.evaluate("document.documentElement.style.opacity = '0.5'");
  const { x, y } = await chip.middle();
  await page.mouse.click(x, y);
  await expect.poll(() => popupOf(stint) !== undefined).toBe(true);
  const popup = popupOf(stint) ?? page;
  await popup.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => clipboard.read()).toContain('AWS_SESSION_TOKEN');
  await expect(popup.getByText(words('popup_request_means'), { exact: false })).toHaveCount(0);
});
