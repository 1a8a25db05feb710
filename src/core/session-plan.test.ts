import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EndedSession,
  type PlanInput,
  planSessions,
  type SessionPlan,
  type WatchedSession,
} from './session-plan.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-22T09:00:00Z');

function session(id: string, leftMs: number, changes: Partial<WatchedSession> = {}): WatchedSession {
  return {
    id,
    profileId: `of-${id}`,
    startedAtMs: NOW - 36 * HOUR,
    expiresAtMs: NOW + leftMs,
    minutes: [15, 5, 0],
    ...changes,
  };
}

function input(sessions: readonly WatchedSession[], changes: Partial<PlanInput> = {}): PlanInput {
  return { sessions, marks: {}, ended: [], refused: [], isSeen: false, nowMs: NOW, ...changes };
}

function plan(sessions: readonly WatchedSession[], changes: Partial<PlanInput> = {}): SessionPlan {
  return planSessions(input(sessions, changes));
}

/** What is told, as `id minutes`. */
const told = ({ announcement }: SessionPlan) =>
  announcement?.notices.map(({ session: { id }, minutes }) => `${id} ${minutes}`) ?? [];

describe('the badge', () => {
  it.each<[leftMs: number, label: string, nextMs: number]>([
    [36 * HOUR, '35h', HOUR],
    [12 * HOUR, '11h', HOUR],
    [12 * HOUR - 1, '11h', HOUR - 1],
    [2 * HOUR + 1, '2h', 1],
    [2 * HOUR, '1h', HOUR],
    [HOUR + 1, '1h', 1],
    [HOUR, '59m', MINUTE],
    [42.5 * MINUTE, '42m', 30 * SECOND],
    [15 * MINUTE + 1, '15m', 1],
    [15 * MINUTE, '14m', MINUTE],
    [MINUTE + 1, '1m', 1],
    [MINUTE, '<1m', MINUTE],
    [1, '<1m', 1],
  ])('%d ms before the end says %s', (leftMs, label, nextMs) => {
    const { badge, wakeAtMs } = plan([session('a', leftMs, { minutes: [] })]);
    expect(badge).toEqual({ label, leftMs, subject: { profileId: 'of-a', atMs: NOW + leftMs } });
    expect(wakeAtMs).toBe(NOW + nextMs);
  });

  const over: EndedSession = { id: 'z', profileId: 'of-z', endedAtMs: NOW - HOUR, by: 'expiry' };
  it.each<[string, PlanInput, label: string, profileId: string | undefined]>([
    ['nothing without a session', input([]), '', undefined],
    ['the one that ends first', input([session('a', 2 * HOUR), session('b', HOUR)]), '59m', 'of-b'],
    [
      'the pinned one before it',
      input([session('a', 3 * HOUR), session('b', HOUR)], { pinnedProfileId: 'of-a' }),
      '2h',
      'of-a',
    ],
    [
      'the first while the pinned one has none',
      input([session('b', HOUR)], { pinnedProfileId: 'of-a' }),
      '59m',
      'of-b',
    ],
    ['what ended unseen, before what lives', input([session('a', HOUR)], { ended: [over] }), '!', 'of-z'],
    [
      'the pinned one before what ended',
      input([session('a', HOUR)], { ended: [over], pinnedProfileId: 'of-a' }),
      '59m',
      'of-a',
    ],
    ['what ended at this instant', input([session('a', 0)]), '!', 'of-a'],
    [
      'what ended of which nobody knows whose it was',
      input([{ id: 'a', expiresAtMs: NOW, minutes: [] }]),
      '!',
      undefined,
    ],
    ['no more when it was seen', input([], { ended: [{ ...over, seen: true }] }), '', undefined],
    ['no more when it is seen now', input([session('a', -1)], { isSeen: true }), '', undefined],
    ['nothing of what the user ended', input([], { ended: [{ ...over, by: 'user' }] }), '', undefined],
    ['nothing of what ended more than a day ago', input([session('a', -DAY)]), '', undefined],
    [
      'nothing of what was renewed since',
      input([session('b', HOUR, { profileId: 'of-z' })], { ended: [over] }),
      '59m',
      'of-z',
    ],
    ['a refusal where nothing lives', input([], { refused: ['p'] }), '!', 'p'],
    ['no refusal while a session lives', input([session('a', HOUR)], { refused: ['p'] }), '59m', 'of-a'],
  ])('says %s', (_, given, label, profileId) => {
    const { badge } = planSessions(given);
    expect(badge.label).toBe(label);
    expect(badge.subject?.profileId).toBe(profileId);
  });

  it('needs no alarm while nothing lives, nor for a label that is not shown', () => {
    expect(plan([session('a', -1)]).wakeAtMs).toBeUndefined();
    expect(plan([]).wakeAtMs).toBeUndefined();
    expect(plan([session('a', HOUR, { minutes: [] })], { ended: [over] }).wakeAtMs).toBe(NOW + HOUR);
  });
});

