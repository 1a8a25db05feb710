import { describe, expect, it } from 'vitest';
import { isClockNews } from '../core/clock-news.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import { clockOffset, overview, recentProfiles, settings, signIns } from '../storage/items.ts';
import { draftOf, openedBrowser, openedProfile } from '../testing/background-examples.ts';
import { type FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import { rememberingCrypto } from '../vault/testing/examples.ts';

const MINUTE = 60_000;

function sessionsIn(browser: FakeBrowser) {
  return browser.read(overview)?.sessions ?? [];
}

function signInsIn(browser: FakeBrowser) {
  return browser.read(signIns);
}

const start = (worker: FakeWorker, profileId: string, tokenCode = '492718', durationSeconds = 3600) =>
  worker.send('start-session', { profileId, tokenCode, durationSeconds });

describe('starting a session', () => {
  it('asks STS once, stores the answer, and tells no secret', async () => {
    const { browser, worker, id } = await openedProfile();
    const summary = await start(worker, id, ' 492 718 ', 3600);
    await worker.settle();
    expect(summary).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      profileId: id,
      startedAtMs: browser.nowMs,
      expiresAtMs: browser.nowMs + 3_600_000,
      maskedAccessKeyId: 'ASIA····0001',
    });
    expect(browser.sts.arrivals).toEqual([
      {
        call: {
          keys: draftOf('prod').keys,
          endpoint: 'https://sts.eu-central-1.amazonaws.com',
          region: 'eu-central-1',
          clockOffsetMs: 0,
        },
        request: { mfaSerial: draftOf('prod').mfaSerial, tokenCode: '492718', durationSeconds: 3600 },
      },
    ]);
    expect(sessionsIn(browser)).toEqual([summary]);
    expect(signInsIn(browser)).toEqual({});
    // When 59 minutes are no longer left.
    expect(browser.alarms.get('expiry')).toBe(summary.expiresAtMs - 59 * MINUTE);
  });

  it('writes one record, and no generation of the vault', async () => {
    const { worker, id } = await openedProfile();
    await start(worker, id);
    await start(worker, id, '111111');
    await worker.settle();
    const writes = worker.calls.slice(worker.calls.indexOf('sts.getSessionToken'));
    expect(writes.filter((call) => /^(local\.set vault|replica)/.test(call))).toEqual([
      'local.set vault.sessions',
      'local.set vault.sessions',
    ]);
  });

  it.each<[string, string, number, ErrorCode]>([
    ['five digits', '12345', 900, 'invalid-token-code'],
    ['letters', 'abcdef', 900, 'invalid-token-code'],
    ['full-width digits', '４９２７１８', 900, 'invalid-token-code'],
    ['nothing', '', 900, 'invalid-token-code'],
    ['a duration too short', '492718', 899, 'invalid-duration'],
    ['a duration that is none', '492718', Number.NaN, 'invalid-duration'],
  ])('%s: refused at once', async (_, tokenCode, seconds, code) => {
    const { browser, worker, id } = await openedProfile();
    const before = browser.dump();
    await expect(start(worker, id, tokenCode, seconds)).rejects.toMatchObject({ code });
    expect(browser.dump()).toBe(before);
    expect(browser.sts.arrivals).toEqual([]);
  });

  it('for a profile that is not there: refused, the code still good', async () => {
    const { browser, worker, id } = await openedProfile();
    await expect(start(worker, 'nobody')).rejects.toMatchObject({ code: 'profile-missing' });
    await start(worker, id);
    expect(browser.sts.codes.length).toBe(1);
  });

  it('a refusal is kept for a popup that closed, until it was read', async () => {
    const { browser, worker, id } = await openedProfile();
    const refusal = new AppError('mfa-code-refused', { service: { status: 403, code: 'AccessDenied' } });
    browser.sts.refuseNext(refusal);
    await expect(start(worker, id)).rejects.toBe(refusal);
    expect(signInsIn(browser)).toEqual({
      [id]: {
        state: 'refused',
        atMs: browser.nowMs,
        error: { code: 'mfa-code-refused', service: { status: 403, code: 'AccessDenied' } },
      },
    });
    await worker.send('dismiss-refusal', { profileId: id });
    expect(signInsIn(browser)).toEqual({});
    await worker.send('dismiss-refusal', { profileId: id });
  });

  it('what is thrown and is no error of ours is kept without a word of it', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.refuseNext(new TypeError('secret0001 is not a function'));
    await expect(start(worker, id)).rejects.toBeInstanceOf(TypeError);
    expect(signInsIn(browser)).toEqual({
      [id]: { state: 'refused', atMs: browser.nowMs, error: { code: 'internal' } },
    });
  });

  it('dismissing does not strike off a sign-in that began meanwhile', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.refuseNext(new AppError('mfa-code-refused'));
    await start(worker, id).catch(() => undefined);
    const release = browser.sts.hold();
    const next = start(worker, id, '111111');
    const dismissed = worker.send('dismiss-refusal', { profileId: id });
    await dismissed;
    await browser.sts.arrived(2);
    await worker.send('dismiss-refusal', { profileId: id });
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'asking', startedAtMs: browser.nowMs });
    release();
    await next;
  });

  it('a session for a profile removed meanwhile leaves no credentials', async () => {
    const { browser, worker, id } = await openedProfile();
    const release = browser.sts.hold();
    const asked = start(worker, id);
    await browser.sts.arrived(1);
    await worker.send('remove-profile', { profileId: id });
    release();
    await expect(asked).rejects.toMatchObject({ code: 'profile-missing' });
    expect(sessionsIn(browser)).toEqual([]);
  });

  it('renewing takes the place of the former session', async () => {
    const { browser, worker, id } = await openedProfile();
    await start(worker, id);
    browser.nowMs += 30_000;
    const second = await start(worker, id, '111111');
    expect(sessionsIn(browser)).toEqual([second]);
    const { text } = await worker.send('render-snippet', { profileId: id, formatId: 'session-token' });
    expect(text).toContain(browser.sts.issued[1]?.sessionToken);
    expect(text).not.toContain(browser.sts.issued[0]?.sessionToken);
  });

  it('a renewal that is refused leaves the former session as it was', async () => {
    const { browser, worker, id } = await openedProfile();
    const first = await start(worker, id);
    browser.sts.refuseNext(new AppError('mfa-code-refused'));
    await start(worker, id, '111111').catch(() => undefined);
    expect(sessionsIn(browser)).toEqual([first]);
  });
});

