// @vitest-environment happy-dom
import { screen, within } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import type { EditableProfile } from '../messages/protocol.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const dev = exampleProfile();
const open = exampleOverview([dev]);
const noVault = exampleOverview([], [], { vault: 'missing', unlockMethods: [] });
const stored: EditableProfile = {
  name: 'dev',
  region: 'eu-central-1',
  colour: 'green',
  mfaSerial: 'arn:aws:iam::123456789012:mfa/alice',
  durationSeconds: 43_200,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  accountId: '123456789012',
  userName: 'alice',
};
const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const links = () =>
  within(screen.getByRole('navigation'))
    .getAllByRole('link')
    .map((link) => link.textContent);

describe('which page is shown', () => {
  it.each([
    ['', 'Profiles'],
    ['#profiles', 'Profiles'],
    ['#profiles/new', 'Add a profile'],
    ['#security', 'Security'],
    ['#about', 'About Stint'],
    ['#nonsense', 'Profiles'],
  ])('%s: %s', async (hash, heading) => {
    await openOptionsTab(open, hash);
    expect(title()).toBe(heading);
    expect(document.title).toBe(`${heading} · Stint`);
    expect(links()).toEqual(['Profiles', 'Security', 'Snippets', 'Notifications', 'Sites', 'About']);
    expect(document.querySelectorAll('[aria-current="page"]')).toHaveLength(1);
  });

  it.each([
    ['', 'Set up Stint'],
    ['#profiles/new', 'Set up Stint'],
    ['#security', 'Set up Stint'],
    ['#about', 'About Stint'],
  ])('%s without a vault: %s', async (hash, heading) => {
    await openOptionsTab(noVault, hash);
    expect(title()).toBe(heading);
    expect(links()).toEqual(['Set-up', 'About']);
  });

  it.each(['unreadable', 'newer'] as const)(
    'a vault that is %s: says that all is kept and offers nothing',
    async (vault) => {
      const tab = await openOptionsTab(exampleOverview([], [], { vault, unlockMethods: [] }), '#profiles');
      expect(screen.getByText(/Its bytes are kept exactly as they are/)).toBeTruthy();
      expect(screen.queryAllByRole('button')).toEqual([]);
      await tab.follow('Security');
      expect(screen.queryAllByRole('button')).toEqual([]);
      await tab.follow('About');
      expect(title()).toBe('About Stint');
    },
  );

  it('says the version, the licence and where secrets live', async () => {
    await openOptionsTab(open, '#about');
    expect(screen.getByText('1.2.3')).toBeTruthy();
    expect(screen.getByText('Apache License 2.0')).toBeTruthy();
    expect(screen.getByText(/lie encrypted in this browser's own storage/)).toBeTruthy();
    expect(document.querySelectorAll('a[href^="http"]')).toHaveLength(0);
  });

  it.each([
    ['older-copy', 'A copy of the vault was older than it should be'],
    ['damaged-copy', 'A copy of the vault was damaged'],
    ['lost-session', 'The stored credentials of a session were damaged'],
    ['copy-unreachable', 'One of the vault’s places could not be read or written'],
  ] as const)('tells of %s until it was read', async (report, words) => {
    const tab = await openOptionsTab(exampleOverview([], [], { vault: 'unlocked', report }), '#security');
    expect(screen.getByRole('alert').textContent).toContain(words);
    await tab.press('Understood');
    expect(tab.ports.requests('dismiss-vault-report')).toEqual([{}]);
    tab.ports.change({ overview: exampleOverview([], [], { vault: 'unlocked' }) });
    await tab.pass();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tells of a clock that is minutes off, until it was read', async () => {
    const tab = await openOptionsTab(exampleOverview([], [], { vault: 'unlocked' }), '#security');
    expect(screen.queryByRole('note')).toBeNull();
    tab.ports.change({ clockOffsetMs: -11 * 60_000 });
    await tab.pass();
    expect(screen.getByRole('note').textContent).toContain('clock is 11 minutes ahead of AWS’s');
    await tab.press('Dismiss');
    expect(tab.ports.requests('save-settings')).toEqual([{ clockToldMs: -660_000 }]);
    tab.ports.change({ settings: { ...DEFAULT_SETTINGS, clockToldMs: -660_000 } });
    await tab.pass();
    expect(screen.queryByRole('note')).toBeNull();
  });

  it('waits for the background, wakes it, and offers to try again when it does not answer', async () => {
    const tab = await openOptionsTab(undefined, '', (ports) => {
      ports.answer('reconcile', () => {
        throw new AppError('background-unreachable');
      });
    });
    expect(tab.ports.requests('reconcile')).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toContain('The background of Stint does not answer');
    tab.ports.answer('reconcile', () => ({}));
    await tab.press('Try again');
    expect(screen.queryByRole('alert')).toBeNull();
    tab.ports.change({ overview: open });
    await tab.pass();
    expect(title()).toBe('Profiles');
  });
});

describe('set-up', () => {
  it('creates a vault from a passphrase by keyboard alone and goes straight to the first profile', async () => {
    const tab = await openOptionsTab(noVault);
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
    await tab.type('Passphrase', 'copper lantern quiet');
    await tab.type('Repeat passphrase', 'copper lantern quiet');
    await tab.submit();
    expect(tab.passphrases.calls).toEqual([['createVault', 'copper lantern quiet']]);
    await tab.change({ vault: 'unlocked', unlockMethods: ['passphrase'] });
    expect(title()).toBe('Add a profile');
    expect(location.hash).toBe('#profiles/new');
    expect(screen.getByRole('status').textContent).toBe('Your vault is ready. Now add your first profile.');
    expect(document.activeElement).toBe(screen.getByLabelText('Profile name'));
  });

  it.each([
    ['', '', 'Choose a passphrase.', 'Passphrase'],
    ['ninechars', 'ninechars', '1 more character needed. Try several words.', 'Passphrase'],
    ['copper lantern', '', 'Type the passphrase once more.', 'Repeat passphrase'],
    ['copper lantern', 'copper lanten', 'This is not the same passphrase.', 'Repeat passphrase'],
  ])('refuses %j and %j: %s', async (passphrase, repeated, problem, focused) => {
    const tab = await openOptionsTab(noVault);
    await tab.type('Passphrase', passphrase);
    await tab.type('Repeat passphrase', repeated);
    await tab.submit();
    expect(screen.getByText(problem)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(focused));
    expect(tab.passphrases.calls).toEqual([]);
  });

  it('says while typing how long it is, and calls nothing wrong before the field is left', async () => {
    const tab = await openOptionsTab(noVault);
    await tab.type('Passphrase', 'copper');
    expect(screen.getByText('4 more characters needed. Try several words.').className).toBe('hint');
    await tab.leave('Passphrase');
    expect(screen.getByText('4 more characters needed. Try several words.').className).toBe('problem');
  });

  it('says what it does meanwhile, takes no second press, and loses nothing when it fails', async () => {
    const tab = await openOptionsTab(noVault);
    await tab.type('Passphrase', 'copper lantern quiet');
    await tab.type('Repeat passphrase', 'copper lantern quiet');
    let refuse: (error: Error) => void = () => {};
    tab.passphrases.createVault = () => new Promise((_, reject) => (refuse = reject));
    await tab.submit();
    expect(screen.getByRole('status').textContent).toBe('Creating the vault. This takes about a second.');
    expect(screen.getByRole('button', { name: 'Create vault' }).getAttribute('aria-disabled')).toBe('true');
    refuse(new AppError('storage-full'));
    await tab.pass();
    expect(screen.getByRole('alert').textContent).toContain('The browser has no room left to save this');
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe('copper lantern quiet');
    expect(screen.getByLabelText<HTMLInputElement>('Repeat passphrase').value).toBe('copper lantern quiet');
    expect(screen.getByRole('button', { name: 'Create vault' }).getAttribute('aria-disabled')).toBeNull();
  });

  it('wants a second yes for "this browser only"', async () => {
    const tab = await openOptionsTab(noVault);
    screen.getByRole('radio', { name: 'This browser only' }).click();
    await tab.pass();
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
    await tab.press('Create vault');
    expect(tab.ports.requests('create-vault')).toEqual([]);
    const consent = screen.getByRole('checkbox', { name: /a copy of this browser's profile folder is enough/ });
    expect(document.activeElement).toBe(consent);
    expect(screen.getByText('Tick this to go on, or choose a passphrase.')).toBeTruthy();
    consent.click();
    await tab.pass();
    await tab.press('Create vault');
    expect(tab.ports.requests('create-vault')).toEqual([{ protection: 'this-browser' }]);
  });

  it('keeps passphrases out of what browsers remember', async () => {
    await openOptionsTab(noVault);
    for (const label of ['Passphrase', 'Repeat passphrase']) {
      const field = screen.getByLabelText<HTMLInputElement>(label);
      expect([field.type, field.getAttribute('autocomplete')]).toEqual(['password', 'new-password']);
    }
  });
});

describe('a locked vault', () => {
  const locked = exampleOverview([dev], [], { vault: 'locked' });

  it('is unlocked in place, and the page that was asked for comes', async () => {
    const tab = await openOptionsTab(locked, '#profiles/new');
    expect(title()).toBe('Stint is locked');
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
    await tab.type('Passphrase', 'copper lantern');
    await tab.submit();
    expect(tab.passphrases.calls).toEqual([['unlock', 'copper lantern']]);
    await tab.change({ vault: 'unlocked' });
    expect(title()).toBe('Add a profile');
    expect(location.hash).toBe('#profiles/new');
  });

  it('says that the passphrase is wrong and leaves it to be mended', async () => {
    const tab = await openOptionsTab(locked, '#profiles');
    tab.passphrases.error = new AppError('wrong-passphrase');
    await tab.type('Passphrase', 'coper lantern');
    await tab.submit();
    expect(screen.getByRole('alert').textContent).toContain('That is not the passphrase');
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe('coper lantern');
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
  });

  it('asks for nothing where this browser keeps the key', async () => {
    const tab = await openOptionsTab(exampleOverview([dev], [], { vault: 'locked', unlockMethods: ['this-browser'] }));
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Unlock' }));
    await tab.press('Unlock');
    expect(tab.ports.requests('unlock-with-this-browser')).toHaveLength(1);
  });

  it('does not ask the background for what is locked', async () => {
    const tab = await openOptionsTab(locked, `#profiles/${dev.id}`, (ports) => {
      ports.answer('read-profile', () => stored);
    });
    expect(tab.ports.requests('read-profile')).toEqual([]);
    await tab.change({ vault: 'unlocked' });
    expect(tab.ports.requests('read-profile')).toEqual([{ profileId: dev.id }]);
  });

  it('covers a form while locked and gives it back without the secret', async () => {
    const tab = await openOptionsTab(open, '#profiles/new');
    await tab.type('Profile name', 'acme');
    await tab.type('Secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    await tab.change({ vault: 'locked' });
    expect(screen.getByRole('heading', { name: 'Stint is locked' })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Secret access key').value).toBe('');
    expect(document.querySelector('.covered')?.hasAttribute('hidden')).toBe(true);
    await tab.change({ vault: 'unlocked' });
    expect(screen.getByLabelText<HTMLInputElement>('Profile name').value).toBe('acme');
    expect(screen.getByText('Cleared when Stint locked. Enter it again.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Secret access key'));
  });
});

describe('leaving with something unsaved', () => {
  it('asks in the page, keeps it on "stay" and goes on "discard"', async () => {
    const tab = await openOptionsTab(open, '#profiles/new');
    await tab.type('Profile name', 'acme');
    await tab.follow('Security');
    expect(location.hash).toBe('#profiles/new');
    const prompt = screen.getByRole('alertdialog');
    expect(prompt.textContent).toContain('What you typed here is not saved.');
    expect(document.activeElement).toBe(within(prompt).getByRole('button', { name: 'Stay here' }));
    await tab.press('Stay here');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText('Profile name'));
    expect(screen.getByLabelText<HTMLInputElement>('Profile name').value).toBe('acme');
    await tab.follow('Security');
    await tab.press('Leave and discard');
    expect(title()).toBe('Security');
    expect(location.hash).toBe('#security');
    await tab.follow('Profiles');
    await tab.press('Add profile');
    expect(screen.getByLabelText<HTMLInputElement>('Profile name').value).toBe('');
  });

  it('asks for Cancel, too', async () => {
    const tab = await openOptionsTab(open, '#profiles/new');
    await tab.type('Profile name', 'acme');
    await tab.press('Cancel');
    await tab.press('Leave and discard');
    expect(title()).toBe('Profiles');
  });

  it('forgets the question when what was typed is taken back', async () => {
    const tab = await openOptionsTab(open, '#profiles/new');
    await tab.type('Profile name', 'acme');
    await tab.follow('About');
    await tab.type('Profile name', '');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await tab.follow('About');
    expect(title()).toBe('About Stint');
  });

  it('lets an untouched form go', async () => {
    const tab = await openOptionsTab(open, '#profiles/new');
    await tab.follow('Security');
    expect(title()).toBe('Security');
  });
});
