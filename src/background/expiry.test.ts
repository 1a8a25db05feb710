import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { ended, notices, overview, popupIntent, settings } from '../storage/items.ts';
import { unlockedKey } from '../storage/key-items.ts';
import { openedBrowser, openedProfile } from '../testing/background-examples.ts';
import { type FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let codes = 100_000;

async function start(worker: FakeWorker, profileId: string, durationSeconds = 3600): Promise<string> {
  codes += 1;
  const { id } = await worker.send('start-session', { profileId, tokenCode: String(codes), durationSeconds });
  await worker.settle();
  return id;
}

/** A browser with a session of an hour for each name, seen starting in an open popup. */
async function withSessions(...names: string[]) {
  const opened = await openedBrowser(...names);
  opened.browser.isPopupOpen = true;
  const sessions: string[] = [];
  for (const id of opened.ids) sessions.push(await start(opened.worker, id));
  opened.browser.isPopupOpen = false;
  return { ...opened, sessions };
}

/** Another worker, at a later time, does what each start of one does. */
async function later(browser: FakeBrowser, ms: number): Promise<void> {
  browser.nowMs += ms;
  await new FakeWorker(browser).services.derive();
}

const titles = (browser: FakeBrowser) => [...browser.notifications.values()].map(({ title }) => title);

function choose(browser: FakeBrowser, changes: Partial<typeof DEFAULT_SETTINGS>): void {
  browser.store('local', settings.key, { ...DEFAULT_SETTINGS, ...changes });
}

describe('the badge', () => {
  it('counts down, and its title names profile and time', async () => {
    const { browser } = await withSessions('prod');
    expect(browser.badge).toMatchObject({ label: '59m', title: expect.stringMatching(/^Stint: prod ends \d\d:\d\d$/) });
    for (const [ms, label] of [
      [29 * MINUTE + 1, '30m'],
      [30 * MINUTE, '<1m'],
    ] as const) {
      await later(browser, ms);
      expect(browser.badge.label).toBe(label);
    }
    await later(browser, MINUTE);
    expect(browser.badge).toMatchObject({ label: '!', title: expect.stringMatching(/^Stint: prod ended \d\d:\d\d$/) });
    browser.isPopupOpen = true;
    await new FakeWorker(browser).send('reconcile', {});
    expect(browser.badge).toMatchObject({ label: '', title: 'Stint' });
    browser.isPopupOpen = false;
    await later(browser, MINUTE);
    expect(browser.badge.label).toBe('');
  });

  it('is set only when it differs', async () => {
    const { browser } = await withSessions('prod');
    const worker = new FakeWorker(browser);
    await worker.services.derive();
    await worker.services.derive();
    expect(worker.calls.filter((call) => call === 'action.show')).toEqual([]);
  });

  it('follows the pinned profile', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b');
    await start(worker, String(ids[0]), 900);
    await start(worker, String(ids[1]), 7200);
    expect(browser.badge.label).toBe('14m');
    await worker.send('save-settings', { pinnedProfileId: String(ids[1]) });
    await worker.settle();
    expect(browser.badge).toMatchObject({ label: '1h', title: expect.stringContaining('b ends') });
  });

  it('after a browser restart counts on while locked, of nobody', async () => {
    const { browser } = await withSessions('prod');
    browser.restart();
    await later(browser, MINUTE);
    expect(browser.read(overview)?.vault).toBe('locked');
    expect(browser.badge).toMatchObject({ label: '58m', title: expect.stringMatching(/^Stint: A session ends/) });
    expect(browser.dump()).not.toContain('prod');
  });
});

