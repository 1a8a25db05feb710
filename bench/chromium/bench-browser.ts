import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { chromiumArgs, requireChromium } from '../../scripts/chromium.ts';
import { CdpPipe, type CdpSession } from './cdp-pipe.ts';
import { ExtensionWorkers } from './extension-workers.ts';
import { within } from './within.ts';

/** An unpacked extension to measure. */
export interface Subject {
  readonly name: 'blank' | 'floor' | 'one-line' | 'stint';
  readonly folder: string;
  readonly id: string;
  /** Its popup's path in the package. */
  readonly popup: string;
}

/** The address of one of an extension's files. */
export function urlOf(subject: Subject, path: string): string {
  return `chrome-extension://${subject.id}/${path}`;
}

/** A page under measurement. */
export interface BenchPage {
  readonly targetId: string;
  readonly session: CdpSession;
}

/** An extension that opens its options takes over a tab on about:blank, and would live on in it. */
const STEERING_PAGE = 'data:text/html,<title>Benchmark</title>';

/** How often an icon is clicked before it counts as dead, and after how long a click without effect was lost, in milliseconds. */
const CLICKS = 4;
const LOST_MS = 5000;

/** After this long without a new tab, none is coming, in milliseconds. */
const QUIET_MS = 700;

/** A fresh headless Chromium with some extensions, their icons pinned, and one tab to steer it from. */
export class BenchBrowser {
  /** The commands of the browser, and every attached page's. */
  readonly pipe: CdpPipe;
  /** A tab that stays open. */
  readonly steering: BenchPage;
  readonly workers: ExtensionWorkers;
  readonly #process: ChildProcess;
  readonly #profile: string;
  /** The steering tab as the browser's window knows it. */
  #tabId = '';

  private constructor(
    process: ChildProcess,
    profile: string,
    pipe: CdpPipe,
    steering: BenchPage,
    workers: ExtensionWorkers,
  ) {
    this.#process = process;
    this.#profile = profile;
    this.pipe = pipe;
    this.steering = steering;
    this.workers = workers;
  }

