import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allowStyle, drawnAlone } from './first-paint.ts';

const PAGE =
  '<!doctype html><html><head><title>Stint</title><script type="module" crossorigin src="/assets/app-1.js"></script>' +
  '<link rel="stylesheet" crossorigin href="/assets/a.css"><link rel="stylesheet" href="/assets/b.css"></head>' +
  '<body><p>$&</p><script src="/first-view.js"></script></body></html>';
const STYLES: Readonly<Record<string, string>> = {
  'assets/a.css': 'a{color:red}\n',
  'assets/b.css': 'b::after{content:"$&"}\n',
};
const read = (path: string) => STYLES[path] ?? '';

describe('drawnAlone', () => {
  it('brings the styles into the page, and leaves the app to the first script', () => {
    const { html, styles, styleSource } = drawnAlone(PAGE, '/first-view.js', read);
    const css = 'a{color:red}\nb::after{content:"$&"}';
    expect(html).toBe(
      `<!doctype html><html><head><title>Stint</title><style>${css}</style></head>` +
        '<body><p>$&</p><script src="/first-view.js" data-app="/assets/app-1.js"></script></body></html>',
    );
    expect(styles).toEqual(['assets/a.css', 'assets/b.css']);
    expect(styleSource).toBe(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
  });

  it.each([
    ['no style sheet', PAGE.replace(/<link[^>]*>/g, ''), read],
    ['an empty style sheet', PAGE, () => ''],
    ['no app', PAGE.replace('type="module"', ''), read],
    ['no first script', PAGE.replace('"/first-view.js"', '"/other.js"'), read],
    ['a style sheet that ends its element', PAGE, () => 'a::after{content:"</style>"}'],
  ])('refuses a page with %s', (_, page, readStyle) => {
    expect(() => drawnAlone(page, '/first-view.js', readStyle)).toThrow();
  });
});

describe('allowStyle', () => {
  it.each([
    [
      "default-src 'none'; style-src 'self'; img-src 'self'",
      "default-src 'none'; style-src 'self' 'sha256-x'; img-src 'self'",
    ],
    ["style-src 'self'", "style-src 'self' 'sha256-x'"],
  ])('adds to %j', (policy, allowed) => {
    expect(allowStyle(policy, "'sha256-x'")).toBe(allowed);
  });

  it.each(["default-src 'self'", "x-style-src 'self'", ''])('refuses %j', (policy) => {
    expect(() => allowStyle(policy, "'sha256-x'")).toThrow();
  });
});
