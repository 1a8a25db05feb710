/** A test with somebody else's server beside Stint. */
import { test as base } from './fixtures.ts';
import { Sink } from './sink.ts';

export const test = base.extend<{ readonly sink: Sink }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  sink: async ({}, use) => {
    const sink = await Sink.start();
    await use(sink);
    await sink.stop();
  },
});

export { expect } from './fixtures.ts';
