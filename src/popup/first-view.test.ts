// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const html = readFileSync(`${import.meta.dirname}/index.html`, 'utf8');
const body = html.slice(html.indexOf('<body>') + '<body>'.length, html.indexOf('<script'));

async function run() {
  vi.resetModules();
  await import('./first-view.ts');
}

/** Puts the view there that a page of the popup begins with. */
function begin(view = 'ready') {
  const page = new DOMParser().parseFromString(body.replaceAll(/<\/?template>/g, ''), 'text/html');
  document.body.replaceChildren(...page.querySelectorAll(`.root[data-first="${view}"]`));
}

beforeEach(() => begin());
afterEach(() => {
  // Ends what a run still listens for.
  dispatchEvent(new Event('taken-over'));
});

it.each([
  ['ready', 'Settings'],
  ['ready', 'Start session'],
  ['live', 'Lock'],
])('keeps a click in the view "%s" on %s until the app has taken over, and no longer', async (hint, name) => {
  begin(hint);
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
