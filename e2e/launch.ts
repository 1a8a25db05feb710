import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArgs, requireChromium } from '../scripts/chromium.ts';
import type { MessageType, Reply, RequestOf, ResponseOf } from '../src/messages/protocol.ts';
import { pickItem, type StorageItem } from '../src/storage/item.ts';

/** The shipped build for Chromium. */
export const CHROME_PACKAGE = resolve(import.meta.dirname, '../dist/chrome');

/** A page that takes longer to come does not come. */
const PAGE_COMES_MS = 20_000;

export interface LaunchOptions {
  /** The unpacked extension; the shipped build when left out. */
  readonly extension?: string;
  /** Other unpacked extensions to load beside it. */
  readonly others?: readonly string[];
  /** Whether to show a window. */
  readonly headed?: boolean;
  /** More arguments for Chromium, such as an embedded STS's host mappings. */
  readonly args?: readonly string[];
  /** A browser profile to open again; a new one, deleted at the end, when left out. */
  readonly profileDir?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Environment variables beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The extension API as a page of ours has it; no more of it than is used here. */
interface ExtensionGlobal {
  readonly chrome: {
    readonly action: { openPopup(): Promise<void> };
    readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
    readonly storage: Readonly<Record<'session' | 'local', { get(keys: string[]): Promise<Record<string, unknown>> }>>;
  };
}

/** A real Chromium with Stint in it. */
export class StintBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly profileDir: string;
  private readonly options: LaunchOptions;
  private ownsProfile: boolean;
  private successor: StintBrowser | undefined;

  private constructor(context: BrowserContext, extensionId: string, profileDir: string, options: LaunchOptions) {
    this.context = context;
    this.extensionId = extensionId;
    this.profileDir = profileDir;
    this.options = options;
    this.ownsProfile = options.profileDir === undefined;
  }

