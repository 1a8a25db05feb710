import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { makeTlsCertificate } from '../local-sts/tls-certificate.ts';

/** The host that tests take for a site where people paste. */
export const CONSOLE_HOST = 'shell.example.com';

const XTERM = resolve(import.meta.dirname, '../../node_modules/@xterm/xterm');

/** A page of the fake console. */
interface ConsolePage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where people paste: a web console over TLS, with pages of the test's own and a terminal that is wired to a real shell. */
export class FakeConsole {
  private readonly server: Server;
  private readonly spkiPin: string;
  private readonly pages = new Map<string, ConsolePage>();
  private readonly shells: ChildProcess[] = [];
  private shell: ChildProcess | undefined;

  private constructor(server: Server, spkiPin: string) {
    this.server = server;
    this.spkiPin = spkiPin;
    server.on('request', (request, response) => this.answer(request, response));
  }

  static async start(): Promise<FakeConsole> {
    const { privateKeyPem, certificatePem, spkiPin } = await makeTlsCertificate();
    const server = createServer({ key: privateKeyPem, cert: certificatePem });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new FakeConsole(server, spkiPin);
  }

  /** For Chromium: where the console's names lead, and whose certificate is to be taken. */
  chromiumArguments(): string[] {
    const { port } = this.server.address() as AddressInfo;
    return [
      `--host-resolver-rules=MAP *.example.com:443 127.0.0.1:${port}`,
      `--ignore-certificate-errors-spki-list=${this.spkiPin}`,
    ];
  }

  /** Serves a page. @returns its address at {@link CONSOLE_HOST} */
  serve(path: string, html: string, headers: Readonly<Record<string, string>> = {}): string {
    this.pages.set(path, { html: `<!doctype html><meta charset="utf-8">${html}`, headers });
    return `https://${CONSOLE_HOST}${path}`;
  }

  /** A page with a terminal, its shell begun when it asks. @returns its address */
  get terminal(): string {
    return this.serve('/terminal', TERMINAL);
  }

  async stop(): Promise<void> {
    for (const shell of this.shells) shell.kill('SIGKILL');
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'https://x').pathname;
    if (path === '/xterm.mjs') file(response, 'lib/xterm.mjs', 'text/javascript');
    else if (path === '/xterm.css') file(response, 'css/xterm.css', 'text/css');
    else if (path === '/output') this.output(response);
    else if (path === '/input') {
      request.on('data', (chunk: Buffer) => this.shell?.stdin?.write(chunk));
      request.on('end', () => response.end());
    } else this.page(response, this.pages.get(path));
  }

  private page(response: ServerResponse, page: ConsolePage | undefined): void {
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html', ...page?.headers });
    response.end(page?.html ?? '<!doctype html><title>nothing here</title>');
  }

  /** A shell on a terminal of its own: `script` makes one where there is none. */
  private output(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', TERM: 'xterm', PS1: '$ ' };
    const shell = spawn('script', ['-qfc', 'bash --norc --noprofile', '/dev/null'], { env });
    this.shell = shell;
    this.shells.push(shell);
    shell.stdout.on('data', (chunk: Buffer) => response.write(`data: ${chunk.toString('base64')}\n\n`));
    response.on('close', () => shell.kill());
  }
}

function file(response: ServerResponse, path: string, type: string): void {
  response.writeHead(200, { 'content-type': type });
  response.end(readFileSync(resolve(XTERM, path)));
}

const TERMINAL = `<title>terminal</title><link rel="stylesheet" href="/xterm.css">
<style>body{margin:0;background:#14161a}#terminal{height:100vh}</style><div id="terminal"></div>
<script type="module">
  import { Terminal } from '/xterm.mjs';
  const terminal = new Terminal({ cols: 100, rows: 30, scrollback: 5000 });
  terminal.open(document.getElementById('terminal'));
  const output = new EventSource('/output');
  output.onmessage = ({ data }) => terminal.write(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  // One after the other: what was typed first arrives first.
  let sent = Promise.resolve();
  terminal.onData((data) => { sent = sent.then(() => fetch('/input', { method: 'POST', body: data })); });
  terminal.focus();
  globalThis.screenText = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '').join('\\n');
  };
</script>`;
