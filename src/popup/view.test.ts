import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../core/errors.ts';
import type { Overview, SignIns } from '../core/safe-index.ts';
import { NO_FACTS } from '../testing/fake-ports.ts';
import { exampleOverview, exampleProfile, exampleSession, EXAMPLE_NOW_MS as NOW } from '../testing/page-examples.ts';
import type { Facts } from '../ui/ports.ts';
import { runningRows } from './running-rows.ts';
import { codeEntry, firstViewOf, type LocalState, type PopupView, type Refusal, selectView } from './view.ts';

const dev = exampleProfile();
const prod = exampleProfile({ name: 'prod-admin', colour: 'red' });
const devLive = exampleSession(dev, 600);
const prodLive = exampleSession(prod, 12);
const refusedSignIn: SignIns = {
  [dev.id]: { state: 'refused', atMs: NOW - 5000, error: { code: 'mfa-code-refused' } },
};
const askingSignIn: SignIns = { [dev.id]: { state: 'asking', startedAtMs: NOW - 1000 } };

function facts(overview: Overview | undefined, rest: Partial<Facts> = {}): Facts {
  return { ...NO_FACTS, overview, ...rest };
}

/** A view in few words, for the table. */
function said(view: PopupView): string {
  const words: string[] = [view.name];
  if (view.name === 'locked') {
    const rows = runningRows(view.facts, NOW);
    words.push(view.methods.join('+'), ...rows.map((row) => row.profile?.name ?? row.sessionId));
  }
  if (view.name === 'code' || view.name === 'live') {
    words.push(view.profile.name);
    if (view.asking) words.push('asking');
    if (view.refusal) words.push(view.refusal.error.code);
    if (view.others.length > 0) words.push(`others:${view.others.map((row) => row.profile.name).join()}`);
  }
  if (view.name === 'live') words.push(view.session.id);
  if (view.name === 'code' && view.renews) words.push(`renews:${view.renews.id}`);
  if (view.name === 'code' && view.endedAtMs) words.push(`over:${(NOW - view.endedAtMs) / 60_000}`);
  if (view.name === 'code' && view.last) words.push(`last:${view.last.id}`);
  return words.join(' ');
}

