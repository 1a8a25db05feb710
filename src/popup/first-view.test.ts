// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';

const view = () => document.documentElement.dataset['view'];

async function runWith(hint: string | undefined) {
  vi.resetModules();
  localStorage.clear();
  if (hint !== undefined) localStorage.setItem('view', hint);
  await import('./first-view.ts');
}

afterEach(() => {
  vi.unstubAllGlobals();
  delete document.documentElement.dataset['view'];
});

it.each([
  [undefined, 'ready'],
  ['ready', 'ready'],
  ['locked', 'locked'],
  ['live', 'live'],
  ['empty', 'empty'],
  ['', 'ready'],
  ['__proto__', 'ready'],
  ['live" onload="', 'ready'],
])('after %j the page begins with the view "%s"', async (hint, first) => {
  await runWith(hint);
  expect(view()).toBe(first);
});

it('leaves the choice to the style sheet where the browser keeps no notes', async () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse });
  vi.resetModules();
  await expect(import('./first-view.ts')).rejects.toThrow('no');
  expect(view()).toBeUndefined();
  const css = readFileSync(`${import.meta.dirname}/popup.css`, 'utf8');
  expect(css).toContain(':root:not([data-view]) .root[data-first="ready"],');
});
