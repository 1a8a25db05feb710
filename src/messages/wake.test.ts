import { describe, expect, it } from 'vitest';
import type { Self, Sender } from './sender.ts';
import { isPageOpened } from './wake.ts';

const OURSELVES: Self = {
  id: 'dmcfnkbellpkcpkambnlindckmofjdjl',
  pageRoot: 'chrome-extension://dmcfnkbellpkcpkambnlindckmofjdjl/',
};
const POPUP: Sender = { id: OURSELVES.id, url: `${OURSELVES.pageRoot}src/popup/index.html`, fromTab: false };
const SITE: Sender = { id: OURSELVES.id, url: 'https://example.com/', fromTab: true };
const STRANGER: Sender = { ...POPUP, id: 'a'.repeat(32) };

describe('isPageOpened', () => {
  it.each<[string, unknown, Sender, boolean]>([
    ['the popup that was opened', { type: 'page-opened', request: {} }, POPUP, true],
    ['the options tab that was opened', { type: 'page-opened', request: {} }, { ...POPUP, fromTab: true }, true],
    ['another message of the popup', { type: 'reconcile', request: {} }, POPUP, false],
    ['a content script that says the same', { type: 'page-opened', request: {} }, SITE, false],
    ['another extension that says the same', { type: 'page-opened', request: {} }, STRANGER, false],
    ['a type that turns into it', { type: { toString: () => 'page-opened' }, request: {} }, POPUP, false],
    ['a list', ['page-opened'], POPUP, false],
    ['a text', 'page-opened', POPUP, false],
    ['nothing', undefined, POPUP, false],
    ['null', null, POPUP, false],
    ['what the clipboard’s document is asked', { clipboard: 'page-opened' }, POPUP, false],
  ])('of %s', (_, message, sender, expected) => {
    expect(isPageOpened(message, sender, OURSELVES)).toBe(expected);
  });
});
