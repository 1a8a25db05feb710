import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allowStyle, drawnAlone, onePageEach, takeApart } from './first-paint.ts';

const FIRST = '<script src="/first-view.js" defer></script>';
const APP = '<script type="module" src="./main.tsx"></script>';
const LINKS =
  '<link rel="stylesheet" href="../ui/a.css">\n<link rel="stylesheet" href="./b.css">\n<link rel="stylesheet" href="./c.css" data-later>\n';
const WRITTEN = `<head><title>Stint</title>\n${LINKS}</head><body><p>$&</p>${FIRST}${APP}</body>`;
const PAGE = `<head><title>Stint</title>\n</head><body><p>$&</p>${FIRST}</body>`;

describe('takeApart', () => {
  it('leaves the page with its first script alone', () => {
    expect(takeApart(WRITTEN)).toEqual({
      page: PAGE,
      app: './main.tsx',
      styles: ['../ui/a.css', './b.css'],
      laterStyles: ['./c.css'],
    });
  });

  it.each([
    ['no style sheet', WRITTEN.replace(LINKS, '')],
    ['no app', WRITTEN.replace(APP, '')],
    ['an app within the page', WRITTEN.replace(APP, '<script type="module">1</script>')],
    ['no first script', WRITTEN.replace('/first-view', '/other')],
  ])('refuses a page with %s', (_, written) => {
    expect(() => takeApart(written)).toThrow('The page is not made as it was.');
  });
});

describe('drawnAlone', () => {
  it('brings the styles into the page, and leaves the app to the first script', () => {
    const css = 'a{color:red}b::after{content:"$&"}';
    const { html, styleSource } = drawnAlone(PAGE, 'assets/app-1.js', css);
    expect(html).toBe(
      `<head><title>Stint</title>\n<style>${css}</style></head><body><p>$&</p>` +
        '<script src="/first-view.js" defer data-app="/assets/app-1.js"></script></body>',
    );
    expect(styleSource).toBe(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
  });

  it('names the later styles to the first script', () => {
    const { html } = drawnAlone(PAGE, 'assets/app-1.js', 'a{}', 'assets/later-1.css');
    expect(html).toContain(
      '<script src="/first-view.js" defer data-app="/assets/app-1.js" data-later="/assets/later-1.css"></script>',
    );
    expect(html).not.toContain('<link');
  });

  it.each([
    ['no first script', PAGE.replace('/first-view', '/other'), 'a{}'],
    ['an empty style sheet', PAGE, ''],
    ['a style sheet that ends its element', PAGE, 'a::after{content:"</style>"}'],
  ])('refuses %s', (_, page, css) => {
    expect(() => drawnAlone(page, 'assets/app-1.js', css)).toThrow();
  });
});

describe('onePageEach', () => {
  const root = (view: string, inner: string) => `<div class="root" data-first="${view}"><p>${inner}</p></div>`;

  it('gives the page as it stands, and one for each template', () => {
    const page = `<body>${root('ready', '$&')}<template>${root('live', '$1')}</template>\n<template>${root('locked', '')}</template>${FIRST}</body>`;
    expect([...onePageEach(page)]).toEqual([
      ['', `<body>${root('ready', '$&')}${FIRST}</body>`],
      ['live', `<body>${root('live', '$1')}${FIRST}</body>`],
      ['locked', `<body>${root('locked', '')}${FIRST}</body>`],
    ]);
  });

  it.each([
    ['no template', `<body>${root('ready', '')}${FIRST}</body>`],
    ['no first view', `<body><template>${root('live', '')}</template></body>`],
    ['a template of something else', `<body>${root('ready', '')}<template><p></p></template></body>`],
  ])('refuses a page with %s', (_, page) => {
    expect(() => onePageEach(page)).toThrow('The page is not made as it was.');
  });
});

describe('allowStyle', () => {
  it.each([
    [
      "default-src 'none'; style-src 'self'; img-src 'self'",
      "default-src 'none'; style-src 'self' 'sha256-x'; img-src 'self'",
    ],
    ["style-src 'self'", "style-src 'self' 'sha256-x'"],
    ["style-src 'self' 'sha256-x'", "style-src 'self' 'sha256-x'"],
  ])('adds to %j', (policy, allowed) => {
    expect(allowStyle(policy, "'sha256-x'")).toBe(allowed);
  });

  it.each(["default-src 'self'", "x-style-src 'self'", ''])('refuses %j', (policy) => {
    expect(() => allowStyle(policy, "'sha256-x'")).toThrow();
  });
});
