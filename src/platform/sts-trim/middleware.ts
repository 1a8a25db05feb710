/** The SDK's stack of middleware, as much of it as the stand-ins use. */
interface Stack {
  add(middleware: (next: unknown) => unknown, options: { step: string; name: string; override: true }): void;
}

/** A middleware that does nothing, under the name that another one of the SDK's is put next to. */
export function placeholder(step: 'serialize' | 'finalizeRequest', name: string) {
  return { applyToStack: (stack: Stack) => stack.add((next) => next, { step, name, override: true }) };
}
