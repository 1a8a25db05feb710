import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { extensionIdOf } from './extension-id.ts';

describe('extensionIdOf', () => {
  it.each([
    // The first is what Chromium 156 says in chrome://extensions; the empty key is SHA-256's own test vector (FIPS 180-4), e3b0c442 98fc1c14….
    ["Stint's own key", manifest.key, 'dmcfnkbellpkcpkambnlindckmofjdjl'],
    ['no bytes', '', 'odlameecjipmbmbejkplpemijjgpljce'],
  ])('gives the id of %s', (_what, key, id) => {
    expect(extensionIdOf(key)).toBe(id);
  });
});
