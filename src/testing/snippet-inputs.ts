import fc from 'fast-check';
import type { SnippetInput } from '../core/snippets/format.ts';

const credential = (maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+=_-'),
    minLength: 1,
    maxLength,
    size: 'max',
  });

/** Everything `renderSnippet` lets through, with tokens up to a length. */
export const snippetInput = (tokenMaxLength: number): fc.Arbitrary<SnippetInput> =>
  fc.record({
    accessKeyId: credential(32),
    secretAccessKey: credential(64),
    sessionToken: credential(tokenMaxLength),
    // Far ahead: readers refuse credentials that have ended.
    expiration: fc.constantFrom('2126-11-22T02:17:00Z', '2126-11-22T02:17:00.000Z', '2126-11-22T02:17:00+00:00'),
    region: fc.constantFrom('eu-central-1', 'us-gov-west-1'),
    profileName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,20}$/),
  });

/** Tokens that look like something else, and the longest. */
export const EDGE_INPUTS: readonly SnippetInput[] = [
  '-n',
  '--',
  '=',
  '/',
  '+',
  'A='.repeat(8192),
  '/'.repeat(16_384),
].map((sessionToken) => ({
  accessKeyId: '-e',
  secretAccessKey: '==/+',
  sessionToken,
  expiration: '2126-11-22T02:17:00Z',
  region: 'eu-central-1',
  profileName: 'dev',
}));

/** Enough to meet every character in every place; the edges and tokens up to 16 kB with them. */
export function snippetInputs(count: number): SnippetInput[] {
  return [...EDGE_INPUTS, ...fc.sample(snippetInput(16_384), 20), ...fc.sample(snippetInput(40), count)];
}