describe('notices', () => {
  it.each<[string, PlanInput, string[]]>([
    ['before the first moment', input([session('a', 15 * MINUTE + 1)]), []],
    ['at it', input([session('a', 15 * MINUTE)]), ['a 15']],
    ['after two, only the later', input([session('a', 4 * MINUTE)]), ['a 5']],
    ['after all, only the end', input([session('a', -HOUR)]), ['a 0']],
    ['an end that nobody wants to hear of', input([session('a', -1, { minutes: [15, 5] })]), []],
    ['an end of yesterday', input([session('a', 1 - DAY)]), ['a 0']],
    ['an end of the day before', input([session('a', -DAY)]), []],
    ['a moment at the start', input([session('a', 15 * MINUTE, { startedAtMs: NOW })]), []],
    ['a moment before the start', input([session('a', 10 * MINUTE, { startedAtMs: NOW - MINUTE })]), []],
    ['no start known', input([{ id: 'a', expiresAtMs: NOW + MINUTE, minutes: [2] }]), ['a 2']],
    ['no notices', input([session('a', MINUTE, { minutes: [] })]), []],
    ['one done', input([session('a', 10 * MINUTE)], { marks: { a: { doneTo: 15 } } }), []],
    ['a later one done, clock set back', input([session('a', 10 * MINUTE)], { marks: { a: { doneTo: 5 } } }), []],
    [
      'a moment added before one that is done',
      input([session('a', MINUTE, { minutes: [60, 2] })], { marks: { a: { doneTo: 2 } } }),
      [],
    ],
    ['only the end wanted, before it', input([session('a', MINUTE)], { marks: { a: { onlyEnd: true } } }), []],
    [
      'only the end wanted, at it',
      input([session('a', 0, { minutes: [5] })], { marks: { a: { onlyEnd: true, doneTo: 5 } } }),
      ['a 0'],
    ],
    [
      'an id known to be over, clock set back',
      input([session('a', 4 * MINUTE)], { ended: [{ id: 'a', endedAtMs: NOW + 4 * MINUTE, by: 'expiry' }] }),
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(told(planSessions(given))).toEqual(expected);
  });

  it('go out one by one, or together in one', () => {
    expect(plan([session('a', MINUTE)]).announcement?.id).toBe('notice.a.5.1');
    const { announcement, marks } = plan([session('a', MINUTE), session('b', HOUR), session('c', -1)]);
    expect(announcement?.id).toBe('summary.c.0.2');
    expect(marks).toEqual({
      a: { profileId: 'of-a', doneTo: 5, told: 'summary.c.0.2' },
      b: { profileId: 'of-b' },
      c: { profileId: 'of-c', doneTo: 0, told: 'summary.c.0.2' },
    });
  });

  it('forget a session that was renewed or ended, and remember what was told of an end', () => {
    const marks = { a: { profileId: 'of-a', told: 'notice.a.5.1' } };
    expect(plan([session('b', HOUR, { profileId: 'of-a' })], { marks }).marks).toEqual({ b: { profileId: 'of-a' } });
    expect(plan([], { marks })).toMatchObject({
      marks: {},
      ended: [{ id: 'a', by: 'user', endedAtMs: NOW, seen: true }],
    });
    const first = plan([session('a', 0)]);
    const wiped = plan([], { marks: first.marks, ended: first.ended });
    expect(wiped).toMatchObject({ marks: first.marks, ended: first.ended, badge: { label: '!' } });
    const aDayOn = plan([], { marks: wiped.marks, ended: wiped.ended, nowMs: NOW + DAY });
    expect(aDayOn).toMatchObject({ marks: {}, ended: [], badge: { label: '' } });
  });
});

describe('what is over', () => {
  it('stays over when the clock is set back, as long as its credentials are there', () => {
    const dead = session('a', HOUR);
    const first = plan([dead], { nowMs: NOW + 3 * DAY });
    const back = plan([dead], { marks: first.marks, ended: first.ended });
    expect(back.badge.label).toBe('');
    expect(back.ended).toEqual(first.ended);
    expect(back.wakeAtMs).toBeUndefined();
  });

  it('is not what only seemed to be gone', () => {
    const gone = plan([], { marks: { a: { profileId: 'of-a' } } });
    expect(gone.ended).toMatchObject([{ by: 'user' }]);
    const there = plan([session('a', HOUR)], { marks: gone.marks, ended: gone.ended });
    expect(there).toMatchObject({ ended: [], badge: { label: '59m' } });
  });
});

const anyMinutes = fc.uniqueArray(fc.constantFrom(60, 30, 15, 10, 5, 2, 0), { maxLength: 7 });
const anySessions = fc
  .array(
    fc.record({
      startedMs: fc.integer({ min: -36 * HOUR, max: HOUR }),
      lengthMs: fc.integer({ min: 15 * MINUTE, max: 36 * HOUR }),
      minutes: anyMinutes,
      isNamed: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ startedMs, lengthMs, minutes, isNamed }, at): WatchedSession => {
      const id = `s${at}`;
      const startedAtMs = NOW + startedMs;
      return { id, ...(isNamed && { profileId: `p${at}` }), startedAtMs, expiresAtMs: startedAtMs + lengthMs, minutes };
    }),
  );

