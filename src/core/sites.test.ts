import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, hostPattern, isAt, isSafeAddress, isSite, parseSite, type Site, siteAt } from './sites.ts';
import { SUGGESTED_SITES } from './suggested-sites.ts';

describe('parseSite', () => {
  it.each([
    ['shell.example.com', 'https://shell.example.com/*'],
    ['  Shell.Example.COM ', 'https://shell.example.com/*'],
    ['*.example.com', 'https://*.example.com/*'],
    ['https://shell.example.com', 'https://shell.example.com/*'],
    ['https://shell.example.com:8443/a/b?c#d', 'https://shell.example.com/*'],
    ['shell.example.com/path', 'https://shell.example.com/*'],
    ['localhost', 'http://localhost/*'],
    ['localhost:8888/lab', 'http://localhost/*'],
    ['http://127.0.0.1:8888', 'http://127.0.0.1/*'],
    ['https://localhost', 'https://localhost/*'],
    ['xn--mnchen-3ya.de', 'https://xn--mnchen-3ya.de/*'],
  ])('%s is %s', (typed, pattern) => {
    expect(parseSite(typed)).toBe(pattern);
  });

  it.each([
    ['nothing', ''],
    ['every site', '*'],
    ['every site, as browsers write it', '<all_urls>'],
    ['every site under TLS', 'https://*/*'],
    ['a whole ending', '*.com'],
    ['a whole shared ending', '*.co.uk'],
    ['everybody’s pages', '*.github.io'],
    ['a site without TLS', 'http://shell.example.com'],
    ['another scheme', 'ftp://example.com'],
    ['a page of the browser', 'chrome://settings'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a user in the address', 'https://example.com@evil.example'],
    ['a star within', 'shell.*.example.com'],
    ['a star in a name', '*shell.example.com'],
    ['a name alone', 'intranet'],
    ['a dot at the end', 'example.com.'],
    ['two dots', 'example..com'],
    ['a blank within', 'exa mple.com'],
    ['letters from elsewhere', 'exаmple.com'],
    ['a bare address', '192.168.1.1'],
    ['IPv6', 'https://[::1]/'],
    ['a name too long', `${'a'.repeat(64)}.com`],
    ['a host too long', `${'abcdefg.'.repeat(40)}com`],
    ['an odd port', 'https://example.com:port'],
  ])('refuses %s', (_, typed) => {
    expect(() => parseSite(typed)).toThrow(expect.objectContaining({ code: 'invalid-site' }));
  });

  it('gives what is a site and holds its own host, or refuses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string()), (typed) => {
        let pattern: string;
        try {
          pattern = parseSite(typed);
        } catch {
          return;
        }
        expect(isSite({ id: pattern, patterns: [pattern] })).toBe(true);
        const host = hostOf(pattern).replace('*.', '');
        expect(isAt(pattern, `${pattern.startsWith('http:') ? 'http' : 'https'}://${host}/any`)).toBe(true);
      }),
    );
  });
});

describe('isAt', () => {
  it.each<[string, string, boolean]>([
    ['https://shell.example.com/*', 'https://shell.example.com/', true],
    ['https://shell.example.com/*', 'https://shell.example.com:8443/a?b#c', true],
    ['https://shell.example.com/*', 'http://shell.example.com/', false],
    ['https://shell.example.com/*', 'https://shell.example.com.evil.example/', false],
    ['https://shell.example.com/*', 'https://evil-shell.example.com/', false],
    ['https://shell.example.com/*', 'https://evil.example/https://shell.example.com/', false],
    ['https://shell.example.com/*', 'https://shell.example.com@evil.example/', false],
    ['https://*.example.com/*', 'https://example.com/', true],
    ['https://*.example.com/*', 'https://a.b.example.com/', true],
    ['https://*.example.com/*', 'https://notexample.com/', false],
    ['https://github.com/*/settings/secrets/*', 'https://github.com/me/it/settings/secrets/actions/new', true],
    ['https://github.com/*/settings/secrets/*', 'https://github.com/me/it/pulls?x=/settings/secrets/', false],
    ['https://gitlab.com/*/-/settings/ci_cd', 'https://gitlab.com/a/b/-/settings/ci_cd?x#y', true],
    ['https://gitlab.com/*/-/settings/ci_cd', 'https://gitlab.com/a/b/-/settings/ci_cdx', false],
    ['http://localhost/*', 'http://localhost:8888/lab', true],
    ['http://localhost/*', 'http://localhost.evil.example/', false],
    ['https://shell.example.com/*', 'no address', false],
    ['nonsense', 'https://shell.example.com/', false],
  ])('%s, %s: %s', (pattern, address, expected) => {
    expect(isAt(pattern, address)).toBe(expected);
  });

  it('takes a dot in a path for a dot', () => {
    expect(isAt('https://example.com/a.b/*', 'https://example.com/axb/')).toBe(false);
    expect(isAt('https://example.com/a.b/*', 'https://example.com/a.b/')).toBe(true);
  });
});

