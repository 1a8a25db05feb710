import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { ProfileSummary } from '../core/safe-index.ts';
import { ended, overview, profileIndex, schedule } from '../storage/items.ts';
import { openedBrowser, openedProfile } from '../testing/background-examples.ts';
import { FakeBrowser, FakeWorker } from '../testing/fake-outside.ts';
import { fromBase64 } from '../vault/base64.ts';
import { VaultStore } from '../vault/store.ts';
import { exampleProfile } from '../vault/testing/examples.ts';

const HOUR = 3_600_000;

const shownIn = (browser: FakeBrowser) => browser.read(overview);

describe('reconcile', () => {
  it('lets the popup begin as the vault stands, while it is not open', async () => {
    const missing = new FakeBrowser();
    await new FakeWorker(missing).services.derive();
    expect(missing.popupBeginsWith).toBe('missing');

    const { browser, worker } = await openedProfile();
    browser.popupBeginsWith = undefined;
    await worker.services.derive();
    expect(browser.popupBeginsWith).toBeUndefined();
    browser.restart();
    await new FakeWorker(browser).services.derive();
    expect(browser.popupBeginsWith).toBe('locked');
  });

  it.each<[string, () => Promise<FakeBrowser>]>([
    ['without a vault', async () => new FakeBrowser()],
    ['with an open one', async () => (await openedProfile()).browser],
    [
      'with a live session, a refusal and a selected profile',
      async () => {
        const { browser, worker, ids } = await openedBrowser('a', 'b');
        await worker.send('start-session', { profileId: String(ids[0]), tokenCode: '111111', durationSeconds: 900 });
        browser.sts.refuseNext(new AppError('throttled'));
        await worker
          .send('start-session', { profileId: String(ids[1]), tokenCode: '111111', durationSeconds: 900 })
          .catch(() => undefined);
        return browser;
      },
    ],
    [
      'with a sign-in whose worker died',
      async () => {
        const { browser, id } = await openedProfile();
        const dying = new FakeWorker(browser);
        browser.sts.hold();
        void dying.outcome(() =>
          dying.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 }),
        );
        await browser.sts.arrived(1);
        return browser;
      },
    ],
    [
      'with a session that ended',
      async () => {
        const { browser, worker, id } = await openedProfile();
        await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
        browser.nowMs += HOUR;
        return browser;
      },
    ],
    [
      'locked',
      async () => {
        const { browser, worker, id } = await openedProfile();
        await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
        await worker.send('lock-vault', {});
        return browser;
      },
    ],
    [
      'overdue',
      async () => {
        const { browser } = await openedProfile();
        browser.nowMs += 24 * HOUR;
        return browser;
      },
    ],
    [
      'after a browser restart',
      async () => {
        const { browser, worker, id } = await openedProfile();
        await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
        browser.restart();
        return browser;
      },
    ],
  ])('%s: a second run changes nothing, and writes nothing to disk', async (_, prepare) => {
    const browser = await prepare();
    await new FakeWorker(browser).services.derive();
    const before = browser.dump();
    const heard: object[] = [];
    browser.watchers.session.add((changes) => heard.push(changes));
    const again = new FakeWorker(browser);
    await again.services.derive();
    expect(browser.dump()).toBe(before);
    expect(again.calls.filter((call) => /^(local\.set|replica\.write|deviceKeys\.write)/.test(call))).toEqual([]);
    expect(heard.filter((changes) => Object.keys(changes).length > 0)).toEqual([]);
  });

  it('wipes the credentials of what has ended, from every copy', async () => {
    const { browser, worker, ids, dataKey } = await openedBrowser('a', 'b');
    const [a = '', b = ''] = ids;
    await worker.send('start-session', { profileId: a, tokenCode: '111111', durationSeconds: 900 });
    await worker.send('start-session', { profileId: b, tokenCode: '111111', durationSeconds: 7200 });
    await worker.settle();
    browser.nowMs += HOUR;
    const next = new FakeWorker(browser);
    await next.services.derive();
    const { crypto, areas, replica } = next.outside;
    const store = new VaultStore({ crypto, area: areas.local, replica });
    const { contents } = await store.read(fromBase64(dataKey) ?? new Uint8Array());
    expect(contents.sessions.map(({ profileId }) => profileId)).toEqual([b]);
    expect(shownIn(browser)?.sessions.map(({ profileId }) => profileId)).toEqual([b]);
    expect(browser.read(schedule)).toMatchObject([{ id: contents.sessions[0]?.id, expiresAtMs: browser.nowMs + HOUR }]);
    expect(browser.read(ended)).toMatchObject([
      { profileId: a, by: 'expiry', endedAtMs: browser.nowMs - HOUR + 900_000 },
    ]);
    // Nobody has seen yet that one ended, so that no other label is to change; the other's first notice is next.
    expect(browser.badge.label).toBe('!');
    expect(browser.alarms.get('expiry')).toBe(browser.nowMs + HOUR - 900_000);
  });

  it('rebuilds the alarms a restart lost, and clears those with nothing to ring for', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
    await worker.settle();
    const planned = { lock: browser.nowMs + 12 * HOUR, expiry: browser.nowMs + 60_000 };
    expect(Object.fromEntries(browser.alarms)).toEqual(planned);
    browser.alarms.clear();
    const next = new FakeWorker(browser);
    await next.services.derive();
    expect(Object.fromEntries(browser.alarms)).toEqual(planned);
    await next.send('end-session', { profileId: id });
    await next.send('lock-vault', {});
    await next.settle();
    expect([...browser.alarms]).toEqual([]);
  });

  it('sets the alarm of a vault that was just created', async () => {
    const browser = new FakeBrowser();
    const worker = new FakeWorker(browser);
    await worker.send('create-vault', { protection: 'this-browser' });
    await worker.settle();
    expect([...browser.alarms]).toEqual([['lock', browser.nowMs + 12 * HOUR]]);
  });

  it('while locked counts on for what it knows the end of', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
    await worker.send('lock-vault', {});
    await worker.settle();
    expect([...browser.alarms]).toEqual([['expiry', browser.nowMs + 60_000]]);
    browser.nowMs += 900_000;
    await new FakeWorker(browser).services.derive();
    expect([...browser.alarms]).toEqual([]);
  });

  it('shows 2,000 profiles in an index beside a small overview', async () => {
    const { browser, worker, dataKey } = await openedBrowser();
    const names = Array.from({ length: 2000 }, (_, at) => `p${at}`);
    const { crypto, areas, replica } = worker.outside;
    const store = new VaultStore({ crypto, area: areas.local, replica });
    await store.update(fromBase64(dataKey) ?? new Uint8Array(), (contents) => ({
      ...contents,
      profiles: names.map(exampleProfile),
    }));
    await new FakeWorker(browser).services.derive();
    const shown = shownIn(browser);
    expect(shown?.profileCount).toBe(2000);
    expect(shown?.profiles.length).toBe(20);
    expect(browser.areas.session.get(overview.key)?.length).toBeLessThan(6000);
    const index = JSON.parse(browser.read(profileIndex)) as ProfileSummary[];
    expect(index.map(({ name }) => name)).toEqual(names);
  });

  it('of several at once each leaves the same', async () => {
    const { browser, worker, id } = await openedProfile();
    await worker.send('start-session', { profileId: id, tokenCode: '111111', durationSeconds: 900 });
    await worker.settle();
    const before = browser.dump();
    await Promise.all([worker.services.derive(), worker.send('reconcile', {}), worker.services.derive()]);
    expect(browser.dump()).toBe(before);
  });
});
