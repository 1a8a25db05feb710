/**
 * Stands in for the SDK's stack of middleware, most of which is for telling what is in it and for taking parts out again. The order is
 * the SDK's: by step, then by priority, then as added; what was put before or after another by its name stands right there.
 */
const STEPS = ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'];
const PRIORITIES = ['high', 'normal', 'low'];

type Handler = (request: unknown) => unknown;
type Middleware = (next: Handler, context: unknown) => Handler;

interface Place {
  readonly name?: string;
  readonly step?: string;
  readonly priority?: string;
  /** With `toMiddleware`: the place is next to that one, and step and priority are its. */
  readonly relation?: string;
  readonly toMiddleware?: string;
}

interface Entry extends Place {
  readonly middleware: Middleware;
}

interface Plugin {
  applyToStack(stack: MiddlewareStack): void;
}

interface MiddlewareStack {
  readonly entries: readonly Entry[];
  add(middleware: Middleware, place?: Place): void;
  addRelativeTo(middleware: Middleware, place: Place): void;
  use(plugin: Plugin): void;
  concat(other: MiddlewareStack): MiddlewareStack;
  resolve(handler: Handler, context: unknown): Handler;
}

export function constructStack(given: readonly Entry[] = []): MiddlewareStack {
  const entries = [...given];
  const put = (middleware: Middleware, place: Place = {}) => {
    // One name stands once: the later one overrides.
    const at = place.name === undefined ? -1 : entries.findIndex((entry) => entry.name === place.name);
    if (at >= 0) entries.splice(at, 1);
    entries.push({ ...place, middleware });
  };
  return {
    entries,
    add: put,
    addRelativeTo: put,
    use(plugin) {
      plugin.applyToStack(this);
    },
    concat: (other) => constructStack([...entries, ...other.entries]),
    resolve: (handler, context) =>
      inOrder(entries).reduceRight((next, { middleware }) => middleware(next, context), handler),
  };
}

function inOrder(entries: readonly Entry[]): Entry[] {
  const nextTo = (to: Entry, relation: string): Entry[] =>
    to.name === undefined
      ? []
      : entries.filter(
          (entry) => entry.toMiddleware === to.name && (entry.relation === 'after') === (relation === 'after'),
        );
  const withNeighbours = (entry: Entry): Entry[] => [
    ...nextTo(entry, 'before').flatMap(withNeighbours),
    entry,
    ...nextTo(entry, 'after').reverse().flatMap(withNeighbours),
  ];
  return entries
    .filter((entry) => entry.toMiddleware === undefined)
    .sort((one, other) => weight(one) - weight(other))
    .flatMap(withNeighbours);
}

function weight({ step = 'initialize', priority = 'normal' }: Entry): number {
  return STEPS.indexOf(step) * PRIORITIES.length + PRIORITIES.indexOf(priority);
}
