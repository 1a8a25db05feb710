import type { LoggedRequest, RequestLog } from '../e2e/local-sts/request-log.ts';

/** How long the embedded STS was busy with requests: from the arrival of each one's head to the last byte of its answer. */
export class ServerTime {
  readonly #arrivals = new Map<LoggedRequest, number>();
  readonly #log: RequestLog;
  #totalMs = 0;
  #idle = () => {};

  /** Listens to `log` from now on. */
  constructor(log: RequestLog) {
    this.#log = log;
    const add = log.add.bind(log);
    log.add = (entry) => {
      this.#arrivals.set(entry, performance.now());
      add(entry);
    };
    log.onOutcome((entry) => {
      const arrivedMs = this.#arrivals.get(entry);
      this.#arrivals.delete(entry);
      if (arrivedMs === undefined) return;
      this.#totalMs += performance.now() - arrivedMs;
      if (this.#arrivals.size === 0) this.#idle();
    });
  }

  /** Begins anew. No request may be under way. */
  reset(): void {
    if (this.#arrivals.size > 0) throw new Error('The embedded STS is still busy.');
    this.#log.clear();
    this.#totalMs = 0;
  }

  /** Milliseconds since the last {@link reset}, once no request is under way. */
  async takenMs(): Promise<number> {
    if (this.#arrivals.size > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    return this.#totalMs;
  }
}
