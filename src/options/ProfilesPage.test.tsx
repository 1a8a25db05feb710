// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile, exampleSession } from '../testing/page-examples.ts';

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const rows = () => screen.queryAllByRole('listitem').filter((item) => item.querySelector('.profile'));
const many = Array.from({ length: 250 }, (_, index) => exampleProfile({ name: `team-${index}` }));

it('teaches in one sentence with one button when there is nothing yet', async () => {
  const tab = await openOptionsTab(exampleOverview([]), '#profiles');
  expect(rows()).toHaveLength(0);
  expect(screen.getByText(/A profile holds an access key and its MFA device/)).toBeTruthy();
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Add profile']);
  await tab.press('Add profile');
  expect(location.hash).toBe('#profiles/new');
});

it('says who and where each profile is, and how long its session runs', async () => {
  const dev = exampleProfile();
  const prod = exampleProfile({ name: 'acme-prod', colour: 'red', accountId: '210987654321', region: 'us-east-1' });
  const tab = await openOptionsTab(exampleOverview([dev, prod], [exampleSession(dev, 72), exampleSession(prod, -1)]));
  expect(rows().map((row) => row.textContent)).toEqual([
    'acme-prod2109-8765-4321 · alice · us-east-1',
    'dev1234-5678-9012 · alice · eu-central-11 h 12 min left',
  ]);
  expect(rows().map((row) => row.querySelector('a')?.getAttribute('href'))).toEqual([
    '#profiles/id-acme-prod',
    '#profiles/id-dev',
  ]);
  expect(rows()[0]?.querySelector('.environment.red')).toBeTruthy();
  // The clock goes on: the row counts by itself and falls silent at the end.
  tab.ports.nowMs += 71 * 60_000;
  await tab.pass(1000);
  expect(rows()[1]?.textContent).toContain('1 min left');
  tab.ports.nowMs += 60_000;
  await tab.pass(1000);
  expect(rows()[1]?.textContent).not.toContain('left');
});

it('reads the whole list, draws a part of it, and the rest on request', async () => {
  const tab = await openOptionsTab(
    exampleOverview(many.slice(0, 20), [], { profileCount: many.length }),
    '#profiles',
    (ports) => {
      ports.profileIndex = [...many];
    },
  );
  expect(rows()).toHaveLength(100);
  expect(screen.getByText('100 of 250 shown')).toBeTruthy();
  await tab.press('Show 100 more');
  expect(rows()).toHaveLength(200);
  await tab.press('Show 50 more');
  expect(rows()).toHaveLength(250);
  expect(screen.queryByRole('button', { name: /more/ })).toBeNull();
});

it('filters, and says how many there are', async () => {
  const tab = await openOptionsTab(exampleOverview(many), '#profiles');
  await tab.type('Filter', 'team-12');
  expect(rows().map((row) => row.querySelector('strong')?.textContent)).toEqual([
    'team-12',
    ...Array.from({ length: 10 }, (_, index) => `team-12${index}`),
  ]);
  expect(screen.getByText('11 of 250 profiles')).toBeTruthy();
  await tab.type('Filter', 'nobody');
  expect(rows()).toHaveLength(0);
  expect(screen.getByText('No profile matches.')).toBeTruthy();
});

it('needs no filter for a handful', async () => {
  await openOptionsTab(exampleOverview(many.slice(0, 7)), '#profiles');
  expect(screen.queryByLabelText('Filter')).toBeNull();
});

it('follows changes made elsewhere', async () => {
  const tab = await openOptionsTab(exampleOverview([exampleProfile()]), '#profiles');
  const added = exampleProfile({ name: 'added' });
  tab.ports.profileIndex = [exampleProfile(), added];
  await tab.change({ profiles: [added, exampleProfile()], profileCount: 2 });
  expect(rows().map((row) => row.querySelector('strong')?.textContent)).toEqual(['added', 'dev']);
});
