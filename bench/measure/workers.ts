import { setTimeout as pause } from 'node:timers/promises';
import { nowMs } from '../chromium/bench-browser.ts';
import { inTurn, openQuietPage, type Round, SETTLE_MS } from './round.ts';

interface Runtime {
  readonly chrome: { readonly runtime: { sendMessage(message: unknown): Promise<unknown> } };
}

/** Sends a message to the worker from a page of the extension: how long the answer took in milliseconds, and what it was. */
export async function ask(message: unknown): Promise<{ tookMs: number; answer: unknown }> {
  const { runtime } = (globalThis as unknown as Runtime).chrome;
  const askedMs = performance.now();
  const answer = await runtime.sendMessage(message);
  return { tookMs: performance.now() - askedMs, answer };
}

/**
 * Milliseconds to start a stopped worker, and from a message to a stopped worker until its answer. The extension's process is alive
 * in both, as it is when a popup opens. Stint answers the message its popup wakes it with, before it brings everything up to date; blank
 * answers with the message.
 */
export async function measureWorkers(round: Round): Promise<void> {
  const { browser, samples, plan, subjects } = round;
  const pair = [subjects.blank, subjects.stint];
  const pages = new Map(
    await Promise.all(pair.map(async (subject) => [subject, await openQuietPage(round, subject)] as const)),
  );
  for (let turn = 0; turn < plan.worker; turn += 1) {
    for (const subject of inTurn(pair, turn)) {
      await browser.workers.stop(subject.id);
      await pause(SETTLE_MS);
      const startedAtMs = nowMs();
      await browser.workers.start(subject.id);
      samples.add('worker.start', subject.name, nowMs() - startedAtMs);
      await pause(SETTLE_MS);
    }
    for (const [subject, page] of inTurn([...pages], turn)) {
      for (const [metric, message] of MESSAGES) {
        await browser.workers.stop(subject.id);
        await pause(SETTLE_MS);
        const { tookMs, answer } = await page.session.evaluate(ask, message);
        if (!answer) throw new Error(`${subject.name} did not answer ${message.type}.`);
        samples.add(metric, subject.name, tookMs);
        await pause(SETTLE_MS);
      }
    }
  }
  for (const page of pages.values()) await browser.close(page);
}

const MESSAGES = [
  ['worker.message', { type: 'page-opened', request: {} }],
  // Stint's router refuses it before anything is read: what is left is the start, the script and the way there and back.
  ['worker.refusal', { type: 'render-snippet', request: {} }],
  // Answered when all that follows from vault and clock is derived anew.
  ['worker.reconcile', { type: 'reconcile', request: {} }],
] as const;