  static async launch(options: LaunchOptions = {}): Promise<StintBrowser> {
    // Without it Playwright does not show the toolbar popup as a page. Undocumented, so Playwright is pinned and a test watches it.
    process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';
    const extensions = [options.extension ?? CHROME_PACKAGE, ...(options.others ?? [])].join(',');
    const profileDir = options.profileDir ?? (await mkdtemp(join(tmpdir(), 'stint-')));
    const context = await chromium.launchPersistentContext(profileDir, {
      executablePath: requireChromium(),
      headless: !options.headed,
      viewport: null,
      ...(options.env && { env: { ...process.env, ...options.env } }),
      ...(options.colorScheme && { colorScheme: options.colorScheme }),
      args: [
        `--disable-extensions-except=${extensions}`,
        `--load-extension=${extensions}`,
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        ...chromiumArgs(),
        ...(options.args ?? []),
      ],
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    return new StintBrowser(context, new URL(worker.url()).host, profileDir, options);
  }

  /** The address of one of the extension's files. */
  url(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /** The set-up page that the extension opens by itself when it was installed. */
  setUpPage(): Promise<Page> {
    return this.pageAt('src/options/');
  }

  /** The options tab that is open, or a new one; at `hash` (`#security`) when given. */
  async openOptions(hash?: string): Promise<Page> {
    const address = this.url('src/options/index.html');
    const open = this.context.pages().find((page) => page.url().startsWith(address));
    const page = open ?? (await this.context.newPage());
    if (!open || hash !== undefined) await goTo(page, `${address}${hash ?? ''}`);
    await page.bringToFront();
    return page;
  }

  /** The real toolbar popup, opened as a click on the icon opens it. */
  async openPopup(): Promise<Page> {
    const opener = await this.openOptions();
    const opened = this.pageAt('src/popup/', this.context.pages());
    await opener.evaluate(() => (globalThis as unknown as ExtensionGlobal).chrome.action.openPopup());
    return opened;
  }

  /** The popup that `act` makes Stint open. */
  async duringPopup(act: () => Promise<void>): Promise<Page> {
    await this.openOptions();
    const opened = this.pageAt('src/popup/', this.context.pages());
    await act();
    return opened;
  }

  /** The popup's page in an ordinary tab: what a second window would have. */
  async openPopupInTab(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.url('src/popup/index.html'));
    return page;
  }

  /**
   * Sends a message the way the pages do, and gives its answer.
   * @throws {Error} with the code of the refusal
   */
  async send<T extends MessageType>(type: T, request: RequestOf<T>): Promise<ResponseOf<T>> {
    const page = await this.anyPage();
    const reply = (await page.evaluate(
      (message) => (globalThis as unknown as ExtensionGlobal).chrome.runtime.sendMessage(message),
      { type, request },
    )) as Reply;
    if (!reply.ok) throw new Error(`${type}: ${reply.error.code}`);
    return reply.value as ResponseOf<T>;
  }

  /** What is stored under `item`, as the pages read it. */
  async stored<T>(item: StorageItem<T>): Promise<T> {
    const page = await this.anyPage();
    const { area, key } = item;
    const stored = await page.evaluate(
      (place) => (globalThis as unknown as ExtensionGlobal).chrome.storage[place.area].get([place.key]),
      { area, key },
    );
    return pickItem(item, stored);
  }

  /** Ends the service worker, as the browser does with an idle one, and waits until it is gone. Leaves the focus where it is. */
  async killWorker(): Promise<void> {
    const session = await this.context.newCDPSession(await this.anyPage());
    let asked = false;
    const stopped = new Promise<void>((done) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (asked && versions.some((version) => version.runningStatus === 'stopped')) done();
      });
    });
    await session.send('ServiceWorker.enable');
    asked = true;
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    await session.detach();
  }

  /** Kills the whole browser without a word, as a crash or a power cut of the desktop does. The profile folder stays. */
  async killBrowser(): Promise<void> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
    const browser = processInfo.find(({ type }) => type === 'browser');
    if (!browser) throw new Error('The browser did not name its own process.');
    const gone = this.context.waitForEvent('close');
    process.kill(browser.id, 'SIGKILL');
    await gone;
  }

  /**
   * The same profile in a new launch, with `changes` to how it is launched; this one is closed first unless it was killed. Closing
   * this one later closes what came back, too.
   */
  async restart(changes: Omit<LaunchOptions, 'profileDir'> = {}): Promise<StintBrowser> {
    await this.context.close();
    const next = await StintBrowser.launch({ ...this.options, ...changes, profileDir: this.profileDir });
    next.ownsProfile = this.ownsProfile;
    this.ownsProfile = false;
    this.successor = next;
    return next;
  }

  /** Closes the browser; `keepProfile` leaves the profile folder where it is. */
  async close({ keepProfile = false }: { keepProfile?: boolean } = {}): Promise<void> {
    await this.successor?.close({ keepProfile });
    await this.context.close();
    if (this.ownsProfile && !keepProfile) await rm(this.profileDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A page of ours that is open, else a new options tab. */
  private async anyPage(): Promise<Page> {
    return this.context.pages().find((page) => page.url().startsWith(this.url(''))) ?? this.openOptions();
  }

  /** The first page at `path`, open already or still to come. A page is announced before it knows its address. */
  private pageAt(path: string, except: readonly Page[] = []): Promise<Page> {
    const { context } = this;
    const address = this.url(path);
    return new Promise((resolve, reject) => {
      const settle = (page?: Page) => {
        clearTimeout(timer);
        context.off('page', watch);
        if (page) resolve(page);
        else reject(new Error(`No page came at ${address}.`));
      };
      const watch = (page: Page) => {
        const look = () => page.url().startsWith(address) && settle(page);
        if (!look()) page.on('framenavigated', look);
      };
      const timer = setTimeout(() => settle(), PAGE_COMES_MS);
      context.on('page', watch);
      for (const page of context.pages()) if (!except.includes(page)) watch(page);
    });
  }
}

/** As `goto`. The browser may be on its way to the same page in the same tab: at install, it puts the set-up page into an empty one. */
async function goTo(page: Page, address: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await page.goto(address);
      return;
    } catch (error) {
      if (tries === 10 || !String(error).includes('interrupted by another navigation')) throw error;
      // Let the other one come first: trying again at once only interrupts it.
      await page.waitForURL((url) => url.href.startsWith(address.replace(/#.*/, ''))).catch(() => undefined);
    }
  }
}
