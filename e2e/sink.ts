import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of somebody else's, which notes whatever reaches it, and serves one empty page. */
export class Sink {
  /** `METHOD path` of each request, and `connection` for one that never became a request. */
  readonly seen: string[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.seen.push(`${request.method} ${request.url}`);
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>somebody else</title>');
    });
    this.server.on('upgrade', (request, socket: Socket) => {
      this.seen.push(`UPGRADE ${request.url}`);
      socket.destroy();
    });
  }

  static async start(): Promise<Sink> {
    const sink = new Sink();
    await new Promise<void>((done) => sink.server.listen(0, '127.0.0.1', done));
    return sink;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Its address on this computer, from where pages are secure contexts. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}
