import { expect, it } from 'vitest';
import { openedProfile } from '../testing/background-examples.ts';

const MINUTE = 60_000;

/** A session of an hour, and what happens while the icon says how the copy went. */
async function copiedWhile(happens: (opened: Awaited<ReturnType<typeof openedProfile>>) => Promise<unknown>) {
  const opened = await openedProfile();
  const { browser, worker, id } = opened;
  await worker.send('start-session', { profileId: id, tokenCode: '492718', durationSeconds: 3600 });
  await worker.settle();
  expect(browser.badge.label).toBe('59m');
  const flashed: string[] = [];
  worker.intercept = async (call) => {
    if (!call.startsWith('action.flash')) return;
    flashed.push(call);
    await happens(opened);
  };
  const copied = await worker.outcome(() => worker.services.copyDirectly(id));
  return { ...opened, flashed, copied };
}

it('shows afterwards what was there, when nothing has changed', async () => {
  const { browser, flashed } = await copiedWhile(async () => {});
  expect(flashed).toEqual(['action.flash ✓']);
  expect(browser.badge.label).toBe('59m');
  expect(browser.web.clipboard.join()).toContain('AWS_ACCESS_KEY_ID');
});

it.each<[string, Parameters<typeof copiedWhile>[0], string]>([
  [
    'the minute has changed',
    async ({ browser, worker }) => {
      browser.nowMs += 18 * MINUTE;
      await worker.services.derive();
    },
    '41m',
  ],
  [
    'the minute has changed and nothing was derived from it',
    async ({ browser }) => {
      browser.nowMs += 18 * MINUTE;
    },
    '41m',
  ],
  ['the session was ended', ({ worker, id }) => worker.send('end-session', { profileId: id }), ''],
])('shows afterwards what is right by then: %s', async (_, happens, label) => {
  const { browser } = await copiedWhile(happens);
  expect(browser.badge.label).toBe(label);
});

it('says that a copy was refused, and still why', async () => {
  const { browser, worker, id } = await openedProfile();
  const flashed: string[] = [];
  worker.intercept = (call) => {
    if (call.startsWith('action.flash')) flashed.push(call);
  };
  await expect(worker.services.copyDirectly(id)).rejects.toMatchObject({ code: 'session-missing' });
  expect(flashed).toEqual(['action.flash ✗']);
  expect(browser.badge.label).toBe('');
});
