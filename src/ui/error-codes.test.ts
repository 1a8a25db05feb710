import { beforeAll, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json';
import { ERROR_CODES, isErrorCode as isListed } from '../core/error-codes.ts';
import { isErrorCode } from './error-codes.ts';
import { useTextsFrom } from './texts.ts';

// As the browser has it: a text that there is none of is empty.
const table: Readonly<Record<string, { readonly message: string } | undefined>> = messages;
beforeAll(() => useTextsFrom((key) => table[key]?.message ?? ''));

it.each([
  ...ERROR_CODES,
  'no-such-code',
  'toString',
  '__proto__',
  'internal_',
  'Internal',
  'vault_locked',
  'internal-cause',
  '',
  'internal\n',
  ['internal'],
  7,
  null,
  undefined,
])('%j is a code, or none, as the list has it', (value) => {
  expect(isErrorCode(value)).toBe(isListed(value));
});