describe('notifications', () => {
  it('come at each moment once, name the profile, take each other’s place and go with a renewal', async () => {
    const { browser, ids, sessions } = await withSessions('prod');
    const [id] = sessions;
    for (const minutes of [44, 1, 5, 5, 0, 3, 1, 0]) await later(browser, minutes * MINUTE);
    expect(browser.cameUp).toEqual([`notice.${id}.15.1`, `notice.${id}.5.1`]);
    expect([...browser.notifications]).toEqual([
      [
        `notice.${id}.5.1`,
        {
          title: 'prod ends in 5 min',
          message: expect.stringMatching(/^Account 1111-2222-3333\. Runs until \d\d:\d\d\. Click to renew\.$/),
          buttons: ['Renew', 'Remind me at the end'],
          stays: false,
        },
      ],
    ]);
    await later(browser, MINUTE);
    await later(browser, MINUTE);
    expect(browser.cameUp).toEqual([`notice.${id}.15.1`, `notice.${id}.5.1`, `notice.${id}.0.1`]);
    expect(titles(browser)).toEqual(['prod has ended']);
    browser.isPopupOpen = true;
    await start(new FakeWorker(browser), String(ids[0]));
    expect(titles(browser)).toEqual([]);
    expect(browser.read(ended)).toEqual([]);
  });

  it('are listed even when they were ended before anything else was done', async () => {
    const { browser, worker, ids } = await openedBrowser('prod');
    const profileId = String(ids[0]);
    worker.isHasty = true;
    await worker.send('start-session', { profileId, tokenCode: '123456', durationSeconds: 3600 });
    await worker.send('end-session', { profileId });
    await worker.settle();
    expect(browser.read(ended)).toMatchObject([{ profileId, by: 'user' }]);
  });

  it('are withdrawn when the user ends the session, which is remembered', async () => {
    const { browser, ids, sessions } = await withSessions('prod');
    await later(browser, 45 * MINUTE);
    expect(titles(browser)).toEqual(['prod ends in 15 min']);
    const worker = new FakeWorker(browser);
    await worker.send('end-session', { profileId: String(ids[0]) });
    await worker.settle();
    expect(titles(browser)).toEqual([]);
    expect(browser.read(ended)).toEqual([
      { id: sessions[0], profileId: ids[0], endedAtMs: browser.nowMs, by: 'user', seen: true },
    ]);
    expect(browser.badge.label).toBe('');
    await later(browser, 2 * HOUR);
    expect(browser.cameUp.length).toBe(1);
    await later(browser, 24 * HOUR);
    expect(browser.read(ended)).toEqual([]);
  });

  it('are one summary after a sleep', async () => {
    const { browser } = await withSessions('a', 'b', 'c', 'd', 'e');
    await later(browser, 3 * HOUR);
    expect(browser.cameUp.length).toBe(1);
    const [content] = browser.notifications.values();
    expect(content?.title).toBe('5 sessions end soon or have ended');
    expect(content?.message.split('\n')).toEqual([
      ...['a', 'b', 'c', 'd'].map((name) => expect.stringMatching(new RegExp(`^${name} ended \\d\\d:\\d\\d$`))),
      'and 1 more',
    ]);
    await later(browser, HOUR);
    expect(browser.cameUp.length).toBe(1);
    await later(browser, 24 * HOUR);
    expect(titles(browser)).toEqual([]);
  });

  it('go on after a browser restart while locked, and name nobody', async () => {
    const { browser } = await withSessions('prod');
    browser.restart();
    await later(browser, 50 * MINUTE);
    expect(titles(browser)).toEqual(['A session ends in 10 min']);
    await later(browser, 20 * MINUTE);
    expect(titles(browser)).toEqual(['A session has ended']);
    expect(browser.dump()).not.toContain('prod');
  });

  it('follow the user’s choice, for one profile or for all', async () => {
    const { browser, ids } = await withSessions('a', 'b');
    choose(browser, {
      notices: { minutes: [], atEnd: false },
      noticesOf: { [String(ids[1])]: { minutes: [30], atEnd: false } },
    });
    await later(browser, 40 * MINUTE);
    expect(titles(browser)).toEqual(['b ends in 20 min']);
    await later(browser, HOUR);
    expect(browser.cameUp.length).toBe(1);
    // The badge tells all the same.
    expect(browser.badge.label).toBe('!');
  });

  it.each(['notifications.show', 'notifications.shown', 'action.shown', 'action.show', 'action.isPopupOpen'])(
    'where %s fails the rest goes on',
    async (broken) => {
      const { browser } = await withSessions('prod');
      browser.nowMs += HOUR;
      const worker = new FakeWorker(browser);
      worker.intercept = (call) => {
        if (call.split(' ')[0] === broken) throw new Error('not here');
      };
      await worker.services.derive();
      expect(browser.read(overview)?.sessions).toEqual([]);
      expect(browser.read(ended)).toMatchObject([{ by: 'expiry' }]);
      expect(browser.alarms.has('expiry')).toBe(false);
    },
  );

  it('cut anywhere, tell each moment exactly once and wipe what ended', async () => {
    for (const minutes of [45, 61]) {
      const { browser: base } = await withSessions('prod');
      base.nowMs += minutes * MINUTE;
      base.cameUp.length = 0;
      const dry = new FakeWorker(base.copy());
      await dry.services.derive();
      expect(dry.calls.length).toBeGreaterThan(10);
      for (const at of dry.calls.keys()) {
        for (const when of ['before', 'after'] as const) {
          const browser = base.copy();
          const dying = new FakeWorker(browser, { at: at + 1, when, worker: 'dies' });
          await dying.outcome(() => dying.services.derive());
          await later(browser, 0);
          await later(browser, 0);
          expect(browser.cameUp.length, `${when} ${dry.calls[at]}`).toBe(1);
          expect(browser.read(overview)?.sessions.length).toBe(minutes > 60 ? 0 : 1);
        }
      }
    }
  });
});

