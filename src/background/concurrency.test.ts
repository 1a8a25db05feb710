import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { overview } from '../storage/items.ts';
import { draftOf, openedBrowser, passphraseVault } from '../testing/background-examples.ts';
import { type FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import { samples } from '../testing/fuzz.ts';
import { rememberingCrypto } from '../vault/testing/examples.ts';

/*
 * Several pages at once: whatever the order in which their calls to the outside come, what happened must be what would have happened
 * had those that were acknowledged come one after the other, and those that were refused not at all.
 */

/** What is there, as a person would say it: each profile by the id it began with, its name, and whether it has a session. */
interface Model {
  readonly names: ReadonlyMap<string, string>;
  readonly sessions: ReadonlySet<string>;
  readonly locked: boolean;
}

interface Operation {
  readonly text: string;
  readonly run: (worker: FakeWorker) => Promise<unknown>;
  /** What it makes of the model; `undefined` where it may not succeed. */
  readonly apply: (model: Model) => Model | undefined;
}

let base: FakeBrowser;
let ids: Record<'a' | 'b', string>;

beforeAll(async () => {
  const { browser, worker, ids: made } = await openedBrowser('a');
  const [a = ''] = made;
  // Another profile with the same device.
  const { profileId: b } = await worker.send('save-profile', { draft: { ...draftOf('a'), name: 'b' } });
  ids = { a, b };
  await worker.send('start-session', { profileId: a, tokenCode: '111111', durationSeconds: 900 });
  await worker.settle();
  base = browser;
  base.crypto = rememberingCrypto();
});

const { keys: _, ...unchanged } = draftOf('a');
const isTaken = ({ names }: Model, name: string, except: string) =>
  [...names].some(([id, taken]) => taken === name && id !== except);
const without = <T>(set: ReadonlySet<T>, item: T) => new Set([...set].filter((other) => other !== item));

const rename = (key: 'a' | 'b', name: string): Operation => ({
  text: `rename ${key} to ${name}`,
  run: (worker) => worker.send('save-profile', { profileId: ids[key], draft: { ...unchanged, name } }),
  apply: (model) =>
    model.locked || !model.names.has(key) || isTaken(model, name, key)
      ? undefined
      : { ...model, names: new Map(model.names).set(key, name) },
});

const add = (name: string): Operation => ({
  text: `add ${name}`,
  run: (worker) => worker.send('save-profile', { draft: draftOf(name) }),
  apply: (model) =>
    model.locked || isTaken(model, name, '')
      ? undefined
      : { ...model, names: new Map(model.names).set(`new ${name}`, name) },
});

const remove = (key: 'a' | 'b'): Operation => ({
  text: `remove ${key}`,
  run: (worker) => worker.send('remove-profile', { profileId: ids[key] }),
  apply: (model) =>
    model.locked || !model.names.has(key)
      ? undefined
      : {
          ...model,
          names: new Map([...model.names].filter(([id]) => id !== key)),
          sessions: without(model.sessions, key),
        },
});

const signIn = (key: 'a' | 'b', tokenCode: string): Operation => ({
  text: `sign in to ${key} with ${tokenCode}`,
  run: (worker) => worker.send('start-session', { profileId: ids[key], tokenCode, durationSeconds: 3600 }),
  // Also when it was locked meanwhile: the answer is kept all the same.
  apply: (model) => (model.names.has(key) ? { ...model, sessions: new Set([...model.sessions, key]) } : undefined),
});

const end = (key: 'a' | 'b'): Operation => ({
  text: `end ${key}`,
  run: (worker) => worker.send('end-session', { profileId: ids[key] }),
  apply: (model) => (model.locked ? undefined : { ...model, sessions: without(model.sessions, key) }),
});

const lock: Operation = {
  text: 'lock',
  run: (worker) => worker.send('lock-vault', {}),
  apply: (model) => ({ ...model, locked: true }),
};

const unlock: Operation = {
  text: 'unlock',
  run: async (worker) => worker.send('unlock-vault', { dataKey: (await passphraseVault()).dataKey }),
  apply: (model) => ({ ...model, locked: false }),
};

const open: Operation = {
  text: 'open a page',
  run: (worker) => worker.send('reconcile', {}),
  apply: (model) => model,
};

const OPERATIONS = [
  rename('a', 'x'),
  rename('b', 'x'),
  rename('a', 'y'),
  add('x'),
  add('z'),
  remove('a'),
  remove('b'),
  signIn('a', '492718'),
  signIn('b', '492718'),
  end('a'),
  lock,
  unlock,
  open,
];

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

const BEFORE: Model = {
  names: new Map([
    ['a', 'a'],
    ['b', 'b'],
  ]),
  sessions: new Set(['a']),
  locked: false,
};

function textOf({ names, sessions, locked }: Model): string {
  const known = [...names].map(([id, name]) => `${name}${sessions.has(id) ? ' with a session' : ''}`);
  return `${known.sort().join(', ')}${locked ? ', locked' : ''}`;
}

/** What is stored, read by a worker that starts anew. */
async function found(browser: FakeBrowser): Promise<string> {
  const locked = browser.read(overview)?.vault === 'locked';
  const copy = browser.copy();
  await new FakeWorker(copy).send('unlock-vault', { dataKey: (await passphraseVault()).dataKey });
  const shown = copy.read(overview);
  const keyOf = (id: string, name: string) => (id === ids.a ? 'a' : id === ids.b ? 'b' : `new ${name}`);
  const keys = new Map(shown?.profiles.map(({ id, name }) => [id, keyOf(id, name)]));
  return textOf({
    names: new Map(shown?.profiles.map(({ id, name }) => [keyOf(id, name), name])),
    sessions: new Set(shown?.sessions.map(({ profileId }) => keys.get(profileId) ?? 'nobody')),
    locked,
  });
}

/** What may come of these, one after the other in any order. */
function possible(operations: readonly Operation[]): Set<string> {
  const ends = ordersOf(operations).map((order) =>
    order.reduce<Model | undefined>((model, operation) => model && operation.apply(model), BEFORE),
  );
  return new Set(ends.flatMap((model) => (model ? [textOf(model)] : [])));
}

describe('several pages at once', () => {
  it(
    'leave what they would have left one after the other',
    async () => {
      const seen = new Set<string>();
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.constantFrom(...OPERATIONS), { minLength: 2, maxLength: 3 }),
          // Mostly at once; now and then so late that all the others are done with all they do.
          fc.array(fc.constantFrom(0, 0, 0, 0, 1, 7, 60, 600), { minLength: 40, maxLength: 40 }),
          async (operations, pauses) => {
            const browser = base.copy();
            const worker = new FakeWorker(browser);
            let turn = 0;
            worker.intercept = async () => {
              const pause = pauses[turn++ % pauses.length] ?? 0;
              for (let times = 0; times < pause; times++) await Promise.resolve();
            };
            const outcomes = await Promise.all(
              operations.map((operation) => worker.outcome(() => operation.run(worker))),
            );
            await worker.settle();
            expect(worker.failures).toEqual([]);
            const done = operations.filter((_, at) => typeof outcomes[at] === 'object' && 'value' in outcomes[at]);
            for (const outcome of outcomes) {
              if (outcome !== 'dead' && 'error' in outcome) {
                expect(outcome.error).toBeInstanceOf(AppError);
                expect(['busy', 'profile-name-taken', 'profile-missing', 'vault-locked', 'mfa-code-spent']).toContain(
                  (outcome.error as AppError).code,
                );
              }
            }
            const shown = await found(browser);
            expect(
              [...possible(done)],
              `${done.map(({ text }) => text).join(', ')}, of ${operations.length}`,
            ).toContain(shown);
            seen.add(`${operations.length - done.length} refused`);
            // And what pages see is that, without anything else having to happen.
            const before = JSON.stringify(browser.read(overview));
            await new FakeWorker(browser).services.derive();
            expect(JSON.stringify(browser.read(overview))).toBe(before);
            expect(new Set(browser.sts.codes).size).toBe(browser.sts.codes.length);
          },
        ),
        { numRuns: samples(2000, 10_000) },
      );
      // Both happened: all went through, and some were refused.
      expect(seen.size).toBeGreaterThan(1);
    },
    samples(120_000, 3_600_000),
  );
});