describe('two sign-ins at once', () => {
  it('for one profile: one call, the same answer for both', async () => {
    const { browser, worker, id } = await openedProfile();
    const release = browser.sts.hold();
    const both = [start(worker, id, '492718'), start(worker, id, '492718'), start(worker, id, '111111')];
    await browser.sts.arrived(1);
    release();
    const [first, second, third] = await Promise.all(both);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(browser.sts.codes).toEqual([`${draftOf('prod').mfaSerial} 492718`]);
    // And then the next one asks for itself.
    await start(worker, id, '111111');
    expect(browser.sts.codes.length).toBe(2);
  });

  it('for one profile, refused: both hear it', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.refuseNext(new AppError('throttled'));
    const outcomes = await Promise.allSettled([start(worker, id), start(worker, id)]);
    expect(outcomes).toMatchObject([{ reason: { code: 'throttled' } }, { reason: { code: 'throttled' } }]);
    expect(browser.sts.codes.length).toBe(1);
  });

  it('for two profiles of one device with one code: the code is sent once', async () => {
    const { browser, worker: first } = await openedBrowser();
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/shared';
    const ids: string[] = [];
    for (const name of ['a', 'b'])
      ids.push((await first.send('save-profile', { draft: draftOf(name, { mfaSerial }) })).profileId);
    browser.crypto = rememberingCrypto();
    const worker = new FakeWorker(browser);
    worker.holdFirst('session.set signIns.1 spentCodes.1');
    const outcomes = await Promise.allSettled(ids.map((id) => start(worker, id)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'mfa-code-spent' } });
    expect(browser.sts.codes.length).toBe(1);
  });

  it('for two devices: both codes are remembered', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b', 'c');
    const codes = ['111111', '222222', '333333'];
    await Promise.all(ids.map((id, at) => start(worker, id, codes[at])));
    const again = await Promise.allSettled(ids.map((id, at) => start(worker, id, codes[at])));
    for (const outcome of again) expect(outcome).toMatchObject({ reason: { code: 'mfa-code-spent' } });
    expect(browser.sts.codes.length).toBe(3);
    expect(sessionsIn(browser).length).toBe(3);
  });
});

