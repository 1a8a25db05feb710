import { describe, expect, it } from 'vitest';
import type { SenderClass } from './protocol.ts';
import { classOf, type Self, type Sender } from './sender.ts';

const ID = 'dmcfnkbellpkcpkambnlindckmofjdjl';
const CHROMIUM: Self = { id: ID, pageRoot: `chrome-extension://${ID}/` };
const UUID = '7d3c2a53-1b5e-4b9c-9c57-111111111111';
const FIREFOX: Self = { id: 'stint@stint-sessions.org', pageRoot: `moz-extension://${UUID}/` };

const POPUP = `chrome-extension://${ID}/src/popup/index.html`;

describe('classOf', () => {
  it.each<[string, Self, Sender, SenderClass | undefined]>([
    ['the popup, which has no tab', CHROMIUM, { id: ID, url: POPUP, fromTab: false }, 'page'],
    [
      'the popup with the origin the browser stamps',
      CHROMIUM,
      { id: ID, url: POPUP, origin: `chrome-extension://${ID}`, fromTab: false },
      'page',
    ],
    [
      'the options tab at an address inside it',
      CHROMIUM,
      { id: ID, url: `chrome-extension://${ID}/src/options/index.html#profiles/new`, fromTab: true },
      'page',
    ],
    [
      'the options tab in Firefox',
      FIREFOX,
      { id: FIREFOX.id, url: `moz-extension://${UUID}/src/options/index.html`, fromTab: true },
      'page',
    ],
    ['a content script on https', CHROMIUM, { id: ID, url: 'https://example.com/', fromTab: true }, 'content'],
    ['a content script on http', CHROMIUM, { id: ID, url: 'http://localhost:8888/lab', fromTab: true }, 'content'],
    ['a content script in Firefox', FIREFOX, { id: FIREFOX.id, url: 'https://a.example/', fromTab: true }, 'content'],

    ['another extension', CHROMIUM, { id: 'a'.repeat(32), url: POPUP, fromTab: false }, undefined],
    [
      'another extension from its own page',
      CHROMIUM,
      { id: 'a'.repeat(32), url: `chrome-extension://${'a'.repeat(32)}/popup.html`, fromTab: false },
      undefined,
    ],
    [
      'our id, the page of another extension',
      CHROMIUM,
      { id: ID, url: `chrome-extension://${'a'.repeat(32)}/popup.html`, fromTab: true },
      undefined,
    ],
    ['our id in capitals', CHROMIUM, { id: ID.toUpperCase(), url: POPUP, fromTab: false }, undefined],
    ['our id with a blank', CHROMIUM, { id: `${ID} `, url: POPUP, fromTab: false }, undefined],
    ['an empty id', CHROMIUM, { id: '', url: POPUP, fromTab: false }, undefined],
    ['no id', CHROMIUM, { url: POPUP, fromTab: false }, undefined],
    ['no address', CHROMIUM, { id: ID, fromTab: false }, undefined],
    ['no address, from a tab', CHROMIUM, { id: ID, fromTab: true }, undefined],
    ['an empty address', CHROMIUM, { id: ID, url: '', fromTab: true }, undefined],
    ['nothing at all', CHROMIUM, { fromTab: false }, undefined],
    ['our id as the address of a site', CHROMIUM, { id: ID, url: 'https://example.com/', fromTab: false }, undefined],

    [
      'our id as the start of a longer host',
      CHROMIUM,
      { id: ID, url: `chrome-extension://${ID}.evil/`, fromTab: true },
      undefined,
    ],
    [
      'our id as a user name',
      CHROMIUM,
      { id: ID, url: `chrome-extension://${ID}@evil/popup.html`, fromTab: true },
      undefined,
    ],
    ['our origin without its slash', CHROMIUM, { id: ID, url: `chrome-extension://${ID}`, fromTab: true }, undefined],
    ['our origin with a port', CHROMIUM, { id: ID, url: `chrome-extension://${ID}:1/`, fromTab: true }, undefined],
    ['our root inside a path', CHROMIUM, { id: ID, url: `https://evil.example/${POPUP}`, fromTab: false }, undefined],
    [
      'our root inside a path, from a tab: a site at most',
      CHROMIUM,
      { id: ID, url: `https://evil.example/${POPUP}`, fromTab: true },
      'content',
    ],
    ['our root after a blank', CHROMIUM, { id: ID, url: ` ${POPUP}`, fromTab: true }, undefined],
    ['the scheme in capitals', CHROMIUM, { id: ID, url: POPUP.replace('chrome', 'CHROME'), fromTab: true }, undefined],
    ['the other browser’s scheme', CHROMIUM, { id: ID, url: `moz-extension://${ID}/p.html`, fromTab: true }, undefined],
    ['another Firefox', FIREFOX, { id: FIREFOX.id, url: 'moz-extension://0-0-0-0-0/p.html', fromTab: true }, undefined],
    ['a page of data', CHROMIUM, { id: ID, url: 'data:text/html,x', fromTab: true }, undefined],
    ['a blob of ours', CHROMIUM, { id: ID, url: `blob:${POPUP}`, fromTab: true }, undefined],
    ['a page seen as source', CHROMIUM, { id: ID, url: `view-source:${POPUP}`, fromTab: true }, undefined],
    ['javascript', CHROMIUM, { id: ID, url: 'javascript:void 0', fromTab: true }, undefined],
    ['a file', CHROMIUM, { id: ID, url: 'file:///tmp/x.html', fromTab: true }, undefined],
    ['a blank page', CHROMIUM, { id: ID, url: 'about:blank', fromTab: true }, undefined],
    ['a scheme that only begins so', CHROMIUM, { id: ID, url: 'httpsx://example.com/', fromTab: true }, undefined],

    ['our address in a sandboxed frame', CHROMIUM, { id: ID, url: POPUP, origin: 'null', fromTab: false }, undefined],
    [
      'our address with the origin of a site',
      CHROMIUM,
      { id: ID, url: POPUP, origin: 'https://evil.example', fromTab: true },
      undefined,
    ],
    ['our address with an empty origin', CHROMIUM, { id: ID, url: POPUP, origin: '', fromTab: false }, undefined],
    [
      'our address with the origin of a longer host',
      CHROMIUM,
      { id: ID, url: POPUP, origin: `chrome-extension://${ID}.evil`, fromTab: false },
      undefined,
    ],
    [
      'a site that names our origin: still a site',
      CHROMIUM,
      { id: ID, url: 'https://example.com/', origin: `chrome-extension://${ID}`, fromTab: true },
      'content',
    ],
  ])('%s', (_, self, sender, expected) => {
    expect(classOf(sender, self)).toBe(expected);
  });
});
