// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, type OptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const open = exampleOverview([exampleProfile()]);
const openSecurity = (overview = open) => openOptionsTab(overview, '#security');

describe('protection', () => {
  it.each([
    ['passphrase', /A forgotten passphrase cannot be recovered/, true],
    ['this-browser', /anyone who can copy this browser's profile folder can read your keys/, false],
  ] as const)('%s is said for what it is', async (method, meaning, canChange) => {
    await openSecurity(exampleOverview([], [], { unlockMethods: [method] }));
    expect(screen.getByText(meaning)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Change passphrase' }) !== null).toBe(canChange);
    expect(screen.queryByRole('button', { name: 'Protect with a passphrase' }) !== null).toBe(!canChange);
  });

  it('a vault of this browser can be given a passphrase, while it is open', async () => {
    const tab = await openSecurity(exampleOverview([], [], { unlockMethods: ['this-browser'] }));
    await tab.press('Protect with a passphrase');
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
    expect(screen.queryByLabelText('Current passphrase')).toBeNull();
    await tab.press('Protect the vault');
    expect(screen.getByText('Choose a passphrase.')).toBeTruthy();
    await tab.type('Passphrase', 'copper lantern quiet');
    await tab.type('Repeat passphrase', 'copper lantern quiet');
    await tab.press('Protect the vault');
    await tab.pass();
    expect(tab.passphrases.calls).toEqual([['protect', 'copper lantern quiet']]);
    expect(screen.getByRole('status').textContent).toBe('The vault is protected. Only the passphrase opens it now.');
  });

  it('a locked vault of this browser has to be opened first', async () => {
    await openSecurity(exampleOverview([], [], { vault: 'locked', unlockMethods: ['this-browser'] }));
    expect(screen.queryByRole('button', { name: 'Protect with a passphrase' })).toBeNull();
  });
});

describe('locking', () => {
  it('saves each choice at once and says so', async () => {
    const tab = await openSecurity();
    const after = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Lock by itself' });
    expect([...after.options].map((option) => option.textContent)).toEqual([
      'After 15 minutes without use',
      'After 1 hour without use',
      'After 4 hours without use',
      'After 12 hours without use',
      'Only when the browser closes',
    ]);
    expect(after.value).toBe('720');
    fireEvent.change(after, { target: { value: '0' } });
    await tab.pass();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Lock when the computer locks its screen' }));
    await tab.pass();
    expect(tab.ports.requests('save-settings')).toEqual([{ lockAfterMinutes: 0 }, { lockWithComputer: false }]);
    expect(screen.getByRole('status').textContent).toBe('Saved.');
  });

  it('says when a choice was not saved', async () => {
    const tab = await openSecurity();
    tab.ports.answer('save-settings', () => {
      throw new AppError('storage-full');
    });
    fireEvent.change(screen.getByRole('combobox', { name: 'Lock by itself' }), { target: { value: '15' } });
    await tab.pass();
    expect(screen.getByRole('alert').textContent).toContain('The browser has no room left to save this');
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('locks now, and says so in place', async () => {
    const tab = await openSecurity();
    await tab.press('Lock now');
    expect(tab.ports.requests('lock-vault')).toHaveLength(1);
    await tab.change({ vault: 'locked' });
    expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull();
    expect(screen.getByText('Stint is locked now.')).toBeTruthy();
  });
});

describe('the clipboard', () => {
  const clearing = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /^Clear the clipboard/ });
  const delay = () => screen.queryByRole<HTMLSelectElement>('combobox', { name: 'Clear it after' });

  async function switched(clearClipboardSeconds: Settings['clearClipboardSeconds'], answer = true) {
    const tab = await openSecurity();
    tab.clipboard.answer = answer;
    fireEvent.click(clearing());
    await tab.pass(10);
    tab.ports.change({ settings: { ...DEFAULT_SETTINGS, clearClipboardSeconds } });
    await tab.pass(10);
    return tab;
  }

  it('is not cleared until it is asked for, and what clearing cannot reach is said', async () => {
    const tab = await openSecurity();
    expect(clearing().checked).toBe(false);
    expect(delay()).toBeNull();
    expect(screen.getByText(/The browser will ask whether Stint may read the clipboard/)).toBeTruthy();
    expect(screen.getByText(/clipboard history of the system/)).toBeTruthy();
    expect(tab.clipboard.asked).toBe(0);
  });

  it('is cleared after a minute, with the right to read it asked for in that click', async () => {
    const tab = await openSecurity();
    fireEvent.click(clearing());
    expect(tab.clipboard.asked).toBe(1);
    await tab.pass(10);
    expect(tab.ports.requests('save-settings')).toEqual([{ clearClipboardSeconds: 60 }]);
  });

  it.each([
    [true, /^Cleared only if it still holds what Stint copied/],
    [false, /^Stint may not read the clipboard, so it clears whatever is there then/],
  ])('says how it is cleared where the answer was %s', async (answer, meaning) => {
    const tab = await switched(60, answer);
    expect(tab.ports.requests('save-settings')).toEqual([{ clearClipboardSeconds: 60 }]);
    expect(screen.getByText(meaning)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Let Stint look first' }) === null).toBe(answer);
  });

  it('asks again when the user wants it to', async () => {
    const tab = await switched(60, false);
    tab.clipboard.answer = true;
    await tab.press('Let Stint look first');
    expect(screen.getByText(/^Cleared only if/)).toBeTruthy();
  });

  it('is cleared after the time that was chosen', async () => {
    const tab = await switched(60);
    expect([...(delay()?.options ?? [])].map((option) => option.textContent)).toEqual([
      '30 seconds',
      '1 minute',
      '2 minutes',
      '5 minutes',
      '10 minutes',
    ]);
    expect(delay()?.value).toBe('60');
    fireEvent.change(delay() ?? document.body, { target: { value: '600' } });
    await tab.pass();
    expect(tab.ports.requests('save-settings').at(-1)).toEqual({ clearClipboardSeconds: 600 });
  });

  it('gives the right back when it is switched off', async () => {
    const tab = await switched(60);
    expect(tab.clipboard.isReadable).toBe(true);
    fireEvent.click(clearing());
    await tab.pass(10);
    expect(tab.clipboard.isReadable).toBe(false);
    expect(tab.ports.requests('save-settings').at(-1)).toEqual({ clearClipboardSeconds: 0 });
  });
});

describe('another passphrase', () => {
  async function fill(tab: OptionsTab, current: string, next: string, repeated: string): Promise<void> {
    await tab.press('Change passphrase');
    expect(document.activeElement).toBe(screen.getByLabelText('Current passphrase'));
    await tab.type('Current passphrase', current);
    await tab.type('New passphrase', next);
    await tab.type('Repeat passphrase', repeated);
  }

  it('is set with the current one', async () => {
    const tab = await openSecurity();
    await fill(tab, 'the old one', 'copper lantern quiet', 'copper lantern quiet');
    await tab.submit();
    expect(tab.passphrases.calls).toEqual([['change', 'the old one', 'copper lantern quiet']]);
    expect(screen.getByRole('status').textContent).toBe(
      'The passphrase is changed. The old one no longer opens the vault.',
    );
    expect(screen.queryByLabelText('New passphrase')).toBeNull();
  });

  it.each([
    ['', 'copper lantern', 'copper lantern', 'Type the passphrase you use now.', 'Current passphrase'],
    ['the old one', 'copper', 'copper', '4 more characters needed. Try several words.', 'New passphrase'],
    ['the old one', 'copper lantern', 'copper', 'This is not the same passphrase.', 'Repeat passphrase'],
  ])('%j, %j, %j: %s', async (current, next, repeated, problem, focused) => {
    const tab = await openSecurity();
    await fill(tab, current, next, repeated);
    await tab.submit();
    expect(screen.getByText(problem)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(focused));
    expect(tab.passphrases.calls).toEqual([]);
  });

  it('is refused with the wrong current one, and nothing typed is lost', async () => {
    const tab = await openSecurity();
    tab.passphrases.error = new AppError('wrong-passphrase');
    await fill(tab, 'not it', 'copper lantern', 'copper lantern');
    await tab.submit();
    expect(screen.getByRole('alert').textContent).toContain('That is not the passphrase');
    expect(screen.getByLabelText<HTMLInputElement>('New passphrase').value).toBe('copper lantern');
    expect(document.activeElement).toBe(screen.getByLabelText('Current passphrase'));
  });

  it('can be given up', async () => {
    const tab = await openSecurity();
    await fill(tab, 'the old one', 'copper lantern', 'copper lantern');
    await tab.press('Cancel');
    expect(screen.queryByLabelText('New passphrase')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change passphrase' }));
  });
});
