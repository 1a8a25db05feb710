import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ChipState, ContentReply, CopyOutcome } from './chip.ts';
import { contentReply } from './chip.ts';
import type { MessageType, Protocol, ResponseOf } from './protocol.ts';

const STATE: ChipState = {
  offers: [{ id: 'o-1', label: 'dev', colour: 'green', expiresAtMs: 1 }],
  formats: ['posix', 'fish'],
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
    ['a list', [STATE]],
    ['nothing at all', undefined],
    ['a null in it', { ...STATE, formatId: null }],
    ['a function', { outcome: () => TOKEN }],
  ])('holds %s back', (_, value) => {
    expect(() => contentReply(value)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
