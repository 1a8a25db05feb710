import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Accounts, type LocalUser, type UserSpec } from './accounts.ts';
import { ServerClock } from './clock.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { Gate } from './gate.ts';
import { RequestLog } from './request-log.ts';
import { type ServiceState, serve } from './service.ts';
import { makeTlsCertificate, type TlsCertificate } from './tls-certificate.ts';

/** Nothing outside this computer may reach it. */
const LOOPBACK = '127.0.0.1';

/** Longer than any pause in a test: a client must not meet a kept-alive connection that is just being closed. */
const KEEP_ALIVE_MS = 120_000;

export interface LocalStsOptions {
  /** TCP port for HTTP. Default: one the system picks. */
  readonly port?: number;
  /** TCP port for HTTPS. Default: one the system picks. */
  readonly tlsPort?: number;
  /** The clock under the server's own, milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Called with the server before it accepts its first request: the place to add users. */
  readonly seed?: (sts: LocalSts) => void;
}

/** A running STS on loopback. Its keys, codes and credentials are its own; it knows nothing of AWS. */
export class LocalSts {
  readonly clock: ServerClock;
  readonly accounts: Accounts;
  readonly faults = new FaultPlan();
  readonly gate = new Gate();
  readonly requests = new RequestLog();
  /** Regions in which STS counts as switched off, by the signature's scope. GetCallerIdentity works all the same. */
  readonly disabledRegions = new Set<string>();
  /** Whether browsers of any origin may read the replies, as with AWS. */
  cors = true;
  readonly #certificate: TlsCertificate;
  readonly #http: Server;
  readonly #https: Server;
  readonly #stop = new AbortController();

  private constructor(options: LocalStsOptions, certificate: TlsCertificate) {
    this.clock = new ServerClock(options.now);
    this.accounts = new Accounts(() => this.clock.nowMs());
    this.#certificate = certificate;
    const state: ServiceState = {
      clock: this.clock,
      accounts: this.accounts,
      faults: this.faults,
      gate: this.gate,
      requests: this.requests,
      disabledRegions: this.disabledRegions,
      corsEnabled: () => this.cors,
      stopped: this.#stop.signal,
    };
    this.#http = createHttpServer((message, response) => {
      void serve(state, message, response, message.socket, false);
    });
    const rawSockets = new Map<number, Socket>();
    this.#https = createHttpsServer(
      { key: certificate.privateKeyPem, cert: certificate.certificatePem },
      (message: IncomingMessage, response: ServerResponse) => {
        const port = message.socket.remotePort;
        const socket = (port !== undefined && rawSockets.get(port)) || message.socket;
        void serve(state, message, response, socket, true);
      },
    );
    this.#https.on('connection', (socket: Socket) => {
      const port = socket.remotePort;
      if (port === undefined) return;
      rawSockets.set(port, socket);
      socket.once('close', () => rawSockets.delete(port));
    });
    for (const server of [this.#http, this.#https]) server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  /** Called through {@link startLocalSts}. */
  static async start(options: LocalStsOptions): Promise<LocalSts> {
    const sts = new LocalSts(options, await makeTlsCertificate());
    options.seed?.(sts);
    await listen(sts.#http, options.port ?? 0);
    try {
      await listen(sts.#https, options.tlsPort ?? 0);
    } catch (error) {
      await sts.stop();
      throw error;
    }
    return sts;
  }

  /** `http://127.0.0.1:PORT`; `http://localhost:PORT` reaches it too. */
  get origin(): string {
    return `http://${LOOPBACK}:${portOf(this.#http)}`;
  }

  /** `https://localhost:PORT`, with the certificate of {@link LocalSts.certificatePem}. */
  get tlsOrigin(): string {
    return `https://localhost:${portOf(this.#https)}`;
  }

  get port(): number {
    return portOf(this.#http);
  }

  get tlsPort(): number {
    return portOf(this.#https);
  }

  /** For a Node client's `ca`. */
  get certificatePem(): string {
    return this.#certificate.certificatePem;
  }

  /** Base64 SHA-256 of the certificate's public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  get certificateSpkiPin(): string {
    return this.#certificate.spkiPin;
  }

  /** Arguments that send a Chromium's calls to AWS's real STS host names here, and make it trust only this certificate. */
  chromiumArguments(): string[] {
    const target = `${LOOPBACK}:${this.tlsPort}`;
    const patterns = ['sts.amazonaws.com', 'sts.*.amazonaws.com', 'sts-fips.*.amazonaws.com'].concat(
      'sts.*.amazonaws.com.cn',
      'sts.*.amazonaws.eu',
    );
    return [
      `--host-resolver-rules=${patterns.map((pattern) => `MAP ${pattern} ${target}`).join(', ')}`,
      `--ignore-certificate-errors-spki-list=${this.certificateSpkiPin}`,
    ];
  }

  /** Adds a principal; see {@link Accounts.addUser}. */
  addUser(spec: UserSpec = {}): LocalUser {
    return this.accounts.addUser(spec);
  }

  /** Back to a well-behaved server: no faults, gates open, CORS on, clock right, log empty. Users and sessions stay. */
  calm(): void {
    this.faults.clear();
    this.gate.openAll();
    this.disabledRegions.clear();
    this.cors = true;
    this.clock.offsetMs = 0;
    this.requests.clear();
  }

  /** Closes both ports and every connection, held and stalled requests included. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#http, this.#https].map(close));
    this.gate.openAll();
  }
}

/**
 * Starts an STS on loopback, over HTTP and HTTPS.
 * @throws when a port asked for is taken
 */
export function startLocalSts(options: LocalStsOptions = {}): Promise<LocalSts> {
  return LocalSts.start(options);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