describe('selectView', () => {
  const both = exampleOverview([dev, prod], [devLive, prodLive]);
  const none = exampleOverview([dev, prod]);
  const locked = exampleOverview([dev, prod], [devLive, prodLive], { vault: 'locked' });
  const newer = exampleSession(dev, 720, { id: 'newer', startedAtMs: NOW });
  const busy = (atMs: number): SignIns => ({
    [dev.id]: { state: 'refused', atMs, error: { code: 'throttled', params: { seconds: 8 } }, seen: true },
  });
  const table: [what: string, facts: Facts | undefined, local: LocalState, view: string][] = [
    ['a busy server, read, wait not over', facts(none, { signIns: busy(NOW - 7999) }), {}, 'code dev throttled'],
    ['a busy server, read, wait over', facts(none, { signIns: busy(NOW - 8000) }), {}, 'code dev'],
    [
      'a session that ended before this opening',
      facts(none, {
        ended: [
          { id: 'one', profileId: dev.id, endedAtMs: NOW - 3_600_000, by: 'expiry' },
          { id: 'two', profileId: dev.id, endedAtMs: NOW - 60_000, by: 'user' },
          { id: 'three', profileId: prod.id, endedAtMs: NOW, by: 'expiry' },
        ],
      }),
      {},
      'code dev over:1',
    ],
    ['nothing read yet', undefined, {}, 'opening'],
    ['nothing written yet', facts(undefined), {}, 'opening'],
    ['no vault', facts(exampleOverview([], [], { vault: 'missing' })), {}, 'no-vault'],
    ['a damaged vault', facts(exampleOverview([], [], { vault: 'unreadable' })), {}, 'vault-unreadable'],
    ['a vault of a later version', facts(exampleOverview([], [], { vault: 'newer' })), {}, 'vault-newer'],
    ['an empty vault', facts(exampleOverview([])), {}, 'no-profile'],
    ['profiles that are not listed yet', facts(exampleOverview([], [], { profileCount: 3 })), {}, 'opening'],
    ['no session', facts(none), {}, 'code dev'],
    ['a session', facts(both), {}, 'live dev others:prod-admin session-dev'],
    ['a selected profile that is not listed', facts({ ...none, selectedProfileId: 'gone' }), {}, 'code dev'],
    [
      'another profile with a session',
      facts({ ...both, selectedProfileId: prod.id }),
      {},
      'live prod-admin others:dev session-prod-admin',
    ],
    [
      'a session that ended after the overview was written',
      facts(exampleOverview([dev], [exampleSession(dev, 0)])),
      {},
      'code dev',
    ],
    [
      'a session with one millisecond left',
      facts(exampleOverview([dev], [exampleSession(dev, 1 / 60_000)])),
      {},
      'live dev session-dev',
    ],
    // Chosen, started, ended, renewing: known here first.
    ['a profile chosen here', facts(none), { chosen: prod }, 'code prod-admin'],
    ['a session wanted anew', facts(both), { renewing: dev.id }, 'code dev others:prod-admin renews:session-dev'],
    ['another profile wanted anew', facts(both), { renewing: prod.id }, 'live dev others:prod-admin session-dev'],
    ['a session started here', facts(none), { started: newer }, 'live dev newer'],
    ['a session started here in place of another', facts(both), { started: newer }, 'live dev others:prod-admin newer'],
    [
      'a session started here that storage knows',
      facts(exampleOverview([dev], [newer])),
      { started: newer },
      'live dev newer',
    ],
    [
      'a session ended here',
      facts(both),
      { ended: devLive, seen: { [dev.id]: devLive } },
      'code dev others:prod-admin last:session-dev',
    ],
    [
      'a session that was seen here and is over',
      facts(none),
      { seen: { [dev.id]: exampleSession(dev, -2) } },
      'code dev last:session-dev',
    ],
    [
      'a session that was seen here and was ended elsewhere',
      facts(none),
      { seen: { [dev.id]: exampleSession(dev, 30) } },
      'code dev',
    ],
    // Sign-ins.
    ['a request under way elsewhere', facts(none, { signIns: askingSignIn }), {}, 'code dev asking'],
    ['a request under way here', facts(none), { sending: dev.id }, 'code dev asking'],
    ['a request for another profile', facts(none), { sending: prod.id }, 'code dev'],
    [
      'a renewal under way elsewhere',
      facts(both, { signIns: askingSignIn }),
      {},
      'live dev asking others:prod-admin session-dev',
    ],
    [
      'an answer that is stored while the request still stands',
      facts(exampleOverview([dev], [newer]), { signIns: askingSignIn }),
      {},
      'live dev newer',
    ],
    ['a stored refusal', facts(none, { signIns: refusedSignIn }), {}, 'code dev mfa-code-refused'],
    [
      'a stored refusal while a new code is on its way',
      facts(none, { signIns: refusedSignIn }),
      { sending: dev.id },
      'code dev asking',
    ],
    [
      'a refused renewal',
      facts(both, { signIns: refusedSignIn }),
      {},
      'live dev mfa-code-refused others:prod-admin session-dev',
    ],
    [
      'a refusal that was dismissed while it is still in sight',
      facts(none),
      { refused: { profileId: dev.id, error: { code: 'offline' }, atMs: NOW } },
      'code dev offline',
    ],
    [
      'a refusal of another profile',
      facts(none),
      { refused: { profileId: prod.id, error: { code: 'offline' }, atMs: NOW } },
      'code dev',
    ],
    // Locked.
    ['locked, with names', facts(locked), {}, 'locked passphrase prod-admin dev'],
    [
      'locked after a restart',
      facts(exampleOverview([], [], { vault: 'locked' }), {
        schedule: [
          { id: 'b', expiresAtMs: NOW + 2 },
          { id: 'a', expiresAtMs: NOW + 1 },
          { id: 'over', expiresAtMs: NOW },
        ],
      }),
      {},
      'locked passphrase a b',
    ],
    [
      'locked, the schedule naming the same sessions',
      facts(locked, { schedule: [{ id: devLive.id, expiresAtMs: devLive.expiresAtMs }] }),
      {},
      'locked passphrase prod-admin dev',
    ],
    [
      'locked, a code chosen, sent and ended for before',
      facts(locked),
      { chosen: prod, sending: dev.id, renewing: dev.id },
      'locked passphrase prod-admin dev',
    ],
    [
      'locked, to be opened by this browser',
      facts({ ...locked, sessions: [], unlockMethods: ['this-browser'] }),
      {},
      'locked this-browser',
    ],
  ];
  it.each(table)('%s', (_, known, local, view) => {
    expect(said(selectView(known, NOW, local))).toBe(view);
  });

  it('times a stored refusal by the server’s clock', () => {
    const view = selectView(facts(none, { signIns: refusedSignIn, clockOffsetMs: 90_000 }), NOW, {});
    expect(view).toMatchObject({ refusal: { atMs: NOW - 5000 + 90_000 } });
  });

  it('keeps the time of a refusal that was seen here when the stored one differs by a little', () => {
    const refused = { profileId: dev.id, error: { code: 'mfa-code-refused' as const }, atMs: NOW - 4990 };
    const view = selectView(facts(none, { signIns: refusedSignIn }), NOW, { refused });
    expect(view).toMatchObject({ refusal: { atMs: NOW - 4990 } });
  });

  it('shows a session as live until its end and never after, whatever the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (fromEnd) => {
        const view = selectView(facts(both), devLive.expiresAtMs + fromEnd, {});
        expect(view.name).toBe(fromEnd < 0 ? 'live' : 'code');
      }),
    );
  });
});

