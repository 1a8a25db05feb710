import type { CdpSession } from './cdp-pipe.ts';
import { within } from './within.ts';

interface Version {
  readonly versionId: string;
  readonly scriptURL: string;
  readonly runningStatus: string;
}

/**
 * The extensions' workers, started and stopped from outside and never attached to, so that they start and run as they do for a
 * user. (An attached worker is held while it starts, and does not stop when idle.)
 */
export class ExtensionWorkers {
  readonly #session: CdpSession;
  readonly #versions = new Map<string, Version>();
  readonly #listeners = new Set<() => void>();

  private constructor(session: CdpSession) {
    this.#session = session;
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const version of versions) this.#versions.set(version.versionId, version);
      for (const listener of this.#listeners) listener();
    });
  }

  /** @param session any page's: the browser tells each of them of all workers */
  static async watch(session: CdpSession): Promise<ExtensionWorkers> {
    const workers = new ExtensionWorkers(session);
    await session.send('ServiceWorker.enable');
    return workers;
  }

  /** Resolves when the extension of this id has a worker that runs or has run. */
  whenKnown(extensionId: string): Promise<void> {
    return this.#when(() => this.#find(extensionId) !== undefined, `the worker of ${extensionId}`);
  }

  /** Ends a worker as the browser ends an idle one, and waits until it is gone. */
  async stop(extensionId: string): Promise<void> {
    const version = this.#find(extensionId);
    if (!version) throw new Error(`${extensionId} has no worker.`);
    if (this.#isIn(extensionId, 'stopped')) return;
    await this.#session.send('ServiceWorker.stopWorker', { versionId: version.versionId });
    await this.#when(() => this.#isIn(extensionId, 'stopped'), `the end of ${extensionId}'s worker`);
  }

  /** Starts a worker, and waits until its script has run. */
  async start(extensionId: string): Promise<void> {
    await this.#session.send('ServiceWorker.startWorker', { scopeURL: `chrome-extension://${extensionId}/` });
    await this.#when(() => this.#isIn(extensionId, 'running'), `the start of ${extensionId}'s worker`);
  }

  #find(extensionId: string): Version | undefined {
    return [...this.#versions.values()].find((version) => new URL(version.scriptURL).host === extensionId);
  }

  #isIn(extensionId: string, status: string): boolean {
    return this.#find(extensionId)?.runningStatus === status;
  }

  async #when(isSo: () => boolean, what: string): Promise<void> {
    if (isSo()) return;
    let listener = () => {};
    const so = new Promise<void>((resolve) => {
      listener = () => isSo() && resolve();
      this.#listeners.add(listener);
    });
    await within(so, what).finally(() => this.#listeners.delete(listener));
  }
}
