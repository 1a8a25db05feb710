import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { act } from 'preact/test-utils';
import { type Mock, vi } from 'vitest';
import type { Overview } from '../core/safe-index.ts';
import { OptionsApp } from '../options/OptionsApp.tsx';
import type { PassphrasePort } from '../ui/ports.ts';
import { FakeClipboardPort, FakePassphrases, FakePorts, FakeSites } from './fake-ports.ts';

/** The options tab on a fake world, with a clock the test moves: use {@link OptionsTab.pass} instead of waiting. */
export interface OptionsTab {
  readonly ports: FakePorts;
  readonly passphrases: FakePassphrases;
  readonly sites: FakeSites;
  readonly clipboard: FakeClipboardPort;
  /** The titles of the notifications tried. */
  readonly shown: readonly string[];
  /** Whether the browser takes them. */
  readonly notifies: Mock<() => boolean>;
  /** Lets answers arrive, drawings happen and `ms` milliseconds go by. */
  readonly pass: (ms?: number) => Promise<void>;
  readonly type: (label: string, value: string) => Promise<void>;
  readonly leave: (label: string) => Promise<void>;
  readonly press: (name: string | RegExp) => Promise<void>;
  readonly submit: () => Promise<void>;
  readonly paste: (label: string, text: string) => Promise<boolean>;
  readonly follow: (name: string) => Promise<void>;
  readonly change: (change: Partial<Overview>) => Promise<void>;
}

/** Draws the tab at `hash`. Needs fake timers; call {@link closeOptionsTab} after each test. */
export async function openOptionsTab(
  overview: Overview | undefined,
  hash = '',
  prepare: (ports: FakePorts) => void = () => {},
): Promise<OptionsTab> {
  history.replaceState(null, '', hash === '' ? location.pathname : hash);
  const ports = new FakePorts({ overview });
  ports.profileIndex = [...(overview?.profiles ?? [])];
  prepare(ports);
  const passphrases = new FakePassphrases();
  const sites = new FakeSites();
  const clipboard = new FakeClipboardPort();
  const shown: string[] = [];
  const notifies = vi.fn(() => true);
  const world = {
    ports,
    sites,
    clipboard,
    loadPassphrasePort: async (): Promise<PassphrasePort> => passphrases,
    showNotification: async (title: string) => {
      shown.push(title);
      return notifies();
    },
    version: '1.2.3',
  };
  render(<OptionsApp world={world} />);

  const pass = async (ms = 0) => {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  };
  const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
  const tab: OptionsTab = {
    ports,
    passphrases,
    sites,
    clipboard,
    shown,
    notifies,
    pass,
    async type(label, value) {
      field(label).focus();
      fireEvent.input(field(label), { target: { value } });
      await pass();
    },
    async leave(label) {
      fireEvent.blur(field(label));
      await pass();
    },
    async press(name) {
      fireEvent.click(screen.getByRole('button', { name }));
      await pass(50);
    },
    async submit() {
      const form = document.activeElement?.closest('form');
      if (!form) throw new Error('The focus is in no form');
      fireEvent.submit(form);
      await pass(50);
    },
    async paste(label, text) {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { getData: () => text } });
      field(label).focus();
      const proceeds = fireEvent(field(label), event);
      await pass();
      return proceeds;
    },
    async follow(name) {
      const link = screen.getByRole('link', { name });
      location.hash = link.getAttribute('href') ?? '';
      // The test's DOM tells of it by a clock that the test cannot move; told twice, the page must not care.
      await act(() => void dispatchEvent(new HashChangeEvent('hashchange')));
      await pass(10);
    },
    async change(change) {
      const latest = (await ports.readFacts()).overview;
      if (latest) ports.change({ overview: { ...latest, ...change } });
      await pass(10);
    },
  };
  await pass();
  return tab;
}

/** Takes the tab away again. */
export function closeOptionsTab(): void {
  cleanup();
  history.replaceState(null, '', location.pathname);
}
