import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const PACKAGE = resolve(import.meta.dirname, '../dist/firefox');
const EXTENSION_ID = 'stint@stint-sessions.org';
/** Firefox gives every installation another one; a fixed one makes the addresses of our pages known. */
const UUID = '5f0c0c3e-6d5e-4e0b-9d0a-7c1f3c1d5a11';

/** The Firefox to use: FIREFOX_PATH, else one on the PATH; `undefined` when there is none. */
export function findFirefox(): string | undefined {
  const wished = process.env['FIREFOX_PATH'];
  if (wished) {
    if (!existsSync(wished)) throw new Error(`FIREFOX_PATH is ${wished}, and there is no such file.`);
    return wished;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The driver's own line to the browser, for commands that it has no method for. */
interface BidiConnection {
  send(
    method: string,
    params: object,
  ): Promise<{
    readonly result: {
      readonly contexts?: readonly { readonly context: string }[];
      readonly result?: { readonly type: string; readonly value?: string };
    };
  }>;
}

/** A real Firefox with Stint in it, driven over WebDriver BiDi. */
export class StintInFirefox {
  private readonly browser: Browser;

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  static async launch(executablePath: string): Promise<StintInFirefox> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      // Without it pages of extensions cannot be opened by a driver.
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION_ID]: UUID }),
        // What the user would be asked about access is granted at once: no driver can answer it.
        'extensions.webextOptionalPermissionPrompts': false,
      },
    });
    await browser.installExtension(PACKAGE);
    return new StintInFirefox(browser);
  }

  /** Opens one of the extension's pages in a tab. */
  async open(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    // The load event is lost when the tab moves to the extensions' process.
    await page.goto(`moz-extension://${UUID}/${path}`, { waitUntil: [] });
    return page;
  }

  /** Opens a page of the web in a tab. */
  async openWeb(address: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(address);
    return page;
  }

  /**
   * Runs in the browser's own window, with the browser's rights: for what no page can do or see.
   * @param script its last expression is a text, or a promise of one
   */
  async inBrowser(script: string): Promise<string> {
    const { connection } = this.browser as unknown as { readonly connection: BidiConnection };
    const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { result: answer } = await connection.send('script.evaluate', {
      expression: script,
      target: { context: tree.contexts?.[0]?.context },
      awaitPromise: true,
    });
    if (answer.result?.type !== 'string') throw new Error(`The browser answered ${JSON.stringify(answer)}.`);
    return answer.result.value ?? '';
  }

  /** The text that is on the clipboard now. */
  readClipboard(): Promise<string> {
    return this.inBrowser('navigator.clipboard.readText()');
  }

  /** Puts something on the clipboard, as if it came from another program. */
  async writeClipboard(text: string): Promise<void> {
    await this.inBrowser(`navigator.clipboard.writeText(${JSON.stringify(text)}).then(() => '')`);
  }

  /** Ends the background page, as Firefox does when it had nothing to do for a while. */
  async endBackground(): Promise<void> {
    const extension = `WebExtensionPolicy.getByID(${JSON.stringify(EXTENSION_ID)}).extension`;
    await this.inBrowser(`${extension}.terminateBackground().then(() => '')`);
    const state = await this.inBrowser(`${extension}.backgroundState`);
    if (state !== 'stopped') throw new Error(`The background page is ${state}.`);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
