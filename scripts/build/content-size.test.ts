import { beforeAll, describe, expect, it } from 'vitest';
import { classicBundle } from '../../src/testing/classic-bundle.ts';

/** The chip is read on every page of the sites the user added. */
const RAW_MAX = 12 * 1024;

describe('the chip as it is packed', () => {
  let source: string;

  beforeAll(async () => {
    source = await classicBundle('src/content/main.ts', { callsSts: false });
  });

  it(`is at most ${RAW_MAX} bytes`, () => {
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(RAW_MAX);
    expect(source).toContain('ask-offer');
  });

  it.each([
    ['imports', /\bimport\b/],
    ['copying in the page', /execCommand|navigator\.clipboard|clipboardData/],
    ['HTML from strings', /innerHTML|outerHTML|insertAdjacentHTML|document\.write/],
    ['ways out', /\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon/],
    ['storage', /\.storage\b|localStorage|sessionStorage|indexedDB/],
    ['messages to the page', /postMessage|CustomEvent|BroadcastChannel/],
    ['names of secrets', /secretAccessKey\b|sessionToken\b|dataKey/],
  ])('holds no %s', (_, pattern) => {
    expect(pattern.exec(source)?.[0]).toBeUndefined();
  });
});
