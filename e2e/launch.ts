import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArgs, requireChromium } from '../scripts/chromium.ts';

/** The shipped build for Chromium. */
export const CHROME_PACKAGE = resolve(import.meta.dirname, '../dist/chrome');

export interface LaunchOptions {
  /** The unpacked extension; the shipped build when left out. */
  readonly extension?: string;
  /** Whether to show a window. */
  readonly headed?: boolean;
  /** More arguments for Chromium, such as an embedded STS's host mappings. */
  readonly args?: readonly string[];
  /** A browser profile to open again; a new one, deleted at the end, when left out. */
  readonly profileDir?: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** A real Chromium with Stint in it. */
export class StintBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly profileDir: string;
  private readonly ownsProfile: boolean;

  private constructor(context: BrowserContext, extensionId: string, profileDir: string, ownsProfile: boolean) {
    this.context = context;
    this.extensionId = extensionId;
    this.profileDir = profileDir;
    this.ownsProfile = ownsProfile;
  }

  static async launch(options: LaunchOptions = {}): Promise<StintBrowser> {
    // Without it Playwright does not show the toolbar popup as a page. Undocumented, so Playwright is pinned and a test watches it.
    process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';
    const extension = options.extension ?? CHROME_PACKAGE;
    const profileDir = options.profileDir ?? (await mkdtemp(join(tmpdir(), 'stint-')));
    const context = await chromium.launchPersistentContext(profileDir, {
      executablePath: requireChromium(),
      headless: !options.headed,
      viewport: null,
      ...(options.colorScheme && { colorScheme: options.colorScheme }),
      args: [
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        ...chromiumArgs(),
        ...(options.args ?? []),
      ],
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    return new StintBrowser(context, new URL(worker.url()).host, profileDir, options.profileDir === undefined);
  }

  /** The address of one of the extension's files. */
  url(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /** The options tab that opened by itself at install, or a new one; at `hash` when given. */
  async openOptions(hash?: string): Promise<Page> {
    const address = this.url('src/options/index.html');
    const open = this.context.pages().find((page) => page.url().startsWith(address));
    const page = open ?? (await this.context.newPage());
    if (!open || hash !== undefined) await page.goto(`${address}${hash ?? ''}`);
    await page.bringToFront();
    return page;
  }

  /** The real toolbar popup, opened as a click on the icon opens it. */
  async openPopup(): Promise<Page> {
    const opener = await this.openOptions();
    const opened = this.context.waitForEvent('page', {
      predicate: (page) => page.url().startsWith(this.url('src/popup/')),
    });
    await opener.evaluate(() =>
      (globalThis as unknown as { chrome: { action: { openPopup(): Promise<void> } } }).chrome.action.openPopup(),
    );
    return opened;
  }

  /** Ends the service worker, as the browser does with an idle one, and waits until it is gone. */
  async killWorker(): Promise<void> {
    const page = await this.openOptions();
    const session = await this.context.newCDPSession(page);
    const stopped = new Promise<void>((done) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (versions.some((version) => version.runningStatus === 'stopped')) done();
      });
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    await session.detach();
  }

  /** Closes the browser; `keepProfile` leaves the profile folder for another launch. */
  async close({ keepProfile = false }: { keepProfile?: boolean } = {}): Promise<void> {
    await this.context.close();
    if (this.ownsProfile && !keepProfile) await rm(this.profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
