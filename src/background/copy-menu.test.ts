import { expect, it } from 'vitest';
import { SNIPPET_FORMAT_IDS } from '../core/snippets/ids.ts';
import { exampleOverview, exampleProfile, exampleSession } from '../testing/page-examples.ts';
import { copyMenu, menuChoice } from './copy-menu.ts';

const dev = exampleProfile();
const odd = exampleProfile({ name: 'a&b' });

it('has live sessions and under each of them the formats', () => {
  const live = [exampleSession(dev, 30), exampleSession(odd, 60)];
  const menu = copyMenu(exampleOverview([dev, odd], live), live, (key) => key);
  expect(menu).toHaveLength(1 + 2 * (1 + SNIPPET_FORMAT_IDS.length));
  expect(menu.slice(0, 3)).toEqual([
    { id: 'copy', title: 'menu_copy' },
    { id: dev.id, parentId: 'copy', title: 'dev' },
    { id: `${dev.id} posix`, parentId: dev.id, title: 'format_posix' },
  ]);
  expect(menu.find(({ id }) => id === odd.id)?.title).toBe('a&&b');
  // Every id once, every parent before its children.
  const ids = menu.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [index, { parentId }] of menu.entries()) if (parentId) expect(ids.indexOf(parentId)).toBeLessThan(index);
});

it('is empty without a session, and never endless', () => {
  expect(copyMenu(exampleOverview([dev]), [], String)).toEqual([]);
  const many = Array.from({ length: 50 }, (_, index) => exampleProfile({ name: `p${index}` }));
  const live = many.map((profile) => exampleSession(profile, 30));
  expect(copyMenu(exampleOverview(many, live), live, String)).toHaveLength(1 + 10 * (1 + SNIPPET_FORMAT_IDS.length));
});

it.each<[string, ReturnType<typeof menuChoice>]>([
  ['id-dev posix', { profileId: 'id-dev', formatId: 'posix' }],
  ['id-dev session-token', { profileId: 'id-dev', formatId: 'session-token' }],
  ['id-dev', undefined],
  ['copy', undefined],
  ['id-dev rot13', undefined],
  ['', undefined],
])('%s chooses %j', (id, choice) => {
  expect(menuChoice(id)).toEqual(choice);
});
