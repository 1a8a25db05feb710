import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { classicBundle } from '../../src/testing/classic-bundle.ts';
import { BACKGROUND } from './classic-scripts.ts';

/** The background is read anew at every wake-up, so its size is a cost of every click. */
const RAW_MAX = 125_000;
const GZIP_MAX = 42_000;

describe.each([
  ['Chromium', false],
  ['Firefox, with the package for its API', true],
])('the background as it is packed for %s', (_target, polyfilled) => {
  let source: string;

  beforeAll(async () => {
    source = await classicBundle(BACKGROUND.entry, { ...BACKGROUND, polyfilled });
  });

  it(`is at most ${RAW_MAX} bytes, ${GZIP_MAX} compressed`, () => {
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(RAW_MAX);
    expect(gzipSync(source, { level: 9 }).length).toBeLessThanOrEqual(GZIP_MAX);
    // Nor so little that it cannot be all of it.
    expect(Buffer.byteLength(source)).toBeGreaterThan(50_000);
    expect(source).toContain('GetSessionToken');
  });

  it('runs little more than its listeners at a start, and the rest when it is called', () => {
    const [work = '', listeners = ''] = source.split(/\nreturn exports\}\n/);
    expect(work.startsWith(`function ${BACKGROUND.lazy.name}(exports={}){`)).toBe(true);
    expect(work).toContain('GetSessionToken');
    expect(Buffer.byteLength(listeners)).toBeLessThan(3000);
    for (const event of ['onMessage', 'onAlarm', 'onStartup', 'onInstalled', 'onRemoved', 'onCommand', 'onClicked']) {
      expect(listeners).toContain(`${event}.addListener`);
    }
  });

  it('is ASCII throughout: one other letter has the browser hold all of it in twice the bytes', () => {
    expect(/[^\0-\x7f]/.exec(source)?.[0]).toBeUndefined();
  });

  it.each([
    ['a dynamic import, which workers refuse', /\bimport\s*\(/],
    ['a static import: it is one classic script', /(^|[;}\n])\s*(import|export)\b\s*[{*\w'"]/],
    ['importScripts', /\bimportScripts\b/],
    ['DOMParser, which workers lack', /\bDOMParser\b/],
    ['eval, which the policy refuses', /\beval\s*\(/],
    ['functions from text', /\bnew\s+Function\b|\bFunction\s*\(\s*[`'"]/],
    ['document.write and its like', /\b(innerHTML|outerHTML|insertAdjacentHTML)\b/],
    ['other ways out than fetch', /\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)\b/],
    ['WebAssembly: keys are derived in pages', /WebAssembly/],
    ['a source map', /sourceMappingURL/],
  ])('holds no %s', (_, pattern) => {
    expect(pattern.exec(source)?.[0]).toBeUndefined();
  });
});