describe('a code that was sent', () => {
  it.each<[ErrorCode, boolean]>([
    ['mfa-code-refused', false],
    ['mfa-device-refused', false],
    ['access-denied', false],
    ['throttled', false],
    ['service-unavailable', false],
    ['unreachable', false],
    ['timed-out', false],
    ['foreign-reply', false],
    ['unreadable-reply', false],
    ['internal', false],
    ['secret-wrong', true],
    ['access-key-unknown', true],
    ['clock-skew', true],
    ['offline', true],
  ])('and came back with %s: can be used again: %s', async (code, again) => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.refuseNext(new AppError(code));
    await expect(start(worker, id)).rejects.toMatchObject({ code });
    // Past the wait that a busy server is given.
    browser.nowMs += 5000;
    // In this worker, and in the next.
    const second = start(again ? worker : new FakeWorker(browser), id);
    if (again) await second;
    else await expect(second).rejects.toMatchObject({ code: 'mfa-code-spent' });
    expect(browser.sts.codes.length).toBe(again ? 2 : 1);
  });

  it.each<[ErrorCode, number | undefined]>([
    ['throttled', undefined],
    ['throttled', 40],
    ['service-unavailable', 7],
  ])('%s, which asks for %s s: nothing leaves before the wait is over, whichever worker', async (code, asked) => {
    const { browser, id } = await openedProfile();
    const params = asked === undefined ? {} : { seconds: asked };
    const waits: number[] = [];
    for (let times = 1; times <= 4; times++) {
      browser.sts.refuseNext(new AppError(code, { params }));
      const refused = await start(new FakeWorker(browser), id, `11111${times}`).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code, params: { times } });
      const seconds = Number((refused as AppError).params?.['seconds']);
      waits.push(seconds);
      expect(signInsIn(browser)[id]).toMatchObject({ state: 'refused', error: { code, params: { seconds, times } } });
      // Reading it does not shorten the wait.
      await new FakeWorker(browser).send('dismiss-refusal', { profileId: id });
      browser.nowMs += seconds * 1000 - 1;
      await expect(start(new FakeWorker(browser), id, '222222')).rejects.toMatchObject({
        code,
        params: { seconds: 1 },
      });
      browser.nowMs += 1;
    }
    expect(browser.sts.codes.length).toBe(4);
    if (asked !== undefined) expect(waits).toEqual([asked, asked, asked, asked]);
    else for (const [at, wait] of waits.entries()) expect(wait, String(waits)).toBeGreaterThanOrEqual(2 ** (at + 1));
    // A code that was refused here has not left, and is good.
    await start(new FakeWorker(browser), id, '222222');
    expect(signInsIn(browser)).toEqual({});
    expect(browser.sts.codes.length).toBe(5);
  });

  it('is refused here for a minute and a half, with the wait until the next one', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.nowMs = Date.parse('2026-11-21T13:35:12.500Z');
    await start(worker, id);
    for (const [passed, seconds] of [
      [0, 18],
      [17_499, 1],
      [17_500, 30],
      [89_999, 18],
    ] as const) {
      browser.nowMs = Date.parse('2026-11-21T13:35:12.500Z') + passed;
      await expect(start(new FakeWorker(browser), id)).rejects.toMatchObject({
        code: 'mfa-code-spent',
        params: { seconds },
      });
    }
    expect(browser.sts.codes.length).toBe(1);
    browser.nowMs = Date.parse('2026-11-21T13:36:42.500Z');
    await start(new FakeWorker(browser), id).catch(() => undefined);
    expect(browser.sts.codes.length).toBe(2);
  });

  it('leaves the former refusal and the other codes as they are when it is refused here', async () => {
    const { browser, worker, id } = await openedProfile();
    await start(worker, id);
    await worker.settle();
    const before = browser.dump();
    await start(worker, id).catch(() => undefined);
    expect(browser.dump()).toBe(before);
  });

  it('is refused for its own device alone', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b');
    for (const id of ids) await start(worker, id, '492718');
    expect(browser.sts.codes.length).toBe(2);
  });

  it('is remembered over an edit of the profile, and of another profile with the same device', async () => {
    const { worker, id } = await openedProfile();
    await start(worker, id);
    const { mfaSerial } = draftOf('prod');
    const { profileId } = await worker.send('save-profile', { draft: draftOf('twin', { mfaSerial }) });
    await expect(start(worker, profileId)).rejects.toMatchObject({ code: 'mfa-code-spent' });
  });

  it('is remembered as a salted hash alone', async () => {
    const { browser, worker, id } = await openedProfile();
    await start(worker, id);
    const marks = JSON.stringify(browser.stored('session', 'spentCodes.1'));
    expect(marks).not.toMatch(/492718|mfa|1111/);
    const { browser: other, worker: otherWorker, id: otherId } = await openedProfile();
    await start(otherWorker, otherId);
    const hashes = (from: FakeBrowser) =>
      Object.keys((from.stored('session', 'spentCodes.1') as { until: object }).until);
    expect(hashes(other)).not.toEqual(hashes(browser));
  });

  it('a clock set back by an hour does not refuse codes for an hour', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('save-settings', { lockAfterMinutes: 0 });
    await start(worker, id);
    browser.nowMs -= 60 * MINUTE;
    const { dataKey } = await openedProfile();
    await worker.send('unlock-vault', { dataKey });
    await start(worker, id).catch(() => undefined);
    expect(browser.sts.codes.length).toBe(2);
  });
});

