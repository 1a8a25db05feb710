import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { GOOD_REQUESTS, MESSAGE_TYPES } from '../testing/requests.ts';
import { REQUEST_PARSERS } from './parsers.ts';
import type { MessageType } from './protocol.ts';
import { createRouter, type Handlers } from './router.ts';
import type { Self, Sender } from './sender.ts';

const SELF: Self = { id: 'a'.repeat(32), pageRoot: `chrome-extension://${'a'.repeat(32)}/` };
const POPUP: Sender = { id: SELF.id, url: `${SELF.pageRoot}src/popup/index.html`, fromTab: false };
const CONTENT: Sender = { id: SELF.id, url: 'https://console.example/', fromTab: true };
/** The messages of our pages, and those of the chip. */
const CHIP_TYPES: readonly MessageType[] = ['ask-offer', 'copy-offer', 'choose'];
const PAGE_TYPES = MESSAGE_TYPES.filter((type) => !CHIP_TYPES.includes(type));
const STRANGERS: readonly Sender[] = [
  CONTENT,
  { id: 'b'.repeat(32), url: POPUP.url ?? '', fromTab: false },
  { id: SELF.id, url: `chrome-extension://${SELF.id}.evil/`, fromTab: true },
  { id: SELF.id, fromTab: false },
  { url: POPUP.url ?? '', fromTab: true },
];

/** Handlers that note what they were called with, and answer with it. */
function noting(): { handlers: Handlers; calls: (readonly [MessageType, unknown])[] } {
  const calls: (readonly [MessageType, unknown])[] = [];
  const handlers = Object.fromEntries(
    MESSAGE_TYPES.map((type) => [
      type,
      async (request: unknown) => {
        calls.push([type, request]);
        return { answered: type };
      },
    ]),
  ) as unknown as Handlers;
  return { handlers, calls };
}

