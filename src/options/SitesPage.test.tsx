// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Site } from '../core/sites.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, type OptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';

const CONSOLE: Site = { id: 'https://shell.example.com/*', patterns: ['https://shell.example.com/*'] };

const DEPLOY = { id: 'template:11111111-2222-3333-4444-555555555555', name: 'Deploy', text: '{{region}}' } as const;

let tab: OptionsTab;

beforeEach(async () => {
  useEnglishTexts();
  vi.useFakeTimers({ now: Date.parse('2026-11-21T13:35:00Z') });
  const overview = exampleOverview([exampleProfile(), exampleProfile({ name: 'prod' })]);
  tab = await openOptionsTab(overview, '#sites', (ports) => {
    ports.templates = [DEPLOY];
  });
});
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const shows = async (...list: Site[]) => {
  tab.sites.change(list);
  await tab.pass();
};

describe('adding a site', () => {
  it('asks the browser for its host alone, in the click, and then adds it', async () => {
    await tab.type('Site', 'https://Shell.example.com/x');
    await tab.press('Allow and add');
    expect(tab.sites.asked).toEqual([['https://shell.example.com/*']]);
    expect(tab.ports.requests('save-site')).toEqual([{ site: CONSOLE }]);
    expect(screen.getByText('Stint is now offered on shell.example.com.')).toBeTruthy();
  });

  it('changes nothing when the browser does not allow it', async () => {
    tab.sites.isAllowed = false;
    await tab.press('Allow Gitpod');
    expect(tab.sites.asked).toEqual([['https://*.gitpod.io/*']]);
    expect(tab.ports.requests('save-site')).toEqual([]);
    expect(screen.getByText('Your browser did not allow Gitpod, so nothing has changed.')).toBeTruthy();
  });

  it('asks for the whole host of a suggestion once, however many of its pages it names', async () => {
    await tab.press('Allow GitHub Actions secrets');
    expect(tab.sites.asked).toEqual([['https://github.com/*']]);
  });

  it('takes a Jupyter of one’s own by the address it is opened at', async () => {
    await tab.type('Where you open it', 'https://Hub.example.com:8443/user/alice/lab?reset');
    await tab.press('Allow Your JupyterHub');
    expect(tab.sites.asked).toEqual([['https://hub.example.com/*']]);
    const site = { id: 'https://hub.example.com/*', patterns: ['https://hub.example.com/*'] };
    expect(tab.ports.requests('save-site')).toEqual([{ site }]);
    expect(screen.getByLabelText<HTMLInputElement>('Where you open it').value).toBe('');
    await tab.type('Where you open it', 'http://hub.example.com');
    await tab.press('Allow Your JupyterHub');
    expect(screen.getByText(/Enter a host such as/)).toBeTruthy();
    expect(tab.sites.asked).toHaveLength(1);
  });

  it('says what is no site, and asks for nothing', async () => {
    await tab.type('Site', '*.com');
    await tab.press('Allow and add');
    expect(screen.getByText(/Enter a host such as/)).toBeTruthy();
    expect(tab.sites.asked).toEqual([]);
  });
});

describe('a site in the list', () => {
  it('is removed with one click', async () => {
    await shows(CONSOLE);
    await tab.press('Remove shell.example.com');
    expect(tab.ports.requests('remove-site')).toEqual([{ siteId: CONSOLE.id }]);
  });

  it('takes a format of its own, and the profile’s again', async () => {
    await shows(CONSOLE);
    const format = screen.getByLabelText<HTMLSelectElement>('Copied as');
    fireEvent.change(format, { target: { value: 'fish' } });
    await tab.pass();
    expect(tab.ports.requests('save-site')).toEqual([{ site: { ...CONSOLE, formatId: 'fish' } }]);
    await shows({ ...CONSOLE, formatId: 'fish' });
    fireEvent.change(format, { target: { value: '' } });
    await tab.pass();
    expect(tab.ports.requests('save-site').at(-1)).toEqual({ site: CONSOLE });
  });

  it('takes a template, and shows the profile’s own where that is gone', async () => {
    await shows(CONSOLE);
    expect(screen.getByRole('option', { name: 'Deploy' })).toBeTruthy();
    const format = screen.getByLabelText<HTMLSelectElement>('Copied as');
    fireEvent.change(format, { target: { value: DEPLOY.id } });
    await tab.pass();
    expect(tab.ports.requests('save-site')).toEqual([{ site: { ...CONSOLE, formatId: DEPLOY.id } }]);
    await shows({ ...CONSOLE, formatId: DEPLOY.id });
    expect(format.value).toBe(DEPLOY.id);
    await shows({ ...CONSOLE, formatId: 'template:00000000-2222-3333-4444-555555555555' });
    expect(format.value).toBe('');
  });

  it('offers the sessions that are ticked', async () => {
    await shows(CONSOLE);
    const group = within(screen.getByRole('group', { name: 'Sessions offered there' }));
    const [first, ...others] = group.getAllByRole<HTMLInputElement>('checkbox');
    expect([first, ...others].every((box) => box?.checked)).toBe(true);
    first?.click();
    await tab.pass();
    const [sent] = tab.ports.requests('save-site');
    expect(sent?.site.profileIds).toHaveLength(others.length);
  });

  it('is no suggestion any more', async () => {
    expect(screen.getByRole('button', { name: 'Allow Gitpod' })).toBeTruthy();
    await shows({ id: 'gitpod', patterns: ['https://*.gitpod.io/*'] });
    expect(screen.queryByRole('button', { name: 'Allow Gitpod' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Remove Gitpod' })).toBeTruthy();
  });
});
