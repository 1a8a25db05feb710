import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { classicBundle } from '../../src/testing/classic-bundle.ts';
import { takeApart } from './first-paint.ts';
import { buildPopupApp, type PopupApp } from './popup-app.ts';

const POPUP = resolve(import.meta.dirname, '../../src/popup');
/** What the popup reads before it can be worked with, bytes. */
const RAW_MAX = 40_000;
/** What of its styles holds up the first paint, bytes. */
const CSS_MAX = 9000;

describe('the popup as it is packed', () => {
  let popup: PopupApp;

  beforeAll(async () => {
    // What the tests run in would be built for finding faults.
    vi.stubEnv('NODE_ENV', 'production');
    const { app, styles, laterStyles } = takeApart(readFileSync(resolve(POPUP, 'index.html'), 'utf8'));
    const from = (path: string) => resolve(POPUP, path);
    popup = await buildPopupApp(from(app), styles.map(from), laterStyles.map(from));
    vi.unstubAllEnvs();
  });

  it(`begins with at most ${RAW_MAX} bytes of script, in one file and the small one`, async () => {
    const script = popup.files.get(popup.entry) ?? '';
    const first = await classicBundle('src/popup/first-view.ts', { callsSts: false, inPage: true });
    expect(script.length + first.length).toBeLessThanOrEqual(RAW_MAX);
    // Nor so little that it cannot be all of it.
    expect(script.length).toBeGreaterThan(20_000);
    expect(script).not.toMatch(/^import\b|[;}]import\s*[{*\w"']/);
  });

  it('fetches the rest by its name, and wraps no import', () => {
    const scripts = [...popup.files.values()].join('\n');
    const fetched = [...scripts.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, name]) => `assets/${name}`);
    expect(fetched.length).toBeGreaterThan(5);
    for (const name of fetched) expect([...popup.files.keys()]).toContain(name);
    expect(scripts).not.toMatch(/__vite|__VITE/);
  });

  it('begins with the styles of the code view, and has those of other views in a file of its own', () => {
    for (const rule of ['.code-field{', '.bar{', '.button.primary{']) expect(popup.css).toContain(rule);
    for (const rule of ['.alert{', '.ring{', '.preview{', '.others{', '.option{']) {
      expect(popup.css).not.toContain(rule);
      expect(popup.later.css).toContain(rule);
    }
    expect(popup.css.length).toBeLessThan(CSS_MAX);
    expect(popup.files.get(popup.later.path)).toBe(popup.later.css);
  });

  it('has the shared styles before its own', () => {
    const places = ['--canvas:', ':focus-visible{', '.button{', '.code-field{'].map((rule) => popup.css.indexOf(rule));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBeGreaterThanOrEqual(0);
  });
});
