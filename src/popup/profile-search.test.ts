import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileSummary } from '../core/safe-index.ts';
import { exampleProfile } from '../testing/page-examples.ts';
import { inPickerOrder, searchProfiles } from './profile-search.ts';

const PROFILES = [
  exampleProfile({ name: 'dev', userName: 'alice', accountId: '123456789012' }),
  exampleProfile({ name: 'data-prod', userName: 'alice', accountId: '555500001111' }),
  exampleProfile({ name: 'prod-admin', userName: 'root-ish', accountId: '987654321098', region: 'us-east-1' }),
  exampleProfile({ name: 'prod-audit', userName: 'bob', accountId: '987654321098' }),
  exampleProfile({ name: 'a.b+c@d', userName: 'x', accountId: '000000000000' }),
];

const names = (profiles: readonly ProfileSummary[]) => profiles.map((profile) => profile.name);

describe('searchProfiles', () => {
  it.each([
    ['', ['dev', 'data-prod', 'prod-admin', 'prod-audit', 'a.b+c@d']],
    ['   ', ['dev', 'data-prod', 'prod-admin', 'prod-audit', 'a.b+c@d']],
    ['prod', ['prod-admin', 'prod-audit', 'data-prod']],
    ['PROD', ['prod-admin', 'prod-audit', 'data-prod']],
    ['prod ad', ['prod-admin']],
    ['ad prod', ['prod-admin']],
    ['alice', ['dev', 'data-prod']],
    ['bob 9876', ['prod-audit']],
    ['9876-5432', ['prod-admin', 'prod-audit']],
    ['987654321098', ['prod-admin', 'prod-audit']],
    ['us-east', ['prod-admin']],
    // No pattern language: these are letters like any other.
    ['.*', []],
    ['a.b+c@d', ['a.b+c@d']],
    ['(', []],
    ['nobody', []],
  ])('"%s" finds %j', (query, found) => {
    expect(names(searchProfiles(PROFILES, query))).toEqual(found);
  });

  it('finds nothing that is not there, loses nothing that matches, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const found = searchProfiles(PROFILES, query);
        expect(new Set(found).size).toBe(found.length);
        for (const profile of found) expect(PROFILES).toContain(profile);
      }),
    );
  });
});

describe('inPickerOrder', () => {
  it('puts the recent ones first and the rest by name, numbers by their size, none twice', () => {
    const at = (name: string) => exampleProfile({ name });
    const recent = [at('zeta'), at('dev-10')];
    const index = ['dev-10', 'dev-2', 'alpha', 'zeta', 'dev-1'].map(at);
    expect(names(inPickerOrder(recent, index))).toEqual(['zeta', 'dev-10', 'alpha', 'dev-1', 'dev-2']);
  });

  it('shows the recent ones while the index has not been read', () => {
    expect(names(inPickerOrder(PROFILES.slice(0, 2), []))).toEqual(['dev', 'data-prod']);
  });
});
