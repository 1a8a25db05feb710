import { expect, it } from 'vitest';
import { suggestColour } from './environment-colour.ts';

it.each([
  ['', 'green'],
  ['dev', 'green'],
  ['prod', 'red'],
  ['acme-prod', 'red'],
  ['PROD_admin', 'red'],
  ['prod2', 'red'],
  ['production.eu', 'red'],
  ['preprod', 'amber'],
  ['pre-prod', 'amber'],
  ['acme-staging', 'amber'],
  ['sandbox', 'violet'],
  // Words that only contain a hint
  ['product-team', 'green'],
  ['reproduction', 'green'],
  ['latest', 'green'],
  ['delivery', 'green'],
])('%s → %s', (name, colour) => {
  expect(suggestColour(name)).toBe(colour);
});
