// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const html = readFileSync(`${import.meta.dirname}/index.html`, 'utf8');
const body = html.slice(html.indexOf('<body>') + '<body>'.length, html.indexOf('<script'));

const roots = () => [...document.querySelectorAll<HTMLElement>('.root')].map((root) => root.dataset['first']);

async function run() {
  vi.resetModules();
  await import('./first-view.ts');
}

beforeEach(() => {
  localStorage.clear();
  const page = new DOMParser().parseFromString(body, 'text/html');
  document.body.replaceChildren(...page.body.childNodes);
});
afterEach(() => {
  // Ends what a run still listens for.
  dispatchEvent(new Event('taken-over'));
  vi.unstubAllGlobals();
  delete document.documentElement.dataset['view'];
});

it.each([
  [undefined, 'ready', 'MFA code'],
  ['ready', 'ready', 'MFA code'],
  ['locked', 'locked', 'Passphrase'],
  ['live', 'live', undefined],
  ['empty', 'empty', undefined],
  ['', 'ready', 'MFA code'],
  ['__proto__', 'ready', 'MFA code'],
  ['live" onload="', 'ready', 'MFA code'],
  ['"] *', 'ready', 'MFA code'],
])('after %j the page holds the view "%s" alone, the focus in its field', async (hint, first, field) => {
  if (hint !== undefined) localStorage.setItem('view', hint);
  await run();
  expect(document.documentElement.dataset['view']).toBe(first);
  expect(roots()).toEqual([first]);
  const { activeElement } = document;
  if (field === undefined) expect(activeElement).toBe(document.body);
  else
    expect(activeElement?.getAttribute('aria-label') ?? activeElement?.parentElement?.textContent?.trim()).toBe(field);
});

it('begins with the code field where the browser keeps no notes', async () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('no', 'SecurityError');
    },
    clear() {},
  });
  await run();
  expect(document.documentElement.dataset['view']).toBe('ready');
  expect(roots()).toEqual(['ready']);
});

it.each([
  ['ready', 'Settings'],
  ['ready', 'Start session'],
  ['live', 'Lock'],
])('keeps a click in the view "%s" on %s until the app has taken over, and no longer', async (hint, name) => {
  localStorage.setItem('view', hint);
  await run();
  const button = [...document.querySelectorAll('button')].find(
    (item) => (item.getAttribute('aria-label') ?? item.textContent) === name,
  );
  const submitted = vi.fn((event: Event) => event.preventDefault());
  button?.click();
  button?.querySelector('svg')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  const heard = vi.fn();
  button?.addEventListener('click', heard);
  button?.form?.addEventListener('submit', submitted);
  expect(heard).not.toHaveBeenCalled();
  dispatchEvent(new Event('taken-over'));
  expect(heard).toHaveBeenCalledTimes(1);
  expect(submitted).toHaveBeenCalledTimes(button?.type === 'submit' ? 1 : 0);
  button?.click();
  expect(heard).toHaveBeenCalledTimes(2);
});

it('keeps nothing where nothing was clicked', async () => {
  await run();
  document.body.click();
  const heard = vi.fn();
  document.addEventListener('click', heard);
  dispatchEvent(new Event('taken-over'));
  expect(heard).not.toHaveBeenCalled();
  document.removeEventListener('click', heard);
});

it.each([
  ['a click beside the name', '', ['click']],
  ['a name, typed', 'prod', ['click', 'input prod']],
])('keeps %s in the box of the profile for the app', async (_, typed, expected) => {
  await run();
  const field = document.querySelector<HTMLInputElement>('.profile-name');
  const heard: string[] = [];
  if (typed === '') document.querySelector('.profile small')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  else if (field) {
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // As the app does when it takes over: the field shows what is known, which is nothing yet.
    field.value = '';
  }
  const box = document.querySelector('.profile');
  box?.addEventListener('click', () => heard.push('click'));
  box?.addEventListener('input', () => heard.push(`input ${field?.value}`));
  dispatchEvent(new Event('taken-over'));
  expect(heard).toEqual(expected);
});

it('is what the style sheet waits for', () => {
  const css = readFileSync(`${import.meta.dirname}/popup.css`, 'utf8');
  expect(css).toContain(':root:not([data-view]) > body > .root {\n  display: none;');
});
