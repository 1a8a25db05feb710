import { expect, it } from 'vitest';
import { type PairProblems, pairProblems } from './passphrase-pair.ts';

it.each<[string, string, PairProblems]>([
  ['', '', { passphrase: 'missing' }],
  ['short', '', { passphrase: 'too-short' }],
  ['short', 'other', { passphrase: 'too-short' }],
  ['copper lantern', '', { repeated: 'missing' }],
  ['copper lantern', 'copper lanter', { repeated: 'different' }],
  ['copper lantern', 'copper lantern ', { repeated: 'different' }],
  ['copper lantern', 'Copper lantern', { repeated: 'different' }],
  ['copper lantern', 'copper lantern', {}],
  // One accent, composed and not
  ['caf\u00e9 lantern', 'cafe\u0301 lantern', {}],
])('%j and %j: %j', (passphrase, repeated, problems) => {
  expect(pairProblems({ passphrase, repeated })).toEqual(problems);
});
