import { describe, expect, it } from 'vitest';
import { advisePassphrase, type PassphraseAdvice } from './passphrase-advice.ts';

describe('advisePassphrase', () => {
  it.each<[string, PassphraseAdvice]>([
    ['', { verdict: 'empty' }],
    ['a', { verdict: 'too-short', missing: 9 }],
    ['abcdefghi', { verdict: 'too-short', missing: 1 }],
    ['abcdefghij', { verdict: 'fair' }],
    ['abcdefghijklm', { verdict: 'fair' }],
    ['abcdefghijklmn', { verdict: 'good' }],
    ['copper lantern quiet', { verdict: 'strong' }],
    ['copper lantern quie', { verdict: 'good' }],
    // Long, and worth nothing
    ['aaaaaaaaaaaaaaaaaaaaaaaa', { verdict: 'repetitive' }],
    ['AaAaAaAaAaAa', { verdict: 'repetitive' }],
    ['1212121212121212', { verdict: 'repetitive' }],
    ['          ', { verdict: 'repetitive' }],
    // People count characters, not UTF-16 units; the vault normalises before it counts
    ['🐢🐇🦊🐻🐼', { verdict: 'too-short', missing: 5 }],
    ['🐢🐇🦊🐻🐼🐨🐯🦁🐮🐷', { verdict: 'fair' }],
    ['e\u0301\u0301e\u0301'.repeat(2), { verdict: 'too-short', missing: 4 }],
  ])('%s', (passphrase, advice) => {
    expect(advisePassphrase(passphrase)).toEqual(advice);
  });
});
