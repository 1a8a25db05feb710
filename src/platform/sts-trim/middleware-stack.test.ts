import { constructStack as constructOfSdk } from '@smithy/core/client';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constructStack } from './middleware-stack.ts';

interface Addition {
  readonly step: 'initialize' | 'serialize' | 'build' | 'finalizeRequest' | 'deserialize';
  readonly priority: 'high' | 'normal' | 'low';
  /** Which of the former ones it is put next to, if any. */
  readonly next: { readonly to: number; readonly relation: 'before' | 'after' } | undefined;
}

const addition: fc.Arbitrary<Addition> = fc.record({
  step: fc.constantFrom('initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'),
  priority: fc.constantFrom('high', 'normal', 'low'),
  next: fc.option(fc.record({ to: fc.nat(), relation: fc.constantFrom('before', 'after') }), { nil: undefined }),
});

type Stack = ReturnType<typeof constructStack>;

/** The names in the order in which they are run, added by two stacks that are then joined, as a client's and a command's are. */
async function ran(construct: () => Stack, additions: readonly Addition[], split: number): Promise<unknown[]> {
  const order: unknown[] = [];
  const stacks = [construct(), construct()] as const;
  for (const [at, { step, priority, next }] of additions.entries()) {
    const name = `m${at}`;
    const middleware = (following: (request: unknown) => unknown) => (request: unknown) => {
      order.push(name);
      return following(request);
    };
    const stack = at < split ? stacks[0] : stacks[1];
    if (next && at > 0) {
      stack.addRelativeTo(middleware, { name, relation: next.relation, toMiddleware: `m${next.to % at}` });
    } else stack.add(middleware, { name, step, priority });
  }
  await stacks[0].concat(stacks[1]).resolve((request) => order.push(request), {})('sent');
  return order;
}

describe('constructStack', () => {
  it('runs in the SDK’s own order, whatever is added', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(addition, { maxLength: 12 }), fc.nat({ max: 12 }), async (additions, split) => {
        expect(await ran(constructStack, additions, split)).toEqual(
          await ran(constructOfSdk as unknown as () => Stack, additions, split),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('lets a plugin put things in, and a later name override', async () => {
    const stack = constructStack();
    const said: string[] = [];
    const saying = (word: string) => (next: (request: unknown) => unknown) => (request: unknown) => {
      said.push(word);
      return next(request);
    };
    stack.use({ applyToStack: (into) => into.add(saying('first'), { name: 'one', step: 'build' }) });
    stack.add(saying('second'), { name: 'one', step: 'build' });
    stack.add(saying('nameless'));
    await stack.resolve((request) => said.push(String(request)), {})('sent');
    expect(said).toEqual(['nameless', 'second', 'sent']);
  });
});