describe('what is over', () => {
  it('while locked is dropped at once, told, and never live again with the clock set back', async () => {
    const { browser, worker, ids, dataKey } = await withSessions('prod');
    await worker.send('lock-vault', {});
    await worker.settle();
    await later(browser, HOUR - 1);
    expect(Object.keys(browser.stored('local', 'vault.sessions') as object)).toHaveLength(1);
    await later(browser, 1);
    expect(browser.stored('local', 'vault.sessions')).toEqual({});
    expect(titles(browser)).toEqual(['prod has ended']);
    await later(browser, HOUR);
    expect(browser.badge.label).toBe('!');
    browser.nowMs -= 2 * HOUR - MINUTE;
    await later(browser, 0);
    expect(browser.badge.label).toBe('!');
    const next = new FakeWorker(browser);
    await next.send('unlock-vault', { dataKey });
    expect(browser.read(overview)?.sessions).toEqual([]);
    await expect(next.send('render-snippet', { profileId: String(ids[0]), formatId: 'posix' })).rejects.toMatchObject({
      code: 'session-missing',
    });
    expect((await next.services.keeper.peek())?.contents.sessions).toEqual([]);
    expect(browser.read(ended)).toMatchObject([{ profileId: ids[0], by: 'expiry' }]);
  });

  it('keeps the name of its profile in view for a day', async () => {
    const names = Array.from({ length: 25 }, (_, at) => `p${at}`);
    const { browser, worker, ids } = await openedBrowser(...names);
    await start(worker, String(ids[0]), 900);
    for (const id of ids.slice(1)) await worker.send('select-profile', { profileId: id });
    browser.store('session', unlockedKey.key, { ...browser.read(unlockedKey), usedAtMs: browser.nowMs + HOUR });
    await later(browser, HOUR);
    expect(browser.read(overview)?.profiles.map(({ id }) => id)).toContain(ids[0]);
  });
});

