import type { Fault } from './fault.ts';

interface Planned {
  readonly fault: Fault;
  readonly operation: string | undefined;
  /** Requests still to be hit; Infinity until cleared. */
  left: number;
}

/** To which requests a fault applies. */
export interface FaultScope {
  /** Only to this `Action`. Default: to all. Preflights are never hit. */
  readonly operation?: string;
}

/** Which of the coming requests go wrong, and how. Each request is hit by one fault at most: the first planned that fits. */
export class FaultPlan {
  #planned: Planned[] = [];

  /** Spoils the next `times` requests (default 1) that fit. */
  next(fault: Fault, times = 1, scope: FaultScope = {}): void {
    this.#planned.push({ fault, operation: scope.operation, left: times });
  }

  /** Spoils every request that fits until {@link FaultPlan.clear}. */
  untilCleared(fault: Fault, scope: FaultScope = {}): void {
    this.next(fault, Number.POSITIVE_INFINITY, scope);
  }

  /** Plans nothing any more. Requests already hit go on as they are. */
  clear(): void {
    this.#planned = [];
  }

  /** How many requests are still to be hit; Infinity while one is planned until cleared. */
  get pending(): number {
    return this.#planned.reduce((sum, planned) => sum + planned.left, 0);
  }

  /** Called by the server for each request: the fault that hits it, if any, counted off. */
  take(operation: string | undefined): Fault | undefined {
    const planned = this.#planned.find((each) => each.operation === undefined || each.operation === operation);
    if (planned === undefined) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.#planned = this.#planned.filter((each) => each !== planned);
    return planned.fault;
  }
}
