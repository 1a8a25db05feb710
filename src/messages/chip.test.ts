import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ChipState, ContentReply, CopyOutcome } from './chip.ts';
import { contentReply } from './chip.ts';
import type { MessageType, Protocol, ResponseOf } from './protocol.ts';

const STATE: ChipState = {
  offers: [{ id: 'o-1', label: 'dev', colour: 'green', expiresAtMs: 1 }],
  formats: [
    { id: 'posix', label: 'Bash, zsh' },
    { id: 'template:0c0f5a9e-0a66-4f0f-8f2a-6a4c4bb0f8d1', label: 'Deploy für 東京' },
  ],
  formatId: 'posix',
  corner: 'bottom-right',
  collapsed: false,
};
/** As long as the shortest that STS gives. */
const TOKEN = 'IQoJb3JpZ2luX2VjE'.repeat(12);

/** The messages a content script may send. */
type FromContent = { [T in MessageType]: Protocol[T]['from'] extends 'content' ? T : never }[MessageType];

describe('what a content script is answered', () => {
  it('is of a closed union of labels, for every message it may send', () => {
    expectTypeOf<FromContent>().toEqualTypeOf<'ask-offer' | 'copy-offer' | 'choose'>();
    expectTypeOf<ResponseOf<FromContent>>().toExtend<ContentReply>();
    // No text but these names, and no outcome but these words.
    expectTypeOf<keyof ChipState>().toEqualTypeOf<'offers' | 'formats' | 'formatId' | 'corner' | 'collapsed'>();
    expectTypeOf<CopyOutcome>().toEqualTypeOf<'copied' | 'asked' | 'popup-closed' | 'gone'>();
  });

  it.each<[string, unknown]>([
    ['a state', STATE],
    ['an outcome', { outcome: 'copied' }],
    ['nothing', {}],
  ])('lets %s through', (_, value) => {
    expect(contentReply(value)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['a snippet', { text: 'export AWS_ACCESS_KEY_ID=ASIA' }],
    ['a text', 'export AWS_ACCESS_KEY_ID=ASIA'],
    ['credentials', { ...STATE, credentials: { secretAccessKey: 'x' } }],
    ['a session token for a label', { ...STATE, offers: [{ ...STATE.offers[0], label: TOKEN }] }],
    ['a session token for an outcome', { outcome: TOKEN }],
    ['a profile’s id beside the offer', { ...STATE, offers: [{ ...STATE.offers[0], profileId: 'p-1' }] }],
    ['a region', { ...STATE, region: 'eu-central-1' }],
    ['a template’s text', { ...STATE, formats: [{ ...STATE.formats[0], text: 'x' }] }],
    ['a snippet of many lines for a name', { ...STATE, formats: [{ id: 'posix', label: 'a\nb' }] }],
    ['a name that turns the line around', { ...STATE, formats: [{ id: 'posix', label: 'a\u202eb' }] }],
    ['a name of nothing', { ...STATE, formats: [{ id: 'posix', label: '' }] }],
    ['an access key id for an id', { ...STATE, offers: [{ ...STATE.offers[0], id: 'ASIAIOSFODNN7EXAMPLE' }] }],
    [
      'a secret access key for an id',
      { ...STATE, formats: [{ id: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', label: 'x' }] },
    ],
    ['an access key id for a format', { ...STATE, formatId: 'ASIAIOSFODNN7EXAMPLE' }],
    ['an access key id for a colour', { ...STATE, offers: [{ ...STATE.offers[0], colour: 'ASIAIOSFODNN7EXAMPLE' }] }],
    ['an access key id for a corner', { ...STATE, corner: 'ASIAIOSFODNN7EXAMPLE' }],
    ['an access key id for an outcome', { outcome: 'ASIAIOSFODNN7EXAMPLE' }],
    ['text for a time', { ...STATE, offers: [{ ...STATE.offers[0], expiresAtMs: 'ASIAIOSFODNN7EXAMPLE' }] }],
    ['texts for formats', { ...STATE, formats: ['posix'] }],
    ['more than anybody can choose from', { ...STATE, formats: Array.from({ length: 201 }, () => STATE.formats[0]) }],
    ['a name every object has', { ...STATE, constructor: 'x' }],
    ['a list', [STATE]],
    ['nothing at all', undefined],
    ['a null in it', { ...STATE, formatId: null }],
    ['a function', { outcome: () => TOKEN }],
  ])('holds %s back', (_, value) => {
    expect(() => contentReply(value)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
