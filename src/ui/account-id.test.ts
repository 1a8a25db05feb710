import { expect, it } from 'vitest';
import { groupedAccountId } from './account-id.ts';

it.each([
  ['123456789012', '1234-5678-9012'],
  ['000000000000', '0000-0000-0000'],
  ['12345678901', '12345678901'],
  ['1234567890123', '1234567890123'],
  ['12345678901a', '12345678901a'],
  ['', ''],
])('%s is shown as %s', (accountId, shown) => {
  expect(groupedAccountId(accountId)).toBe(shown);
});
