import { setTimeout as pause } from 'node:timers/promises';

/** How long what has to come may take, in milliseconds. */
const PATIENCE_MS = 20_000;

/** `work`, if it ends in time. @throws when it does not: a benchmark that hangs says nothing */
export async function within<T>(work: Promise<T>, what: string): Promise<T> {
  const timer = new AbortController();
  const late = pause(PATIENCE_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}.`);
  });
  // It ends by the abort when the work was in time, and nobody minds.
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