describe('a vault locked while the answer is on its way', () => {
  it('loses nothing: the session is there, names and all, and can be copied after unlocking', async () => {
    const { browser, worker, id, dataKey } = await openedProfile();
    const release = browser.sts.hold();
    const asked = start(worker, id);
    await browser.sts.arrived(1);
    await worker.send('lock-vault', {});
    await worker.settle();
    // What happens by itself meanwhile does not take the sign-in for a lost one.
    await worker.services.derive();
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'asking' });
    release();
    const summary = await asked;
    const shown = browser.read(overview);
    expect(shown).toMatchObject({ vault: 'locked', profiles: [{ name: 'prod' }], sessions: [summary] });
    await expect(worker.send('render-snippet', { profileId: id, formatId: 'posix' })).rejects.toMatchObject({
      code: 'vault-locked',
    });
    await worker.send('unlock-vault', { dataKey });
    const { text } = await worker.send('render-snippet', { profileId: id, formatId: 'session-token' });
    expect(text).toContain(browser.sts.issued[0]?.sessionToken);
    expect(signInsIn(browser)).toEqual({});
  });

  it('a worker that dies over it: settled when it is unlocked, not before', async () => {
    const { browser, id, dataKey } = await openedProfile();
    const dying = new FakeWorker(browser);
    browser.sts.hold();
    void dying.outcome(() => start(dying, id));
    await browser.sts.arrived(1);
    const next = new FakeWorker(browser);
    await next.send('lock-vault', {});
    await next.services.derive();
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'asking' });
    await next.send('unlock-vault', { dataKey });
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'refused', error: { code: 'outcome-unknown' } });
  });
});

describe('a worker that dies over a renewal', () => {
  it('within a minute of the former session: that one is not taken for the answer', async () => {
    const { browser, worker, id } = await openedProfile();
    const first = await start(worker, id);
    browser.nowMs += 30_000;
    const dying = new FakeWorker(browser);
    browser.sts.hold();
    void dying.outcome(() => start(dying, id, '111111'));
    await browser.sts.arrived(2);
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'refused', error: { code: 'outcome-unknown' } });
    expect(sessionsIn(browser)).toEqual([first]);
  });
});

describe('ending a session', () => {
  it('wipes the credentials, and ends what has ended without complaint', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b');
    const [a = '', b = ''] = ids;
    await start(worker, a, '111111');
    const kept = await start(worker, b, '222222');
    await worker.send('end-session', { profileId: a });
    await worker.settle();
    expect(sessionsIn(browser)).toEqual([kept]);
    expect(browser.stored('local', 'schedule.1')).toEqual([
      { id: kept.id, profileId: b, startedAtMs: kept.startedAtMs, expiresAtMs: kept.expiresAtMs },
    ]);
    await expect(worker.send('render-snippet', { profileId: a, formatId: 'posix' })).rejects.toMatchObject({
      code: 'session-missing',
    });
    const before = browser.dump();
    await worker.send('end-session', { profileId: a });
    await worker.send('end-session', { profileId: 'nobody' });
    await worker.settle();
    expect(browser.dump()).toBe(before);
  });
});

