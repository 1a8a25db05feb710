/**
 * Where a request can be held. `before-verification`: it has arrived whole and nothing has been looked at.
 * `before-reply`: it has been verified, its code is used up and its credentials are issued; only the answer is missing.
 */
export type GatePoint = 'before-verification' | 'before-reply';

interface Waiter {
  readonly letGo: () => void;
}

interface Watcher {
  readonly count: number;
  readonly notify: () => void;
}

/**
 * Holds requests at a named point until a test lets them go. A client that hangs up meanwhile changes nothing: the
 * server's side goes on when released, as a real server's would.
 */
export class Gate {
  readonly #closed = new Set<GatePoint>();
  readonly #waiting = new Map<GatePoint, Waiter[]>();
  readonly #watchers = new Map<GatePoint, Watcher[]>();

  /** From now on every request stops at `point`. */
  close(point: GatePoint): void {
    this.#closed.add(point);
  }

  /** Lets go all that wait at `point`, and no longer stops any there. */
  open(point: GatePoint): void {
    this.#closed.delete(point);
    for (const waiter of this.#waiting.get(point)?.splice(0) ?? []) waiter.letGo();
  }

  /** Opens both points. */
  openAll(): void {
    this.open('before-verification');
    this.open('before-reply');
  }

  /** Lets go the one that has waited longest at `point`; the gate stays closed. @returns whether there was one */
  releaseOne(point: GatePoint): boolean {
    const waiter = this.#waiting.get(point)?.shift();
    waiter?.letGo();
    return waiter !== undefined;
  }

  /** How many requests are held at `point`. */
  held(point: GatePoint): number {
    return this.#waiting.get(point)?.length ?? 0;
  }

  /** Resolves as soon as at least `count` requests are held at `point`. */
  arrival(point: GatePoint, count = 1): Promise<void> {
    if (this.held(point) >= count) return Promise.resolve();
    return new Promise((resolve) => {
      listAt(this.#watchers, point).push({ count, notify: resolve });
    });
  }

  /** Called by the server for each request: resolves at once while the gate is open. */
  pass(point: GatePoint): Promise<void> {
    if (!this.#closed.has(point)) return Promise.resolve();
    return new Promise((resolve) => {
      listAt(this.#waiting, point).push({ letGo: resolve });
      const watchers = listAt(this.#watchers, point);
      for (const watcher of watchers.splice(0)) {
        if (this.held(point) >= watcher.count) watcher.notify();
        else watchers.push(watcher);
      }
    });
  }
}

function listAt<T>(lists: Map<GatePoint, T[]>, point: GatePoint): T[] {
  const list = lists.get(point) ?? [];
  lists.set(point, list);
  return list;
}
