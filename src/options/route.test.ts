import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, parseRoute, type Route } from './route.ts';

describe('parseRoute', () => {
  it.each<[string, Route]>([
    ['', { page: 'profiles' }],
    ['#', { page: 'profiles' }],
    ['#profiles', { page: 'profiles' }],
    ['profiles', { page: 'profiles' }],
    ['#/profiles', { page: 'profiles' }],
    ['#profiles/', { page: 'profiles' }],
    ['#profiles/new', { page: 'new-profile' }],
    ['#profiles/8f2c', { page: 'profile', profileId: '8f2c' }],
    ['#profiles/a%2Fb', { page: 'profile', profileId: 'a/b' }],
    ['#security', { page: 'security' }],
    ['#about', { page: 'about' }],
    // Addresses nobody of ours wrote
    ['#set-up', { page: 'profiles' }],
    ['#profiles/new/more', { page: 'profiles' }],
    ['#profiles/%E0%A4%A', { page: 'profiles' }],
    ['#security/x', { page: 'profiles' }],
    ['#__proto__', { page: 'profiles' }],
    ['#javascript:alert(1)', { page: 'profiles' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('gives back every route hashOf wrote', () => {
    const id = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== 'new');
    fc.assert(
      fc.property(id, (profileId) => {
        const route: Route = { page: 'profile', profileId };
        expect(parseRoute(hashOf(route))).toEqual(route);
      }),
    );
  });
});
