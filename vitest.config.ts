import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '{bench,e2e,scripts}/**/*.test.ts'],
    environment: 'node',
    // A unit test has no business waiting on the clock: what takes longer than this is stuck.
    testTimeout: 60_000,
    // What is built before a file's tests is built by several tools.
    hookTimeout: 60_000,
  },
});
