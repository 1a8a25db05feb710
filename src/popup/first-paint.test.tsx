// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { hydrate, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { FakePorts } from '../testing/fake-ports.ts';
import { exampleOverview, exampleProfile } from '../testing/page-examples.ts';
import { App } from './App.tsx';
import { loadPart } from './parts.ts';
import type { FirstView } from './view.ts';

const html = readFileSync(`${import.meta.dirname}/index.html`, 'utf8');
const FIRST_VIEWS: readonly FirstView[] = ['ready', 'locked', 'live', 'empty'];
const never = () => new Promise<never>(() => {});

beforeAll(async () => {
  useEnglishTexts();
  await Promise.all([loadPart('live'), loadPart('locked'), loadPart('notice')]);
});

/** Where the test has drawn. */
let drawn: HTMLElement | undefined;
afterEach(() => {
  if (drawn) render(null, drawn);
  drawn = undefined;
});

function app(ports: FakePorts, first: FirstView) {
  return <App ports={ports} loadPassphrase={never} first={first} woken={never()} onView={() => {}} close={() => {}} />;
}

function opening(): FakePorts {
  const ports = new FakePorts();
  ports.readFacts = never;
  return ports;
}

/** An element as index.html has it: two spaces for each step down, one element a line, attributes in the order they were set. */
function written(element: Element, indent: string): string {
  const attributes = [...element.attributes].map(({ name, value }) => (value === '' ? name : `${name}="${value}"`));
  // The test's DOM does not reflect this one as an attribute.
  if (element.localName === 'input') attributes.push('spellcheck="false"');
  const start = `${indent}<${[element.localName, ...attributes].join(' ')}>`;
  if (element.localName === 'input') return start;
  const end = `</${element.localName}>`;
  if (element.children.length === 0) return `${start}${element.textContent}${end}`;
  const children = [...element.childNodes].map((child) =>
    child instanceof Element ? written(child, `${indent}  `) : `${indent}  ${child.textContent}`,
  );
  return [start, ...children.filter((line) => line.trim() !== ''), indent + end].join('\n');
}

it.each(FIRST_VIEWS)('index.html holds the view "%s" as it is drawn before anything is known', (first) => {
  const root = document.createElement('div');
  root.className = 'root';
  root.dataset['first'] = first;
  drawn = root;
  render(app(opening(), first), root);
  expect(html).toContain(written(root, '    '));
});

function parsed(first: FirstView): HTMLElement {
  const page = new DOMParser().parseFromString(html.slice(html.indexOf('<body>')), 'text/html');
  const root = page.querySelector<HTMLElement>(`body > .root[data-first="${first}"]`);
  if (!root) throw new Error(`No view "${first}"`);
  document.body.replaceChildren(root);
  drawn = root;
  return root;
}

it('takes over the field with what was typed before the script ran, and keeps it once the profile is known', async () => {
  const root = parsed('ready');
  const field = root.querySelector<HTMLInputElement>('.code-field');
  if (!field) throw new Error('No code field');
  field.value = '492 7';
  field.focus();
  const ports = opening();
  await act(() => hydrate(app(ports, 'ready'), root));
  expect(root.querySelector('.code-field')).toBe(field);
  expect(field.value).toBe('4927');
  expect(document.activeElement).toBe(field);
  expect([...root.querySelectorAll('.boxes > span')].map((box) => box.textContent).join('')).toBe('4927');

  await act(() => ports.change({ overview: exampleOverview([exampleProfile()]) }));
  expect(root.querySelector('.code-field')).toBe(field);
  expect(field.value).toBe('4927');
  expect(root.textContent).toContain('Six digits from the device “alice”');
});

it('sends a code that was complete before the script ran, once it knows for which profile', async () => {
  const root = parsed('ready');
  const field = root.querySelector<HTMLInputElement>('.code-field');
  if (!field) throw new Error('No code field');
  field.value = '492718';
  const ports = opening();
  ports.answer('start-session', never);
  await act(() => hydrate(app(ports, 'ready'), root));
  expect(ports.requests('start-session')).toEqual([]);
  await act(() => ports.change({ overview: exampleOverview([exampleProfile()]) }));
  expect(ports.requests('start-session')).toEqual([
    { profileId: 'id-dev', tokenCode: '492718', durationSeconds: 43_200 },
  ]);
  expect(field.value).toBe('');
});

it('holds every script back until the form stands in the page', () => {
  const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  expect(scripts).toEqual(['<script src="/first-view.js" defer>', '<script type="module" src="./main.tsx">']);
  expect(html.indexOf('<script')).toBeGreaterThan(html.lastIndexOf('</main>'));
  expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
});