describe('rendering a snippet', () => {
  it('gives the live credentials, to the character', async () => {
    const { browser, worker, id } = await openedProfile();
    await start(worker, id);
    const [issued] = browser.sts.issued;
    const { text } = await worker.send('render-snippet', { profileId: id, formatId: 'posix' });
    for (const value of [issued?.accessKeyId, issued?.secretAccessKey, issued?.sessionToken])
      expect(text).toContain(value);
    expect(text).toContain('eu-central-1');
  });

  it('goes by the options chosen for the format', async () => {
    const { worker, id } = await openedProfile();
    await start(worker, id);
    await worker.send('save-settings', {
      snippetOptions: { 'credentials-file': { section: 'default', region: true } },
    });
    const { text } = await worker.send('render-snippet', { profileId: id, formatId: 'credentials-file' });
    expect(text).toMatch(/^\[default\]\n/);
    expect(text).toMatch(/\nregion = eu-central-1\n$/);
  });

  it.each<[string, number, boolean]>([
    ['a millisecond before the end', 3_600_000 - 1, true],
    ['at the end', 3_600_000, false],
    ['a day later', 86_400_000, false],
  ])('%s', async (_, passedMs, works) => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('save-settings', { lockAfterMinutes: 0 });
    await start(worker, id);
    browser.nowMs += passedMs;
    const rendered = worker.send('render-snippet', { profileId: id, formatId: 'posix' });
    if (works) await expect(rendered).resolves.toHaveProperty('text');
    else await expect(rendered).rejects.toMatchObject({ code: 'session-missing' });
  });

  it('is judged by the server’s clock, not by this computer’s', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = -20 * MINUTE;
    await start(worker, id);
    // By this computer's clock the session ends 20 minutes early.
    browser.nowMs += 50 * MINUTE;
    await expect(worker.send('render-snippet', { profileId: id, formatId: 'posix' })).resolves.toHaveProperty('text');
  });

  it('notes the use; a disk that is full does not stop a copy', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b');
    const [a = ''] = ids;
    await start(worker, a);
    await worker.send('select-profile', { profileId: String(ids[1]) });
    worker.intercept = (call) => {
      if (call.startsWith('local.set')) throw new Error('QUOTA_BYTES quota exceeded');
    };
    await expect(worker.send('render-snippet', { profileId: a, formatId: 'posix' })).resolves.toHaveProperty('text');
    await worker.settle();
    worker.intercept = undefined;
    await worker.send('render-snippet', { profileId: a, formatId: 'posix' });
    await worker.settle();
    expect(browser.read(recentProfiles)).toEqual([a, ids[1]]);
    expect(browser.sts.codes.length).toBe(1);
  });
});