it.each([
  ['opening', undefined],
  ['no-vault', 'empty'],
  ['no-profile', 'empty'],
  ['vault-unreadable', 'empty'],
  ['vault-newer', 'empty'],
] as const)('the first view after "%s" is %s', (name, first) => {
  expect(firstViewOf({ name })).toBe(first);
});

it('the first view after a code, a live session and a lock is the same', () => {
  const one = exampleOverview([dev], []);
  expect(firstViewOf(selectView(facts(one), NOW, {}))).toBe('ready');
  expect(firstViewOf(selectView(facts({ ...one, sessions: [devLive] }), NOW, {}))).toBe('live');
  expect(firstViewOf(selectView(facts({ ...one, vault: 'locked' }), NOW, {}))).toBe('locked');
});

describe('codeEntry', () => {
  /** A whole number of 30-second steps. */
  const STEP = Date.parse('2026-11-21T13:35:00Z');
  /** As a call to STS gives it. */
  const refusal = (code: ErrorCode, atMs: number): Refusal => ({
    error: { code, params: { host: 'sts.eu-central-1.amazonaws.com' } },
    atMs,
  });
  const spent = refusal('mfa-code-refused', STEP + 4000);
  const table: [string, string, number, Refusal | undefined, string | undefined, ReturnType<typeof codeEntry>][] = [
    ['an empty field', '', STEP, undefined, undefined, { secondsLeft: 30, waiting: false, blocked: 'digits-missing' }],
    [
      'five digits',
      '49271',
      STEP + 1,
      undefined,
      undefined,
      { secondsLeft: 30, waiting: false, blocked: 'digits-missing' },
    ],
    ['six digits', '492718', STEP + 29_999, undefined, undefined, { secondsLeft: 1, waiting: false }],
    [
      'after a refusal',
      '',
      STEP + 4000,
      spent,
      '492718',
      { secondsLeft: 26, waiting: true, blocked: 'next-code-wanted' },
    ],
    [
      'the refused code again',
      '492718',
      STEP + 9000,
      spent,
      '492718',
      { secondsLeft: 21, waiting: true, blocked: 'same-code' },
    ],
    [
      'other digits, the first were mistyped',
      '492719',
      STEP + 9000,
      spent,
      '492718',
      { secondsLeft: 21, waiting: true },
    ],
    [
      'while the server asked to wait',
      '492719',
      STEP + 9000,
      { error: { code: 'throttled', params: { host: 'sts.amazonaws.com', seconds: 40 } }, atMs: STEP + 4000 },
      '492718',
      { secondsLeft: 35, waiting: true, blocked: 'server-busy' },
    ],
    [
      'when that is over, in a later window',
      '492719',
      STEP + 44_000,
      { error: { code: 'throttled', params: { host: 'sts.amazonaws.com', seconds: 40 } }, atMs: STEP + 4000 },
      '492718',
      { secondsLeft: 16, waiting: false },
    ],
    [
      'when that is over within the window of the code',
      '492718',
      STEP + 9000,
      { error: { code: 'service-unavailable', params: { host: 'sts.amazonaws.com', seconds: 3 } }, atMs: STEP + 4000 },
      '492718',
      { secondsLeft: 21, waiting: true, blocked: 'same-code' },
    ],
    [
      'six digits in a popup that was opened again',
      '492718',
      STEP + 9000,
      spent,
      undefined,
      { secondsLeft: 21, waiting: true },
    ],
    [
      'the next window',
      '',
      STEP + 30_000,
      spent,
      '492718',
      { secondsLeft: 30, waiting: false, blocked: 'digits-missing' },
    ],
    [
      'the refused code in the next window',
      '492718',
      STEP + 30_000,
      spent,
      '492718',
      { secondsLeft: 30, waiting: false },
    ],
    [
      'a refusal that is not about the code',
      '492718',
      STEP + 5000,
      refusal('access-key-unknown', STEP + 4000),
      '492718',
      { secondsLeft: 25, waiting: false },
    ],
  ];
  it.each(table)('%s', (_, digits, nowMs, refused, sent, entry) => {
    expect(codeEntry(digits, nowMs, refused, sent)).toEqual(entry);
  });

  it('waits for another code after every answer to a call that may have used this one', () => {
    const good = ERROR_CODES.filter((code) => !codeEntry('', STEP + 5000, refusal(code, STEP)).waiting);
    expect(good.sort()).toEqual(['access-key-unknown', 'clock-skew', 'offline', 'secret-wrong']);
  });

  it('waits after what did not come of a call only where the code is used, or feared to be', () => {
    const waits = ERROR_CODES.filter((code) => codeEntry('', STEP + 5000, { error: { code }, atMs: STEP }).waiting);
    expect(waits.sort()).toEqual(['mfa-code-spent', 'outcome-unknown']);
  });
});