describe('a sign-in', () => {
  it('that ends while no popup is open is told, and one in sight is not', async () => {
    const { browser, worker, ids } = await openedBrowser('dev');
    browser.isPopupOpen = true;
    await start(worker, String(ids[0]));
    expect(browser.cameUp).toEqual([]);
    browser.isPopupOpen = false;
    const id = await start(worker, String(ids[0]));
    expect(browser.cameUp).toEqual([`ready.${id}`]);
    expect([...browser.notifications.values()]).toEqual([
      { title: 'dev is ready', message: expect.stringMatching(/^Until \d\d:\d\d\. Click to copy\.$/) },
    ]);
    await later(browser, 2 * HOUR);
    expect(titles(browser)).toEqual(['dev has ended']);
  });

  it('that is refused unseen shows in the badge while somebody has to look', async () => {
    const { browser, worker, id } = await openedProfile();
    browser.sts.refuseNext(new AppError('throttled'));
    await expect(start(worker, id)).rejects.toMatchObject({ code: 'throttled' });
    await worker.settle();
    expect(browser.badge).toMatchObject({ label: '!', title: 'Stint: The sign-in to prod was refused' });
    expect(titles(browser)).toEqual(['The sign-in to prod was refused']);
    browser.isPopupOpen = true;
    await new FakeWorker(browser).send('reconcile', {});
    expect(browser.badge.label).toBe('');
    expect(titles(browser)).toEqual([]);
  });

  it('that the user does not want to hear of changes the badge alone', async () => {
    const { browser, worker, id } = await openedProfile();
    choose(browser, { tellWhenReady: false });
    const next = new FakeWorker(browser);
    void worker;
    await start(next, id);
    expect(browser.cameUp).toEqual([]);
    expect(browser.badge.label).toBe('59m');
  });
});

describe('a click', () => {
  it.each([
    ['on a notice', undefined],
    ['on its button', 0],
  ])('%s opens the popup on that profile, ready for the next code', async (_, button) => {
    const { browser, ids } = await withSessions('a', 'b');
    choose(browser, { noticesOf: { [String(ids[1])]: { minutes: [], atEnd: false } } });
    await later(browser, 45 * MINUTE);
    const [id = ''] = browser.notifications.keys();
    const worker = new FakeWorker(browser);
    await worker.services.clicked(id, button);
    expect(browser.read(popupIntent)).toEqual({ profileId: ids[0], renew: true, atMs: browser.nowMs });
    expect(browser.read(overview)?.selectedProfileId).toBe(ids[0]);
    expect(browser.web.popups).toBe(1);
    await new FakeWorker(browser).services.derive();
    expect(titles(browser)).toEqual([]);
  });

  it('on “remind me” keeps still until the end', async () => {
    const { browser, sessions } = await withSessions('prod');
    const [id] = sessions;
    choose(browser, { notices: { minutes: [15, 5], atEnd: false } });
    await later(browser, 45 * MINUTE);
    await new FakeWorker(browser).services.clicked(`notice.${id}.15.1`, 1);
    expect(browser.read(notices)).toMatchObject({ [String(id)]: { onlyEnd: true } });
    expect(browser.web.popups).toBe(0);
    await later(browser, 12 * MINUTE);
    expect(titles(browser)).toEqual([]);
    await later(browser, 3 * MINUTE);
    expect(titles(browser)).toEqual(['prod has ended']);
  });

  it('on a sign-in that is ready opens the popup without asking for a code; on a refusal, on its profile', async () => {
    const { browser, worker, ids } = await openedBrowser('a', 'b');
    const id = await start(worker, String(ids[0]));
    await worker.services.clicked(`ready.${id}`);
    expect(browser.read(popupIntent)).toMatchObject({ profileId: ids[0], renew: false });
    await worker.services.clicked(`refused.${ids[1]}`);
    expect(browser.read(popupIntent)).toMatchObject({ profileId: ids[1], renew: false });
  });

  it.each(['summary.s.5.2', 'notice.gone.5', 'trial', ''])('on %j opens the popup, on no profile', async (id) => {
    const { browser } = await withSessions('prod');
    await new FakeWorker(browser).services.clicked(id);
    expect(browser.web.popups).toBe(1);
    expect(browser.read(popupIntent)).toBeUndefined();
  });
});
