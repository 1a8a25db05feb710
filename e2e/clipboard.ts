import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright';

/**
 * A web page of our own that may read the clipboard, in a tab behind the others. Stint has no permission to read it, and asking a
 * page of Stint would prove only what Stint says.
 */
export class ClipboardReader {
  private readonly server: Server;
  private readonly page: Page;

  private constructor(server: Server, page: Page) {
    this.server = server;
    this.page = page;
  }

  static async open(context: BrowserContext): Promise<ClipboardReader> {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>clipboard</title>');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    const page = await context.newPage();
    await page.goto(origin);
    return new ClipboardReader(server, page);
  }

  /** The text that is on the clipboard now. */
  read(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Puts something on the clipboard, as if it came from another program. */
  write(text: string): Promise<void> {
    return this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
