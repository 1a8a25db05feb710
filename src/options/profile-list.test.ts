import { describe, expect, it } from 'vitest';
import { exampleProfile } from '../testing/page-examples.ts';
import { filterProfiles, sortProfiles } from './profile-list.ts';

const profiles = [
  exampleProfile({ name: 'dev10', accountId: '210987654321' }),
  exampleProfile({ name: 'dev2', userName: 'bob' }),
  exampleProfile({ name: 'Acme', region: 'us-west-2' }),
];
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

it('sorts by name, numbers as numbers, case together, and leaves the list it was given', () => {
  const before = names(profiles);
  expect(names(sortProfiles(profiles))).toEqual(['Acme', 'dev2', 'dev10']);
  expect(names(profiles)).toEqual(before);
});

describe('filterProfiles', () => {
  it.each<[string, string[]]>([
    ['', ['dev10', 'dev2', 'Acme']],
    ['  ', ['dev10', 'dev2', 'Acme']],
    ['dev', ['dev10', 'dev2']],
    ['DEV', ['dev10', 'dev2']],
    ['acme', ['Acme']],
    ['bob', ['dev2']],
    ['us-west', ['Acme']],
    ['dev bob', ['dev2']],
    ['2109-8765', ['dev10']],
    ['21098765', ['dev10']],
    ['1234-5678-9012', ['dev2', 'Acme']],
    ['-', ['dev10', 'dev2', 'Acme']],
    ['nobody', []],
    ['.*', []],
  ])('%j: %j', (query, found) => {
    expect(names(filterProfiles(profiles, query))).toEqual(found);
  });
});
