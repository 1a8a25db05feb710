import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, roughSettings } from './settings.ts';

describe('roughSettings', () => {
  it.each([undefined, null, 0, 'text', true, [], [1], {}, Object.create({ defaultFormat: 'fish' })])(
    'are the usual ones after %j',
    (stored) => {
      expect(roughSettings(stored)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('keep what was stored, each by itself', () => {
    const stored = {
      ...DEFAULT_SETTINGS,
      formats: { p: 'fish' },
      defaultFormat: 'cmd',
      clipboardTold: true,
      clockToldMs: 90_000,
    };
    expect(roughSettings(stored)).toEqual(stored);
    expect(roughSettings({ defaultFormat: 'cmd' })).toEqual({ ...DEFAULT_SETTINGS, defaultFormat: 'cmd' });
  });

  it.each([
    ['formats', null],
    ['formats', []],
    ['formats', 'fish'],
    ['defaultFormat', 3],
    ['snippetOptions', [1]],
    ['clipboardTold', 'yes'],
    ['clockToldMs', '0'],
    ['clockToldMs', undefined],
  ])('replace %s: %j', (name, value) => {
    expect(roughSettings({ defaultFormat: 'fish', [name]: value })).toEqual({
      ...DEFAULT_SETTINGS,
      ...(name !== 'defaultFormat' && { defaultFormat: 'fish' }),
    });
  });

  it('know no others', () => {
    const read = roughSettings({ strange: 1, ['__proto__']: { defaultFormat: 'fish' } });
    expect(read).toEqual(DEFAULT_SETTINGS);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});