/** One thing that happens: the clock goes on or jumps, the run is cut before or after it is written, the user looks or renews. */
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 2 * HOUR }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('next alarm' as const), ms: fc.constant(0) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -2 * DAY, max: 2 * DAY }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('worker dies before it writes' as const),
      ms: fc.integer({ min: 0, max: MINUTE }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const), ms: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unlock' as const), ms: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), ms: fc.constant(0) }) },
);

describe('for every list of sessions, moments and clock histories', () => {
  it('tells each notice at most once, shows no dead session as live, and a second run changes nothing', () => {
    fc.assert(
      fc.property(
        anySessions,
        fc.array(anyStep, { maxLength: 40 }),
        fc.option(fc.constant('p0')),
        (all, steps, pin) => {
          let sessions = all;
          let state: Pick<PlanInput, 'marks' | 'ended'> = { marks: {}, ended: [] };
          let nowMs = NOW;
          let wakeAtMs: number | undefined;
          const dead = new Set<string>();
          const heard = new Set<string>();
          for (const { kind, ms } of steps) {
            nowMs = kind === 'next alarm' ? Math.max(nowMs, wakeAtMs ?? nowMs) : nowMs + ms;
            // Unlocked, what is over is wiped.
            if (kind === 'unlock') sessions = sessions.filter(({ id }) => !dead.has(id));
            if (kind === 'end') sessions = sessions.slice(1);
            const given: PlanInput = {
              ...state,
              sessions,
              refused: [],
              isSeen: kind === 'look',
              nowMs,
              ...(pin && { pinnedProfileId: pin }),
            };
            const next = planSessions(given);
            const isWritten = kind !== 'worker dies before it writes';
            for (const { session: about, minutes } of isWritten ? (next.announcement?.notices ?? []) : []) {
              const key = `${about.id} ${minutes}`;
              expect(heard.has(key), `${key} is told again`).toBe(false);
              heard.add(key);
              expect(about.expiresAtMs - minutes * MINUTE).toBeLessThanOrEqual(nowMs);
              expect(about.expiresAtMs - minutes * MINUTE).toBeGreaterThan(about.startedAtMs ?? 0);
              // A dead session is told of as dead, a live one as live.
              expect(minutes === 0).toBe(about.expiresAtMs <= nowMs);
            }
            for (const { id, expiresAtMs } of sessions) {
              if (expiresAtMs <= nowMs && isWritten) dead.add(id);
            }
            const isLiveLabel = next.badge.label !== '' && next.badge.label !== '!';
            const alive = sessions.filter(({ id, expiresAtMs }) => !dead.has(id) && expiresAtMs > nowMs);
            if (isLiveLabel) {
              expect(alive.map(({ expiresAtMs }) => expiresAtMs)).toContain(next.badge.subject?.atMs);
              expect(next.badge.subject?.atMs).toBeGreaterThan(nowMs);
            }
            if (alive.length === 0) expect(next.wakeAtMs).toBeUndefined();
            else expect(next.wakeAtMs).toBeLessThanOrEqual(Math.min(...alive.map(({ expiresAtMs }) => expiresAtMs)));
            if (next.wakeAtMs !== undefined) expect(next.wakeAtMs).toBeGreaterThan(nowMs);
            const again = planSessions({ ...given, ...next });
            expect(again.announcement).toBeUndefined();
            expect(again).toEqual({ ...next, ...(next.announcement && { announcement: undefined }) });
            if (!isWritten) continue;
            state = { marks: next.marks, ended: next.ended };
            wakeAtMs = next.wakeAtMs;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('wakes at most once a minute for a label, each time for another one, and last at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 * HOUR }), (leftMs) => {
        const one = session('a', leftMs, { minutes: [] });
        const wakes: number[] = [];
        const labels: string[] = [];
        for (let nowMs: number | undefined = NOW; nowMs !== undefined; nowMs = wakes.at(-1)) {
          const { badge, wakeAtMs } = plan([one], { nowMs });
          labels.push(badge.label);
          // The instant before, it is still the same.
          if (wakeAtMs === undefined) break;
          expect(plan([one], { nowMs: wakeAtMs - 1 }).badge.label).toBe(badge.label);
          wakes.push(wakeAtMs);
        }
        expect(new Set(labels).size).toBe(labels.length);
        expect(labels.at(-1)).toBe('!');
        expect(wakes.at(-1)).toBe(one.expiresAtMs);
        for (const [at, wake] of wakes.entries())
          if (at > 0) expect(wake - (wakes[at - 1] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
      }),
      { numRuns: 200 },
    );
  });

  it('told at every alarm in time, tells each wanted moment of each session exactly once', () => {
    fc.assert(
      fc.property(anySessions, (all) => {
        let state: Pick<PlanInput, 'marks' | 'ended'> = { marks: {}, ended: [] };
        const wakeAtMs: number | undefined = NOW - 40 * HOUR;
        const heard: string[] = [];
        const sessionsAt = (nowMs: number) => all.filter(({ startedAtMs = 0 }) => startedAtMs <= nowMs);
        for (let nowMs = wakeAtMs; ; ) {
          const next: SessionPlan = planSessions({
            ...state,
            sessions: sessionsAt(nowMs),
            refused: [],
            isSeen: true,
            nowMs,
          });
          state = next;
          heard.push(...told(next));
          // A session that starts is another reason to look.
          const starts = all.map(({ startedAtMs = 0 }) => startedAtMs).filter((atMs) => atMs > nowMs);
          const upcoming = [...starts, ...(next.wakeAtMs === undefined ? [] : [next.wakeAtMs])];
          if (upcoming.length === 0) break;
          nowMs = Math.min(...upcoming);
        }
        const expected = all.flatMap(({ id, minutes, startedAtMs = 0, expiresAtMs }) =>
          minutes.filter((m) => expiresAtMs - m * MINUTE > startedAtMs).map((m) => `${id} ${m}`),
        );
        expect(heard.sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });
});
