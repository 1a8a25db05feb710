import { expect, it } from 'vitest';
import type { OfferedFormat } from '../messages/chip.ts';
import { exampleOverview, exampleProfile, exampleSession } from '../testing/page-examples.ts';
import { copyMenu, menuChoice } from './copy-menu.ts';

const FORMATS: readonly OfferedFormat[] = [
  { id: 'posix', label: 'Bash' },
  { id: 'template:0c0f5a9e-0a66-4f0f-8f2a-6a4c4bb0f8d1', label: 'R&D deploy' },
];
const dev = exampleProfile();
const odd = exampleProfile({ name: 'a&b' });

it('has live sessions and under each of them the formats', () => {
  const live = [exampleSession(dev, 30), exampleSession(odd, 60)];
  const menu = copyMenu(exampleOverview([dev, odd], live), live, FORMATS, 'Copy');
  expect(menu).toHaveLength(1 + 2 * (1 + FORMATS.length));
  expect(menu.slice(0, 4)).toEqual([
    { id: 'copy', title: 'Copy' },
    { id: dev.id, parentId: 'copy', title: 'dev' },
    { id: `${dev.id} posix`, parentId: dev.id, title: 'Bash' },
    { id: `${dev.id} ${FORMATS[1]?.id}`, parentId: dev.id, title: 'R&&D deploy' },
  ]);
  expect(menu.find(({ id }) => id === odd.id)?.title).toBe('a&&b');
  // Every id once, every parent before its children.
  const ids = menu.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [index, { parentId }] of menu.entries()) if (parentId) expect(ids.indexOf(parentId)).toBeLessThan(index);
});

it('is empty without a session, and never endless', () => {
  expect(copyMenu(exampleOverview([dev]), [], FORMATS, 'Copy')).toEqual([]);
  const many = Array.from({ length: 50 }, (_, index) => exampleProfile({ name: `p${index}` }));
  const live = many.map((profile) => exampleSession(profile, 30));
  expect(copyMenu(exampleOverview(many, live), live, FORMATS, 'Copy')).toHaveLength(1 + 10 * (1 + FORMATS.length));
});

it.each<[string, ReturnType<typeof menuChoice>]>([
  ['id-dev posix', { profileId: 'id-dev', formatId: 'posix' }],
  ['id-dev session-token', { profileId: 'id-dev', formatId: 'session-token' }],
  [
    'id-dev template:0c0f5a9e-0a66-4f0f-8f2a-6a4c4bb0f8d1',
    { profileId: 'id-dev', formatId: 'template:0c0f5a9e-0a66-4f0f-8f2a-6a4c4bb0f8d1' },
  ],
  ['id-dev template:x', undefined],
  ['id-dev', undefined],
  ['copy', undefined],
  ['id-dev rot13', undefined],
  ['', undefined],
])('%s chooses %j', (id, choice) => {
  expect(menuChoice(id)).toEqual(choice);
});