it.each<[string, boolean]>([
  ['https://example.com/', true],
  ['http://localhost:1/', true],
  ['http://127.0.0.1/', true],
  ['http://example.com/', false],
  ['http://localhost.example.com/', false],
  ['chrome://extensions/', false],
  ['chrome-extension://abc/', false],
  ['data:text/html,x', false],
  ['blob:https://example.com/1', false],
  ['', false],
])('isSafeAddress(%s): %s', (address, expected) => {
  expect(isSafeAddress(address)).toBe(expected);
});

describe('isSite', () => {
  const good: Site = { id: 'x', patterns: ['https://example.com/*'] };
  it.each<[string, unknown, boolean]>([
    ['the least', good, true],
    [
      'all of it',
      { ...good, formatId: 'posix', profileIds: [], chosenId: 'p', corner: 'top-left', collapsed: true },
      true,
    ],
    ['no pattern', { ...good, patterns: [] }, false],
    ['every site', { ...good, patterns: ['<all_urls>'] }, false],
    ['every host', { ...good, patterns: ['https://*/*'] }, false],
    ['no TLS', { ...good, patterns: ['http://example.com/*'] }, false],
    ['any scheme', { ...good, patterns: ['*://example.com/*'] }, false],
    ['a file', { ...good, patterns: ['file:///*'] }, false],
    ['a user', { ...good, patterns: ['https://a@example.com/*'] }, false],
    ['a template', { ...good, formatId: 'template:11111111-2222-3333-4444-555555555555' }, true],
    ['an unknown format', { ...good, formatId: 'rot13' }, false],
    ['an unknown corner', { ...good, corner: 'middle' }, false],
    ['a list of other things', { ...good, profileIds: [7] }, false],
    ['no id', { patterns: good.patterns }, false],
    ['nothing', null, false],
  ])('%s: %s', (_, value, expected) => {
    expect(isSite(value)).toBe(expected);
  });
});

describe('suggested sites', () => {
  it.each(SUGGESTED_SITES)('$id is a site, by an id of its own', (site) => {
    expect(isSite({ id: site.id, patterns: site.patterns })).toBe(true);
    expect(SUGGESTED_SITES.filter(({ id }) => id === site.id)).toHaveLength(1);
  });

  it.each([
    ['aws-console', 'https://eu-central-1.console.aws.amazon.com/cloudshell/home'],
    ['google-cloud-shell', 'https://shell.cloud.google.com/?show=terminal'],
    ['azure-cloud-shell', 'https://portal.azure.com/#cloudshell/'],
    ['github-codespaces', 'https://odd-fish-123.github.dev/'],
    ['gitpod', 'https://8080-me-it-abc.ws-eu.gitpod.io/'],
    ['github-secrets', 'https://github.com/me/it/settings/secrets/actions/new'],
    ['gitlab-variables', 'https://gitlab.com/group/sub/it/-/settings/ci_cd#js-cicd-variables-settings'],
    ['terraform-cloud', 'https://app.terraform.io/app/org/workspaces/it/variables'],
    ['jupyter', 'https://hub.2i2c.mybinder.org/user/x/lab'],
    ['localhost', 'http://localhost:8888/lab'],
    [undefined, 'https://github.com/me/it'],
    [undefined, 'https://example.com/'],
  ])('%s stands at %s', (id, address) => {
    const sites = SUGGESTED_SITES.map((site) => ({ id: site.id, patterns: site.patterns }));
    expect(siteAt(sites, address)?.id).toBe(id);
  });
});

it('asks for the host of a pattern whole', () => {
  expect(hostPattern('https://github.com/*/settings/secrets/*')).toBe('https://github.com/*');
  expect(hostPattern('https://*.example.com/*')).toBe('https://*.example.com/*');
});