describe('the server’s clock', () => {
  it.each<[string, number, number]>([
    ['the same', 0, 0],
    ['less than a minute ahead', 59_999, 0],
    ['less than a minute behind', -59_999, 0],
    ['a minute ahead', 60_000, 60_000],
    ['20 minutes behind', -20 * MINUTE, -20 * MINUTE],
    ['a day ahead', 86_400_000.4, 86_400_000],
  ])('%s is learned, used for the next call and told to pages', async (_, aheadMs, learnedMs) => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = aheadMs;
    const summary = await start(worker, id);
    expect(browser.read(clockOffset)).toBe(learnedMs);
    expect(summary.startedAtMs).toBe(browser.nowMs + learnedMs);
    expect(sessionsIn(browser).length).toBe(1);
    expect(browser.sts.arrivals[0]?.call.clockOffsetMs).toBe(0);
    const next = new FakeWorker(browser);
    await start(next, id, '111111');
    expect(browser.sts.arrivals[1]?.call.clockOffsetMs).toBe(learnedMs);
    await next.services.derive();
    // The alarm rings by this computer's clock.
    const leftMs = 60 * MINUTE + Math.round(aheadMs - learnedMs);
    expect(browser.alarms.get('expiry')).toBe(browser.nowMs + (leftMs % MINUTE || MINUTE));
  });

  it('a computer put right again is learned too', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = 20 * MINUTE;
    await start(worker, id);
    browser.sts.aheadMs = 0;
    await start(worker, id, '111111');
    expect(browser.read(clockOffset)).toBe(0);
  });

  it.each<[string, number | undefined, number]>([
    ['right', 0, 0],
    ['right to less than a minute', 59_999, 0],
    ['still a little off', 90_000, 20 * MINUTE],
    ['as far off as it was told', 20 * MINUTE, 20 * MINUTE],
    ['not to be read', undefined, 20 * MINUTE],
  ])('%s: only a clock that is right makes what was told of it old', async (_, aheadMs, toldMs) => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = 20 * MINUTE;
    await start(worker, id);
    await worker.send('save-settings', { clockToldMs: 20 * MINUTE, defaultFormat: 'fish' });
    if (aheadMs === undefined) browser.sts.showsDate = false;
    else browser.sts.aheadMs = aheadMs;
    await start(worker, id, '111111');
    expect(browser.read(settings)).toMatchObject({ clockToldMs: toldMs, defaultFormat: 'fish' });
  });

  it('the same wrong clock is news again once it was right, even where a worker was cut between noting and forgetting', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = 20 * MINUTE;
    await start(worker, id);
    await worker.send('save-settings', { clockToldMs: 20 * MINUTE });
    browser.sts.aheadMs = 0;
    worker.intercept = (call) => {
      if (call === 'local.set settings.1') throw new Error('QUOTA_BYTES quota exceeded');
    };
    await start(worker, id, '111111');
    expect(browser.read(clockOffset)).toBe(0);
    expect(browser.read(settings).clockToldMs).toBe(20 * MINUTE);
    const next = new FakeWorker(browser);
    await start(next, id, '222222');
    expect(browser.read(settings).clockToldMs).toBe(0);
    browser.sts.aheadMs = 20 * MINUTE;
    await start(next, id, '333333');
    expect(isClockNews(browser.read(clockOffset), browser.read(settings).clockToldMs)).toBe(true);
  });

  it('that cannot be read changes nothing', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = 20 * MINUTE;
    await start(worker, id);
    browser.sts.showsDate = false;
    await start(worker, id, '111111');
    expect(browser.read(clockOffset)).toBe(20 * MINUTE);
  });

  it('that cannot be noted costs no credentials', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.aheadMs = 20 * MINUTE;
    worker.intercept = (call) => {
      if (call === 'local.set clockOffset.1') throw new Error('QUOTA_BYTES quota exceeded');
    };
    await start(worker, id);
    expect(sessionsIn(browser).length).toBe(1);
  });
});

describe('no room to write', () => {
  it('for the vault: the code is spent, the former session stays, and the reason is told', async () => {
    const { browser, worker, id } = await openedProfile();
    const first = await start(worker, id);
    worker.intercept = (call) => {
      if (call.startsWith('local.set vault')) throw new Error('QUOTA_BYTES quota exceeded');
    };
    await expect(start(worker, id, '111111')).rejects.toMatchObject({ code: 'storage-full' });
    expect(signInsIn(browser)[id]).toMatchObject({ state: 'refused', error: { code: 'storage-full' } });
    worker.intercept = undefined;
    await worker.services.derive();
    expect(sessionsIn(browser)).toEqual([first]);
    await expect(start(worker, id, '111111')).rejects.toMatchObject({ code: 'mfa-code-spent' });
  });

  it('for the mark: the code never leaves', async () => {
    const { browser, worker, id } = await openedProfile();
    worker.intercept = (call) => {
      if (call.startsWith('session.set signIns.1')) throw new Error('Session storage quota bytes exceeded.');
    };
    await expect(start(worker, id)).rejects.toMatchObject({ code: 'storage-full' });
    expect(browser.sts.codes).toEqual([]);
    worker.intercept = undefined;
    await start(worker, id);
    expect(browser.sts.codes.length).toBe(1);
  });

  it('for the view: the session is safe, and shown as soon as there is room', async () => {
    const { browser, worker, id } = await openedProfile();
    worker.intercept = (call) => {
      if (call.startsWith('session.set overview.1')) throw new Error('Session storage quota bytes exceeded.');
    };
    await expect(start(worker, id)).rejects.toMatchObject({ code: 'storage-full' });
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(sessionsIn(browser).length).toBe(1);
  });
});
