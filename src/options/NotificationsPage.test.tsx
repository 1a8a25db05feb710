// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, type OptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  closeOptionsTab();
  vi.useRealTimers();
});

const profile = exampleProfile();
const openPage = () => openOptionsTab(exampleOverview([profile]), '#notifications');

async function tick(tab: OptionsTab, name: string): Promise<void> {
  fireEvent.click(screen.getByRole('checkbox', { name }));
  await tab.pass();
}

describe('the page of notifications', () => {
  // What is not stored yet is sent along with the next.
  it('saves each choice at once', async () => {
    const tab = await openPage();
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox').filter((box) => box.checked);
    expect(boxes.map((box) => box.parentElement?.textContent)).toEqual([
      '15 minutes before a session ends',
      '5 minutes before a session ends',
      'When it has ended',
      'When a sign-in finished while the popup was closed',
    ]);
    await tick(tab, '1 hour before a session ends');
    await tick(tab, '5 minutes before a session ends');
    await tick(tab, 'When it has ended');
    await tick(tab, 'When a sign-in finished while the popup was closed');
    expect(tab.ports.requests('save-settings')).toEqual([
      { notices: { minutes: [60, 15, 5], atEnd: true } },
      { notices: { minutes: [60, 15], atEnd: true } },
      { notices: { minutes: [60, 15], atEnd: false } },
      { notices: { minutes: [60, 15], atEnd: false }, tellWhenReady: false },
    ]);
  });

  it('gives a profile moments of its own, and the icon one to follow', async () => {
    const tab = await openPage();
    fireEvent.change(screen.getByRole('combobox', { name: 'Profile' }), { target: { value: profile.id } });
    await tab.pass();
    await tick(tab, 'This profile has its own moments');
    fireEvent.change(screen.getByRole('combobox', { name: 'Counts for' }), { target: { value: profile.id } });
    await tab.pass();
    expect(tab.ports.requests('save-settings')).toEqual([
      { noticesOf: { [profile.id]: DEFAULT_SETTINGS.notices } },
      { noticesOf: { [profile.id]: DEFAULT_SETTINGS.notices }, pinnedProfileId: profile.id },
    ]);
  });

  it('loses none of two clicks that come before the first is stored, and takes back what cannot be', async () => {
    const tab = await openPage();
    const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
    fireEvent.click(box('1 hour before a session ends'));
    fireEvent.click(box('10 minutes before a session ends'));
    await tab.pass();
    expect(tab.ports.requests('save-settings').at(-1)).toEqual({
      notices: { minutes: [60, 15, 10, 5], atEnd: true },
    });
    tab.ports.answer('save-settings', () => {
      throw new AppError('storage-full');
    });
    await tick(tab, '2 minutes before a session ends');
    expect(box('2 minutes before a session ends').checked).toBe(false);
    expect(screen.getByRole('alert').textContent).not.toBe('');
  });

  it.each([
    [true, /One is on its way/],
    [false, /The browser shows none/],
  ])('shows one for a try, and says what to do when none comes (%s)', async (isTaken, words) => {
    const tab = await openPage();
    tab.notifies.mockReturnValue(isTaken);
    await tab.press('Show me one now');
    expect(tab.shown).toEqual(['This is how Stint tells you']);
    expect(screen.getByText(words)).toBeTruthy();
  });
});
