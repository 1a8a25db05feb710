// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { closeOptionsTab, openOptionsTab } from '../testing/options-tab.tsx';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';

const DEPLOY = { id: 'template:11111111-2222-3333-4444-555555555555', name: 'Deploy', text: '{{region}}' } as const;

beforeAll(useEnglishTexts);
beforeEach(() => void vi.useFakeTimers());
afterEach(closeOptionsTab);

const open = () =>
  openOptionsTab(exampleOverview([exampleProfile()], []), '#snippets', (ports) => {
    ports.templates = [DEPLOY];
  });
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name: label }), { target: { value } });

describe('what a format holds', () => {
  it('is stored while it differs from the usual, and forgotten when it is the usual again', async () => {
    const { ports, pass } = await open();
    await pass();
    const expiration = screen.getByRole('checkbox', { name: 'AWS_CREDENTIAL_EXPIRATION' });
    fireEvent.click(expiration);
    // Before storage has told the page of the first.
    fireEvent.click(screen.getByRole('checkbox', { name: 'AWS_REGION' }));
    await pass();
    for (const box of screen
      .getAllByRole<HTMLInputElement>('checkbox')
      .slice(0, 3)
      .filter((_, at) => at !== 1)) {
      expect(box.checked).toBe(false);
    }
    const changed = { region: false, defaultRegion: true, expiration: false, clearStale: true, verify: false };
    expect(ports.requests('save-settings')).toEqual([
      { snippetOptions: { posix: { ...changed, region: true } } },
      { snippetOptions: { posix: changed } },
    ]);
    ports.change({ settings: { ...DEFAULT_SETTINGS, snippetOptions: { posix: changed, fish: { verify: true } } } });
    await pass();
    fireEvent.click(screen.getByRole('checkbox', { name: 'AWS_CREDENTIAL_EXPIRATION' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'AWS_REGION' }));
    await pass();
    expect(ports.requests('save-settings').at(-1)).toEqual({ snippetOptions: { fish: { verify: true } } });
  });

  it('says when it could not be stored', async () => {
    const { ports, pass } = await open();
    ports.answer('save-settings', () => {
      throw new AppError('storage-full');
    });
    await pass();
    const region = screen.getByRole<HTMLInputElement>('checkbox', { name: 'AWS_REGION' });
    fireEvent.click(region);
    expect(region.checked).toBe(false);
    await pass();
    expect(screen.getByRole('alert').textContent).toMatch(/disk|room|full/i);
    expect(region.checked).toBe(true);
  });

  it.each(['access-key-id', 'credential-process'])('%s has nothing to choose and nothing to unset', async (id) => {
    const { pass } = await open();
    await pass();
    choose('Format to change', id);
    await pass();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Copy the unset lines' })).toBeNull();
  });

  it('copies the unset lines, or says that the browser refused', async () => {
    const { ports, pass, press } = await open();
    await pass();
    await press('Copy the unset lines');
    expect(ports.clipboard).toEqual([expect.stringMatching(/^unset AWS_ACCESS_KEY_ID /)]);
    ports.clipboardError = new Error('refused');
    await press('Copy the unset lines');
    expect(screen.getByRole('alert').textContent).toContain('clipboard');
    await pass();
  });
});

describe('templates', () => {
  it('stay in the form when they cannot be saved', async () => {
    const { ports, pass, press, type } = await open();
    ports.answer('save-templates', () => {
      throw new AppError('storage-full');
    });
    await pass();
    await press('New template');
    await type('Template name', 'deploy');
    expect(screen.getByText('Another template has this name.')).toBeTruthy();
    await press('Save template');
    expect(ports.requests('save-templates')).toEqual([]);
    await type('Template name', ' Other ');
    await type('Template text', 'x {{profile}}');
    await press('Save template');
    expect(ports.requests('save-templates')).toEqual([{ templates: [{ name: 'Other', text: 'x {{profile}}' }] }]);
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Template text').value).toBe('x {{profile}}');
  });

  it('are changed under their own id, and offered as the usual format', async () => {
    const { ports, pass, press, type } = await open();
    ports.answer('save-templates', () => ({ ids: [DEPLOY.id] }));
    await pass();
    choose('Usual format', DEPLOY.id);
    await pass();
    expect(ports.requests('save-settings')).toEqual([{ defaultFormat: DEPLOY.id }]);
    await press(/^Deploy/);
    await type('Template text', 'y');
    await press('Save template');
    expect(ports.requests('save-templates')).toEqual([{ templates: [{ id: DEPLOY.id, name: 'Deploy', text: 'y' }] }]);
    expect(screen.queryByRole('form')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New template' }));
  });

  it.each([
    ['{{', 'Line 1: this placeholder is not closed with }}.'],
    ['a\n{{x}}', 'Line 2: there is no placeholder “x”.'],
    ['{{region|bash}}', 'Line 1: there is no filter “bash”.'],
    [' ', 'Write what is to be copied.'],
    ['a\u200bb', 'Line 1 holds a character that cannot be seen.'],
    ['x'.repeat(8193), 'It is too long: 8192 characters are the most.'],
    ['{{region}}'.repeat(65), 'Line 1: 64 placeholders are the most.'],
  ])('%j: told in one sentence', async (body, sentence) => {
    const { pass, press, type } = await open();
    await pass();
    await press('New template');
    await type('Template text', body);
    expect(within(screen.getByRole('form')).getByText(sentence)).toBeTruthy();
  });
});