  /**
   * Starts one and waits until every extension's worker has run and no page of theirs is open.
   * @param parent the folder for its profile
   */
  static async launch(subjects: readonly Subject[], parent: string): Promise<BenchBrowser> {
    const profile = await newProfile(subjects, parent);
    const folders = subjects.map((subject) => subject.folder).join(',');
    const process = spawn(
      requireChromium(),
      [
        '--headless',
        '--remote-debugging-pipe',
        // Lets the protocol click an extension's icon.
        '--enable-unsafe-extension-debugging',
        `--user-data-dir=${profile}`,
        // In a narrow window the toolbar hides icons, pinned ones, too.
        '--window-size=1400,900',
        ...(folders === '' ? [] : [`--disable-extensions-except=${folders}`, `--load-extension=${folders}`]),
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--password-store=basic',
        ...chromiumArgs(),
        STEERING_PAGE,
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    try {
      const pipe = new CdpPipe(process.stdio[3] as Writable, process.stdio[4] as Readable);
      const { targetId } = await pipe.send('Target.createTarget', { url: STEERING_PAGE });
      const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
      const steering = { targetId, session: pipe.session(sessionId) };
      const workers = await ExtensionWorkers.watch(steering.session);
      await Promise.all(subjects.map((subject) => workers.whenKnown(subject.id)));
      const browser = new BenchBrowser(process, profile, pipe, steering, workers);
      await browser.#closeOtherTabs();
      await browser.#preparePopups();
      return browser;
    } catch (error) {
      process.kill();
      throw error;
    }
  }

  /** Opens a tab on about:blank. `probe` is run in every document of it, before any script of the page's own. */
  async openTab(probe?: string): Promise<BenchPage> {
    const { targetId } = await this.pipe.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.pipe.send('Target.attachToTarget', { targetId, flatten: true });
    const session = this.pipe.session(sessionId);
    await session.send('Page.enable');
    // Without it a page of a headless window does not believe it has the focus.
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    if (probe !== undefined) await session.send('Page.addScriptToEvaluateOnNewDocument', { source: probe });
    return { targetId, session };
  }

  /** Takes a tab to `url` and waits for its load event. */
  async navigate({ session }: BenchPage, url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      const stop = session.on('Page.loadEventFired', () => {
        stop();
        resolve();
      });
    });
    const { errorText } = await session.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url} did not open: ${errorText}`);
    await within(loaded, `the load event of ${url}`);
  }

  /**
   * Clicks an extension's icon in the toolbar, as far as a program can: the browser is told to run the extension's action, from
   * outside of the extension. The popup's page is held for a moment to put `probe` in.
   * @returns the popup's page, and when the click was sent, in milliseconds since the epoch by this process's clock
   */
  async clickIcon(
    subject: Subject,
    probe: string,
  ): Promise<{ readonly popup: BenchPage; readonly clickedAtMs: number }> {
    for (let attempt = 1; ; attempt += 1) {
      const clickedAtMs = nowMs();
      const popup = await this.#tryToOpen(subject, probe);
      if (popup) return { popup, clickedAtMs };
      if (attempt === CLICKS) throw new Error(`${subject.name} has opened no popup at ${CLICKS} clicks.`);
      await this.#closeTabs((url) => url.startsWith(urlOf(subject, '')));
    }
  }

  /** @returns the popup's page, or `undefined` when none came: just after its start the browser may pass over a click. */
  async #tryToOpen(subject: Subject, probe: string): Promise<BenchPage | undefined> {
    let stop = () => {};
    const attached = new Promise<BenchPage>((resolve, reject) => {
      stop = this.pipe.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
        if (!waitingForDebugger) return;
        const session = this.pipe.session(sessionId);
        Promise.all([
          session.send('Page.enable'),
          session.send('Page.addScriptToEvaluateOnNewDocument', { source: probe }),
          session.send('Runtime.runIfWaitingForDebugger'),
        ]).then(() => resolve({ targetId: targetInfo.targetId, session }), reject);
      });
    });
    await this.pipe.send('Extensions.triggerAction', { id: subject.id, targetId: this.#tabId });
    try {
      return await Promise.race([attached, pause(LOST_MS, undefined, { ref: false })]);
    } finally {
      stop();
    }
  }

  /** Lets an extension's pages read the clipboard, so that what they have put there can be checked. */
  async allowClipboard(subject: Subject): Promise<void> {
    await this.pipe.send('Browser.grantPermissions', {
      origin: urlOf(subject, ''),
      permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'],
    });
  }

  /** Closes a page; one that has closed by itself, as popups do, is as good. */
  async close({ targetId }: BenchPage): Promise<void> {
    await this.pipe.send('Target.closeTarget', { targetId }).catch(() => {});
  }

  /** Whether a page of the extension is open or its worker runs. */
  async isAlive(subject: Subject): Promise<boolean> {
    const { targetInfos } = await this.pipe.send('Target.getTargets', { filter: [{}] });
    return targetInfos.some(({ url }) => url.startsWith(urlOf(subject, '')));
  }

  /** How far the pages' clock is ahead of this process's, in milliseconds: from the quickest of some questions. */
  async clockAheadMs(): Promise<number> {
    let quickest = Number.POSITIVE_INFINITY;
    let aheadMs = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      const asked = nowMs();
      const theirs = await this.steering.session.evaluate(() => performance.timeOrigin + performance.now());
      const answered = nowMs();
      if (answered - asked >= quickest) continue;
      quickest = answered - asked;
      aheadMs = theirs - (asked + answered) / 2;
    }
    return aheadMs;
  }

  /** The browser's name and version, `Chromium 156.0.8078.79`. */
  async version(): Promise<string> {
    const { product } = await this.pipe.send('Browser.getVersion');
    return product.replace(/^(Headless)?Chrome\//, 'Chromium ');
  }

  async quit(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    // Closing the browser answers by closing the pipe.
    this.pipe.send('Browser.close').catch(() => this.#process.kill());
    await gone;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Stint opens its set-up page when it is installed, which is a moment after the start. */
  async #closeOtherTabs(): Promise<void> {
    let quietSince = nowMs();
    while (nowMs() - quietSince < QUIET_MS) {
      if ((await this.#closeTabs(() => true)) > 0) quietSince = nowMs();
      await pause(50);
    }
  }

  /** Closes the pages whose address `isMeant`, but never the steering tab. @returns how many there were */
  async #closeTabs(isMeant: (url: string) => boolean): Promise<number> {
    const { targetInfos } = await this.pipe.send('Target.getTargets', {
      filter: [{ type: 'page' }, { type: 'other' }],
    });
    const meant = targetInfos.filter(({ targetId, url }) => targetId !== this.steering.targetId && isMeant(url));
    for (const { targetId } of meant) await this.pipe.send('Target.closeTarget', { targetId }).catch(() => {});
    return meant.length;
  }

  /** Has popups held when they are made. */
  async #preparePopups(): Promise<void> {
    const { targetInfos } = await this.pipe.send('Target.getTargets', { filter: [{ type: 'tab' }] });
    this.#tabId = targetInfos[0]?.targetId ?? '';
    await this.pipe.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      // A popup is of the type "other" while it is being made. Tabs and workers are left alone.
      filter: [{ type: 'other' }],
    });
  }
}

/** Milliseconds since the epoch, with fractions. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** A profile folder in which the icons are pinned: one that is not slides out first, which takes longer than everything else. */
async function newProfile(subjects: readonly Subject[], parent: string): Promise<string> {
  const profile = await mkdtemp(join(parent, 'profile-'));
  await mkdir(join(profile, 'Default'));
  const preferences = { extensions: { pinned_extensions: subjects.map((subject) => subject.id) } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}