describe('createRouter', () => {
  it.each(PAGE_TYPES)('hands %s from a page of ours to its handler', async (type) => {
    const { handlers, calls } = noting();
    const request = GOOD_REQUESTS[type][0];
    await expect(createRouter(handlers, SELF)({ type, request }, POPUP)).resolves.toEqual({
      ok: true,
      value: { answered: type },
    });
    expect(calls).toEqual([[type, request]]);
  });

  it.each(PAGE_TYPES)('refuses %s from everybody else, whatever it holds', async (type) => {
    const { handlers, calls } = noting();
    const route = createRouter(handlers, SELF);
    for (const sender of STRANGERS) {
      for (const request of [GOOD_REQUESTS[type][0], undefined, { __proto__: null }, 'x']) {
        const message = { type, request, from: 'page', sender: POPUP, id: SELF.id, url: POPUP.url };
        // Not even whether the request is well formed is told.
        await expect(route(message, sender)).resolves.toEqual({ ok: false, error: { code: 'forbidden' } });
      }
    }
    expect(calls).toEqual([]);
  });

  it.each(CHIP_TYPES)('hands %s from a content script to its handler, with who sent it', async (type) => {
    const seen: unknown[] = [];
    const { handlers } = noting();
    const chip = {
      ...handlers,
      [type]: async (...given: unknown[]) => {
        seen.push(...given);
        return {};
      },
    } as Handlers;
    const request = GOOD_REQUESTS[type][0];
    await expect(createRouter(chip, SELF)({ type, request }, CONTENT)).resolves.toEqual({ ok: true, value: {} });
    expect(seen).toEqual([request, CONTENT]);
  });

  it.each(CHIP_TYPES)('refuses %s from everybody else, our own pages among them', async (type) => {
    const { handlers, calls } = noting();
    const route = createRouter(handlers, SELF);
    for (const sender of [POPUP, ...STRANGERS.filter((stranger) => stranger !== CONTENT)]) {
      const reply = await route({ type, request: GOOD_REQUESTS[type][0] }, sender);
      expect(reply).toEqual({ ok: false, error: { code: 'forbidden' } });
    }
    expect(calls).toEqual([]);
  });

  it.each(CHIP_TYPES)('lets no text out to a content script in the answer to %s', async (type) => {
    const { handlers } = noting();
    const leaky = { ...handlers, [type]: async () => ({ outcome: 'copied', text: 'export AWS_SECRET_ACCESS_KEY=' }) };
    const message = { type, request: GOOD_REQUESTS[type][0] };
    await expect(createRouter(leaky as unknown as Handlers, SELF)(message, CONTENT)).resolves.toEqual({
      ok: false,
      error: { code: 'internal' },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'page-opened'],
    ['a number', 7],
    ['a list', ['page-opened']],
    ['an object without a type', { request: {} }],
    ['a type nobody knows', { type: 'credentials', request: {} }],
    ['a type in capitals', { type: 'Page-Opened', request: {} }],
    ['a type that every object has', { type: 'toString', request: {} }],
    ['a type that every object has, hidden', { type: '__proto__', request: {} }],
    ['a type that is no text', { type: ['page-opened'], request: {} }],
    ['a type that turns into one', { type: { toString: () => 'page-opened' }, request: {} }],
  ])('has no answer to %s: it may be for another listener', (_, message) => {
    const { handlers, calls } = noting();
    for (const sender of [POPUP, ...STRANGERS]) {
      // At once: a promise, even of nothing, would be taken for the answer.
      expect(createRouter(handlers, SELF)(message, sender)).toBeUndefined();
    }
    expect(calls).toEqual([]);
  });

  it.each<[string, () => unknown, object]>([
    [
      'an error of ours goes over whole',
      () => {
        throw new AppError('unreachable', { params: { host: 'h' }, service: { status: 500 }, cause: new Error('x') });
      },
      { code: 'unreachable', params: { host: 'h' }, service: { status: 500 } },
    ],
    [
      'any other goes over without a word of it',
      () => {
        throw new TypeError('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY is not a function');
      },
      { code: 'internal' },
    ],
    ['a refused promise as well', () => Promise.reject('wJalr'), { code: 'internal' }],
  ])('%s', async (_, work, error) => {
    const { handlers } = noting();
    const failing = { ...handlers, 'lock-vault': work } as Handlers;
    await expect(createRouter(failing, SELF)({ type: 'lock-vault', request: {} }, POPUP)).resolves.toEqual({
      ok: false,
      error,
    });
  });

  it('answers in plain JSON', async () => {
    const { handlers } = noting();
    for (const type of PAGE_TYPES) {
      const reply = await createRouter(handlers, SELF)({ type, request: GOOD_REQUESTS[type][0] }, POPUP);
      expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
    }
  });
});

/** Messages near enough to real ones to get past a careless check: good ones, and those with one thing changed or swapped. */
function messages(): fc.Arbitrary<unknown> {
  const good = fc.constantFrom<{ type: unknown; request: unknown }>(
    ...PAGE_TYPES.flatMap((type) => GOOD_REQUESTS[type].map((request) => ({ type, request }))),
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, true, 0, Number.NaN, '', '492718', 'posix', 'x'.repeat(70_000), [], {}),
    fc.string(),
    fc.double(),
  );
  const names = ['profileId', 'tokenCode', 'durationSeconds', 'dataKey', 'header', 'draft', 'formatId', '__proto__'];
  const changed = fc.tuple(good, fc.constantFrom(...names), leaf).map(([{ type, request }, key, value]) => {
    const copy: object = { ...(request as object) };
    // As JSON would make it: a property of its own, whatever its name.
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true });
    return { type, request: copy };
  });
  const swapped = fc.tuple(good, good).map(([{ type }, { request }]) => ({ type, request }));
  const oddTypes = fc.constantFrom<unknown>('toString', '__proto__', 'hasOwnProperty', '', null, 0, []);
  return fc.oneof(
    { weight: 2, arbitrary: good },
    { weight: 5, arbitrary: changed },
    { weight: 2, arbitrary: swapped },
    { weight: 1, arbitrary: fc.record({ type: oddTypes, request: leaf }) },
    { weight: 1, arbitrary: fc.tuple(good, leaf).map(([{ type }, request]) => ({ type, request })) },
    { weight: 1, arbitrary: leaf },
  );
}

function isWellFormed(message: unknown): boolean {
  const { type, request } = message as { type: MessageType; request: unknown };
  try {
    REQUEST_PARSERS[type](request);
    return true;
  } catch {
    return false;
  }
}

describe('100,000 messages', () => {
  const { stackTraceLimit } = Error;
  beforeEach(() => {
    // Half a million errors are made here; their stacks would take most of the time.
    Error.stackTraceLimit = 0;
  });
  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('from strangers reach no handler; from a page those alone that are well formed', async () => {
    const { handlers, calls } = noting();
    const route = createRouter(handlers, SELF);
    const wrong: unknown[] = [];
    let reached = 0;
    let malformed = 0;
    // An assertion for each reply would take longer than all of the routing.
    const check = (isRight: boolean, message: unknown) => {
      if (!isRight) wrong.push(message);
    };
    for (const message of fc.sample(messages(), { numRuns: 100_000, seed: 20_261_121 })) {
      for (const sender of STRANGERS) {
        const reply = await route(message, sender);
        check(reply === undefined || (!reply.ok && reply.error.code === 'forbidden'), message);
      }
      check(calls.length === reached, message);
      const reply = await route(message, POPUP);
      if (!reply) continue;
      const isGood = isWellFormed(message);
      check(reply.ok ? isGood : !isGood && reply.error.code === 'bad-request', message);
      if (isGood) reached += 1;
      else malformed += 1;
      check(calls.length === reached, message);
    }
    expect(wrong).toEqual([]);
    // The generator is worth its time only while it hits both sides.
    expect(reached).toBeGreaterThan(10_000);
    expect(malformed).toBeGreaterThan(20_000);
  }, 60_000);
});
