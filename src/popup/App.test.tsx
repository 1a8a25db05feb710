// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { ProfileSummary, SessionSummary } from '../core/safe-index.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { useEnglishTexts } from '../testing/english-texts.ts';
import { FakePassphrases, FakePorts } from '../testing/fake-ports.ts';
import { exampleOverview, exampleProfile, exampleSession, EXAMPLE_NOW_MS as NOW } from '../testing/page-examples.ts';
import type { Facts } from '../ui/ports.ts';
import { App } from './App.tsx';
import { loadPart } from './parts.ts';
import type { FirstView } from './view.ts';

const dev = exampleProfile();
const prod = exampleProfile({ name: 'prod-admin', colour: 'red', accountId: '987654321098' });
const devLive = exampleSession(dev, 600);
const prodLive = exampleSession(prod, 12);
const none = { overview: exampleOverview([dev, prod]) };
const both = { overview: exampleOverview([dev, prod], [devLive, prodLive]) };
const never = () => new Promise<never>(() => {});

beforeAll(async () => {
  useEnglishTexts();
  await import('./worker-died.ts');
  await Promise.all(
    (['live', 'locked', 'notice', 'profiles', 'sessions', 'notes', 'problem', 'clipboard', 'request'] as const).map(
      loadPart,
    ),
  );
});
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function open(facts: Partial<Facts>, first: FirstView = 'ready', woken: Promise<unknown> = never()) {
  const ports = new FakePorts(facts, NOW);
  const passphrases = new FakePassphrases();
  const views: FirstView[] = [];
  const close = vi.fn();
  ports.answer('render-snippet', ({ profileId, formatId }) => ({ text: `${profileId} as ${formatId}` }));
  const { container, unmount } = render(
    <App
      ports={ports}
      loadPassphrase={async () => passphrases}
      first={first}
      woken={woken}
      onView={(view) => views.push(view)}
      close={close}
    />,
  );
  await settle();
  return { ports, passphrases, views, close, container, unmount };
}

/** Lets promises that are ready do their work. */
const settle = () => pass(undefined, 0);

async function pass(ports: FakePorts | undefined, ms: number) {
  if (ports) ports.nowMs += ms;
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

const codeField = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'MFA code' });
const button = (name: string) => screen.getByRole('button', { name });

async function type(digits: string) {
  fireEvent.input(codeField(), { target: { value: digits } });
  await settle();
}

async function press(element: Element | Document, key: string, rest: KeyboardEventInit = {}) {
  const wentOn = fireEvent.keyDown(element, { key, ...rest });
  await settle();
  return wentOn;
}

async function click(element: Element) {
  fireEvent.click(element);
  await settle();
}

/** All there is to read in the page, attributes and all. */
const markup = (node: Node) => new XMLSerializer().serializeToString(node);

/** What Ctrl+C or Cmd+C does with nothing marked. */
async function copyByKey() {
  fireEvent(document.activeElement ?? document.body, new Event('copy', { bubbles: true, cancelable: true }));
  await settle();
}

describe('the code field', () => {
  it('has the focus, and the button says what is missing', async () => {
    await open(none);
    expect(document.activeElement).toBe(codeField());
    expect(button('Start session').getAttribute('aria-disabled')).toBe('true');
    expect(button('Start session').title).toBe('Type the six digits first');
    expect(screen.getByText('Six digits from the device “alice”')).toBeDefined();
    expect(screen.getByText('this code: 30 s')).toBeDefined();
  });

  it('sends by itself at the sixth digit, once, for the length of the profile', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', never);
    for (const digits of ['4', '49', '492', '4927', '49271']) await type(digits);
    expect(ports.requests('start-session')).toEqual([]);
    await type('492718');
    expect(ports.requests('start-session')).toEqual([
      { profileId: dev.id, tokenCode: '492718', durationSeconds: 43_200 },
    ]);
    expect(codeField().value).toBe('');
    await pass(ports, 120_000);
    expect(ports.requests('start-session')).toHaveLength(1);
  });

  it.each([
    ['492 718', '492718'],
    ['492-718', '492718'],
    [' 492718\n', '492718'],
    ['4927189', '492718'],
    ['code: 492718', '492718'],
  ])('takes pasted %j', async (pasted, tokenCode) => {
    const { ports } = await open(none);
    ports.answer('start-session', never);
    await type(pasted);
    expect(ports.requests('start-session')).toMatchObject([{ tokenCode }]);
  });

  it('drops what is no digit', async () => {
    const { ports } = await open(none);
    await type('4a9²٣2');
    expect(codeField().value).toBe('492');
    expect(ports.requests('start-session')).toEqual([]);
  });

  it('sends the chosen length', async () => {
    const { ports } = await open(none);
    fireEvent.change(screen.getByRole('combobox', { name: 'Session duration' }), { target: { value: '3600' } });
    await type('492718');
    expect(ports.requests('start-session')).toMatchObject([{ durationSeconds: 3600 }]);
  });

  it('offers the length of the profile though it is not on the list', async () => {
    await open({ overview: exampleOverview([exampleProfile({ durationSeconds: 5400 })]) });
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Session duration' });
    expect(select.value).toBe('5400');
    expect(within(select).getByRole('option', { name: '1 hour 30 minutes' })).toBeDefined();
  });

  it('says aloud why it cannot send yet', async () => {
    const { ports } = await open(none);
    await type('49');
    await click(button('Start session'));
    expect(ports.requests('start-session')).toEqual([]);
    expect(screen.getByRole('status').textContent).toBe('Type the six digits first');
    await type('492');
    expect(screen.getByRole('status').textContent).toBe('Six digits from the device “alice”');
  });

  it('counts the 30 seconds by the server’s clock', async () => {
    const { ports } = await open({ ...none, clockOffsetMs: 12_000 });
    expect(screen.getByText('this code: 18 s')).toBeDefined();
    await pass(ports, 17_000);
    expect(screen.getByText('this code: 1 s')).toBeDefined();
    await pass(ports, 1000);
    expect(screen.getByText('this code: 30 s')).toBeDefined();
  });
});

describe('asking', () => {
  it('draws the session that is to come beforehand, out of sight, and the same one then in sight', async () => {
    const { ports, container } = await open(none);
    let answer = (_session: SessionSummary) => {};
    ports.answer('start-session', () => new Promise((resolve) => (answer = resolve)));
    await type('492718');
    const drawn = container.querySelector('[role=timer]')?.closest<HTMLElement>('.view');
    expect(drawn?.hidden).toBe(true);
    expect(container.querySelector('[role=timer]')?.textContent?.trim()).toBe('');
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
    expect(document.activeElement).toBe(codeField());
    answer(devLive);
    await settle();
    expect(drawn?.isConnected).toBe(true);
    expect(drawn?.hidden).toBe(false);
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('10:00 hours left');
    expect(document.activeElement).toBe(button('Copy'));
  });

  it('names the host, can be closed, and shows no digit', async () => {
    const { ports, container } = await open(none);
    ports.answer('start-session', never);
    await type('492718');
    expect(screen.getByRole('heading', { name: 'Asking AWS…' })).toBeDefined();
    expect(screen.getByRole('status').textContent).toBe('sts.eu-central-1.amazonaws.com');
    expect(screen.getByText('You can close this window; the session starts anyway.')).toBeDefined();
    expect(container.querySelector('.boxes')?.textContent).toBe('••••••');
    expect(markup(container)).not.toContain('492718');
    expect(codeField().readOnly).toBe(true);
  });

  it('is found by a popup that opens meanwhile, and its answer is drawn when it comes', async () => {
    const { ports } = await open({ ...none, signIns: { [dev.id]: { state: 'asking', startedAtMs: NOW - 2000 } } });
    expect(screen.getByRole('heading', { name: 'Asking AWS…' })).toBeDefined();
    await act(() => ports.change({ ...both, signIns: {} }));
    await settle();
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('10:00 hours left');
    expect(document.activeElement).toBe(button('Copy'));
  });

  it('goes to the session at once when its own answer comes, before storage tells', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', () => devLive);
    await type('492718');
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('10:00 hours left');
    await act(() => ports.change(both));
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('10:00 hours left');
  });
});

describe('a worker that dies over a request', () => {
  const dies = () => {
    throw new AppError('background-unreachable');
  };

  it('is followed by another, whose verdict is shown', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', dies);
    ports.answer('reconcile', () => {
      ports.change({ signIns: { [dev.id]: { state: 'refused', atMs: NOW, error: { code: 'outcome-unknown' } } } });
      return {};
    });
    await type('492718');
    expect(screen.getByRole('alert').textContent).toContain('It is not known whether the request arrived');
    expect(codeField().value).toBe('');
  });

  it('may have stored the answer before', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', dies);
    ports.answer('reconcile', () => {
      ports.change({ overview: exampleOverview([dev, prod], [devLive]) });
      return {};
    });
    await type('492718');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('timer', { name: 'Time left' })).toBeDefined();
  });

  it('is said to be gone when it had begun nothing, or when no other comes', async () => {
    for (const wake of [() => ({}), dies]) {
      const { ports, unmount } = await open(none);
      ports.answer('start-session', dies);
      ports.answer('reconcile', wake);
      await type('492718');
      expect(screen.getByRole('alert').textContent).toContain('The background of Stint does not answer');
      unmount();
    }
  });
});

describe('a refusal', () => {
  const service = {
    status: 403,
    code: 'AccessDenied',
    message: 'invalid MFA one time pass code.',
    requestId: '16fc956c',
  };
  const refuse = () => {
    throw new AppError('mfa-code-refused', { service, params: { host: 'sts.eu-central-1.amazonaws.com' } });
  };

  it('says cause and remedy, empties the field, and waits for the next code', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', refuse);
    await pass(ports, 4000);
    await type('492718');
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('AWS refused this code');
    expect(alert.textContent).toContain('each code works once');
    expect(alert.textContent).toContain('HTTP 403 · AccessDenied · invalid MFA one time pass code. · request 16fc956c');
    expect(codeField().value).toBe('');
    expect(document.activeElement).toBe(codeField());
    expect(screen.getByText('next code in 26 s')).toBeDefined();
    expect(button('Start session').title).toBe('Wait for the next code: 26 s');
  });

  it('does not send the same digits again before the next code, then leaves it to the user', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', refuse);
    await type('492718');
    await type('492718');
    expect(button('Start session').title).toBe('This code was sent already; the next one comes in 30 s');
    await pass(ports, 30_000);
    expect(ports.requests('start-session')).toHaveLength(1);
    expect(button('Start session').getAttribute('aria-disabled')).toBeNull();
    await click(button('Start session'));
    expect(ports.requests('start-session')).toHaveLength(2);
  });

  it('takes other digits at once: the first were mistyped', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', refuse);
    await type('492718');
    await type('492781');
    expect(ports.requests('start-session').map((request) => request.tokenCode)).toEqual(['492718', '492781']);
  });

  it('does not wait when it is not about the code', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', () => {
      throw new AppError('access-key-unknown');
    });
    await type('492718');
    expect(screen.getByRole('alert').textContent).toContain('AWS does not know this access key');
    expect(screen.getByText('this code: 30 s')).toBeDefined();
    expect(button('Start session').title).toBe('Type the six digits first');
  });

  it('that came while the popup was closed is shown, and forgotten as a new code is typed', async () => {
    const signIns = { [dev.id]: { state: 'refused', atMs: NOW - 1000, error: { code: 'mfa-code-refused' } } } as const;
    const { ports } = await open({ ...none, signIns });
    expect(screen.getByRole('alert').textContent).toContain('AWS refused this code');
    expect(ports.requests('dismiss-refusal')).toEqual([]);
    await type('4');
    expect(ports.requests('dismiss-refusal')).toEqual([{ profileId: dev.id }]);
    await act(() => ports.change({ signIns: {} }));
    await type('49');
    // It stays in sight until the code is sent, so that nothing jumps; and what was typed stays, too.
    expect(screen.getByRole('alert')).toBeDefined();
    expect(codeField().value).toBe('49');
    expect(ports.requests('dismiss-refusal')).toHaveLength(1);
  });

  it.each([
    ['a moment ago', NOW - 1000, true, true],
    ['long ago', NOW - 120_000, true, false],
    ['on a sign-in that is ready', NOW - 1000, false, false],
  ])('a click on a notice %s: the code field comes or does not', async (_, atMs, renew, comes) => {
    const { ports } = await open({ ...both, popupIntent: { profileId: dev.id, renew, atMs } }, 'live');
    expect(screen.queryByRole('textbox', { name: 'MFA code' }) !== null).toBe(comes);
    if (!comes) return;
    expect(document.activeElement).toBe(codeField());
    // Heeded once: who goes back is left there.
    await click(button('Cancel'));
    await act(() => ports.change({ signIns: {} }));
    expect(button('Copy')).toBeDefined();
  });

  it('of a renewal stands beside the session that goes on', async () => {
    const signIns = { [dev.id]: { state: 'refused', atMs: NOW - 1000, error: { code: 'offline' } } } as const;
    const { ports } = await open({ ...both, signIns }, 'live');
    expect(screen.getByRole('alert').textContent).toContain('This computer is offline');
    expect(button('Copy')).toBeDefined();
    await click(button('Dismiss'));
    expect(ports.requests('dismiss-refusal')).toEqual([{ profileId: dev.id }]);
  });

  it('shows a service’s words as words', async () => {
    const { ports, container } = await open(none);
    ports.answer('start-session', () => {
      throw new AppError('service-refused', { service: { message: '<img src=x onerror=alert(1)>' } });
    });
    await type('492718');
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('a live session', () => {
  it('says how long, who, and has the focus on Copy', async () => {
    await open(both, 'live');
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('10:00 hours left');
    for (const words of ['1234-5678-9012', 'alice, with MFA', 'eu-central-1']) {
      expect(screen.getByText(words)).toBeDefined();
    }
    expect(document.activeElement).toBe(button('Copy'));
  });

  it('copies in the chosen format, ticks, and says so', async () => {
    const { ports } = await open(both, 'live');
    fireEvent.change(screen.getByRole('combobox', { name: 'Format' }), { target: { value: 'powershell' } });
    await settle();
    expect(ports.requests('save-settings')).toEqual([{ formats: { [dev.id]: 'powershell' } }]);
    await click(button('Copy'));
    expect(ports.clipboard).toEqual([`${dev.id} as powershell`]);
    expect(button('Copy').textContent).toBe('Copied');
    expect(screen.getByRole('status').textContent).toBe('On the clipboard');
    await pass(ports, 2000);
    expect(button('Copy').textContent).toBe('Copy');
    await pass(ports, 4000);
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('keeps the formats of other profiles', async () => {
    const settings = { formats: { [prod.id]: 'fish' as const }, defaultFormat: 'cmd' as const };
    const { ports } = await open({ ...both, settings: { ...DEFAULT_SETTINGS, ...settings } }, 'live');
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Format' });
    expect(select.value).toBe('cmd');
    fireEvent.change(select, { target: { value: 'posix' } });
    await settle();
    expect(ports.requests('save-settings')).toEqual([{ formats: { [prod.id]: 'fish', [dev.id]: 'posix' } }]);
  });

  it('asks for the text as one to be copied, and tells once what may become of it', async () => {
    const { ports } = await open(both, 'live');
    const note = () => screen.queryByRole('region', { name: 'About the clipboard' });
    expect(note()).toBeNull();
    await click(button('Copy'));
    await pass(ports, 10);
    expect(ports.requests('render-snippet')).toEqual([{ profileId: dev.id, formatId: 'posix', toCopy: true }]);
    expect(note()?.textContent).toContain('clipboard history');
    // Longer than the words about the copy.
    await pass(ports, 60_000);
    await click(button('Clipboard settings'));
    expect(ports.opened).toEqual(['#security']);
    await click(button('Got it'));
    expect(ports.requests('save-settings')).toEqual([{ clipboardTold: true }]);
    ports.change({ settings: { ...DEFAULT_SETTINGS, clipboardTold: true } });
    await settle();
    expect(note()).toBeNull();
    await click(button('Copy'));
    await pass(ports, 10);
    expect(note()).toBeNull();
  });

  it('says when the clipboard refuses', async () => {
    const { ports } = await open(both, 'live');
    ports.clipboardError = new DOMException('no', 'NotAllowedError');
    await click(button('Copy'));
    expect(screen.getByRole('alert').textContent).toContain('The browser did not let Stint use the clipboard');
    expect(button('Copy').textContent).toBe('Copy');
  });

  it('copies by Ctrl+C with nothing marked, and leaves marked text alone', async () => {
    const { ports } = await open(both, 'live');
    await copyByKey();
    expect(ports.clipboard).toEqual([`${dev.id} as posix`]);
    const marked = document.createRange();
    marked.selectNodeContents(screen.getByText('eu-central-1'));
    document.getSelection()?.addRange(marked);
    await copyByKey();
    expect(ports.clipboard).toHaveLength(1);
    document.getSelection()?.removeAllRanges();
  });

  it('has no secret in the page, until the button is held; then only while it is held', async () => {
    const { ports, container } = await open(both, 'live');
    ports.answer('render-snippet', () => ({ text: 'export AWS_SECRET_ACCESS_KEY=CANARY' }));
    const hold = button('Hold to show');
    expect(container.textContent).toContain("export AWS_SECRET_ACCESS_KEY='········'");

    for (const [down, up] of [
      [() => fireEvent.pointerDown(hold, { button: 0 }), () => fireEvent.pointerUp(hold)],
      [() => fireEvent.keyDown(hold, { key: ' ' }), () => fireEvent.keyUp(hold, { key: ' ' })],
      [() => fireEvent.keyDown(hold, { key: 'Enter' }), () => fireEvent.blur(hold)],
      [() => fireEvent.pointerDown(hold, { button: 0 }), () => fireEvent.blur(window)],
      [() => fireEvent.pointerDown(hold, { button: 0 }), () => fireEvent(document, new Event('visibilitychange'))],
    ] as const) {
      down();
      await settle();
      expect(container.textContent).toContain('CANARY');
      up();
      await settle();
      expect(markup(container)).not.toContain('CANARY');
    }
  });

  it('drops a snippet that comes after the button was let go', async () => {
    const { ports, container } = await open(both, 'live');
    let give = (_: { text: string }) => {};
    ports.answer('render-snippet', () => new Promise((resolve) => (give = resolve)));
    fireEvent.pointerDown(button('Hold to show'), { button: 0 });
    fireEvent.pointerUp(button('Hold to show'));
    give({ text: 'CANARY' });
    await settle();
    expect(markup(container)).not.toContain('CANARY');
  });

  it('reads the time out only as the end comes near', async () => {
    const soon = exampleSession(dev, 16);
    const { ports, container } = await open({ overview: exampleOverview([dev], [soon]) }, 'live');
    const news = () => container.querySelector('[aria-live]')?.textContent;
    expect(news()).toBe('');
    await pass(ports, 30_000);
    expect(news()).toBe('');
    await pass(ports, 30_000);
    expect(news()).toBe('The session ends in 15 min');
    await pass(ports, 9 * 60_000);
    expect(news()).toBe('The session ends in 15 min');
    await pass(ports, 60_000);
    expect(news()).toBe('The session ends in 5 min');
    await pass(ports, 4 * 60_000);
    expect(news()).toBe('The session ends in 1 min');
    await pass(ports, 60_000);
    expect(news()).toBe('The session of dev has ended');
  });

  it('reads out the last hour, and after a sleep what is left rather than what was missed', async () => {
    const later = exampleSession(dev, 61);
    const { ports, container } = await open({ overview: exampleOverview([dev], [later]) }, 'live');
    const news = () => container.querySelector('[aria-live]')?.textContent;
    await pass(ports, 60_000);
    expect(news()).toBe('The session ends in 1 h');
    ports.nowMs += 49 * 60_000;
    await pass(ports, 1000);
    expect(news()).toBe('The session ends in 11 min');
    ports.change({ overview: exampleOverview([dev], [exampleSession(dev, 700, { id: 'another' })]) });
    await settle();
    expect(news()).toBe('');
  });

  it('asks for the next code when it ends, and says when that was', async () => {
    const { ports } = await open({ overview: exampleOverview([dev], [exampleSession(dev, 1)]) }, 'live');
    await pass(ports, 59_000);
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('1 second left');
    await pass(ports, 1000);
    expect(document.activeElement).toBe(codeField());
    expect(screen.getByRole('status').textContent).toMatch(/^The session ended \d\d:\d\d$/);
  });
});

describe('the list of sessions', () => {
  const MINUTE = 60_000;
  const over = (profileId: string | undefined, minutesAgo: number) => ({
    id: `over-${profileId}-${minutesAgo}`,
    ...(profileId !== undefined && { profileId }),
    endedAtMs: NOW - minutesAgo * MINUTE,
    by: 'expiry' as const,
  });
  const rows = () =>
    [...document.querySelectorAll('.others li')].map((row) =>
      ['.name', 'time'].map((part) => row.querySelector(part)?.textContent).join(': '),
    );

  it('has every live session, the first to end first, each on the same scale', async () => {
    const { container } = await open(both, 'live');
    expect(rows()).toEqual(['prod-admin: 12 min', 'dev: 10 h']);
    const bars = [...container.querySelectorAll('.left .rest')].map((bar) => bar.getAttribute('d'));
    expect(bars).toEqual(['M2 2h1.2', 'M2 2h60.0']);
    // The one that is shown has its great Copy button, and leads nowhere.
    expect(screen.queryByRole('button', { name: 'Copy dev' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'dev' })).toBeNull();
    expect(button('Copy prod-admin')).toBeDefined();
  });

  it('has none for the only session, which is shown anyway', async () => {
    await open({ overview: exampleOverview([dev, prod], [devLive]) }, 'live');
    expect(rows()).toEqual([]);
  });

  it('keeps what ended within a day, each the way to its code field', async () => {
    const { ports } = await open(
      { overview: exampleOverview([dev, prod], [devLive]), ended: [over(prod.id, 190), over(prod.id, 125)] },
      'live',
    );
    expect(rows()).toEqual(['prod-admin: ended 2 h ago']);
    await click(button('prod-admin'));
    expect(document.activeElement).toBe(codeField());
    expect(screen.getByText('Ended 2 h ago. Six digits from the device “alice”')).toBeDefined();
    expect(ports.requests('select-profile')).toEqual([{ profileId: prod.id }]);
  });

  it('names nothing over that lives again, is shown, or is unknown', async () => {
    await open({ ...both, ended: [over(prod.id, 5), over(dev.id, 5), over('gone', 5), over(undefined, 5)] }, 'live');
    expect(rows()).toEqual(['prod-admin: 12 min', 'dev: 10 h']);
  });
});

describe('notes', () => {
  const MINUTE = 60_000;
  const note = () => screen.queryByRole('note')?.textContent;

  it.each([
    [11, 'This computer’s clock is 11 minutes behind AWS’s. Stint counts by AWS’s.Dismiss'],
    [-90, 'This computer’s clock is 1 hour 30 minutes ahead of AWS’s. Stint counts by AWS’s.Dismiss'],
    [1, undefined],
  ])('tell of a clock that is %i minutes behind', async (minutes, said) => {
    await open({ ...none, clockOffsetMs: minutes * MINUTE });
    expect(note()).toBe(said);
  });

  it('tell of the clock once, and again when it is another figure', async () => {
    const { ports } = await open({ ...none, clockOffsetMs: 11 * MINUTE });
    await click(button('Dismiss'));
    expect(ports.requests('save-settings')).toEqual([{ clockToldMs: 11 * MINUTE }]);
    ports.change({ settings: { ...DEFAULT_SETTINGS, clockToldMs: 11 * MINUTE } });
    await settle();
    expect(note()).toBeUndefined();
    ports.change({ clockOffsetMs: 14 * MINUTE });
    await settle();
    expect(note()).toContain('14 minutes behind');
  });

  it('tell of a vault copy that was not as it should be, and lead to what it means', async () => {
    const { ports } = await open({ overview: exampleOverview([dev], [], { report: 'damaged-copy' }) });
    expect(note()).toBe('A copy of the vault was damagedOpen Settings');
    await click(button('Open Settings'));
    expect(ports.opened).toEqual(['']);
  });
});

describe('renewing', () => {
  it('keeps the session until the new one is there', async () => {
    const { ports } = await open(both, 'live');
    await click(button('Renew'));
    expect(document.activeElement).toBe(codeField());
    expect(screen.getByRole('status').textContent).toBe('The current session runs on until then');
    expect(ports.requests('end-session')).toEqual([]);
    const next: SessionSummary = { ...exampleSession(dev, 720), id: 'next', startedAtMs: NOW };
    ports.answer('start-session', () => next);
    await type('492718');
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('12:00 hours left');
  });

  it.each([
    ['Cancel', () => click(button('Cancel'))],
    ['Escape', () => press(document.body, 'Escape')],
  ])('goes back by %s, and only then closes', async (_, goBack) => {
    const { ports, close } = await open(both, 'live');
    await click(button('Renew'));
    await type('492');
    await goBack();
    expect(screen.getByRole('timer', { name: 'Time left' })).toBeDefined();
    expect(document.activeElement).toBe(button('Copy'));
    expect(close).not.toHaveBeenCalled();
    await press(document.body, 'Escape');
    expect(close).toHaveBeenCalledOnce();
    await click(button('Renew'));
    expect(codeField().value).toBe('');
    expect(ports.requests('start-session')).toEqual([]);
  });
});

describe('ending', () => {
  it('is done at once, says what copies are still worth, and asks for the next code', async () => {
    const { ports } = await open(both, 'live');
    await click(button('End session'));
    expect(ports.requests('end-session')).toEqual([{ profileId: dev.id }]);
    expect(screen.getByRole('status').textContent).toMatch(/^Ended here\. Copies work until \d\d:\d\d$/);
    expect(document.activeElement).toBe(codeField());
    await act(() => ports.change({ overview: exampleOverview([dev, prod], [prodLive]) }));
    expect(screen.getByRole('status').textContent).toMatch(/^Ended here/);
  });

  it('is not covered by the news of an earlier copy', async () => {
    await open(both, 'live');
    await click(button('Copy'));
    await click(button('End session'));
    expect(screen.getByRole('status').textContent).toMatch(/^Ended here/);
  });

  it('makes way for the next session', async () => {
    const { ports } = await open(both, 'live');
    await click(button('End session'));
    const next = { ...devLive, id: 'next' };
    ports.answer('start-session', () => next);
    await type('492718');
    expect(screen.getByRole('timer', { name: 'Time left' })).toBeDefined();
    await act(() => ports.change({ overview: exampleOverview([dev, prod], [next]) }));
    expect(screen.getByRole('timer', { name: 'Time left' })).toBeDefined();
  });

  it('brings the session back when it failed', async () => {
    const { ports } = await open(both, 'live');
    ports.answer('end-session', () => {
      throw new AppError('storage-full');
    });
    await click(button('End session'));
    expect(screen.getByRole('timer', { name: 'Time left' })).toBeDefined();
    expect(screen.getByRole('alert').textContent).toContain('The browser has no room left');
  });
});

describe('other live sessions', () => {
  it('are one click from the clipboard, in their own format', async () => {
    const settings = { ...DEFAULT_SETTINGS, formats: { [prod.id]: 'fish' as const } };
    const { ports } = await open({ ...both, settings }, 'live');
    await click(button('Copy prod-admin'));
    expect(ports.clipboard).toEqual([`${prod.id} as fish`]);
    expect(screen.getByRole('status').textContent).toBe('Copied: prod-admin');
    expect(ports.requests('select-profile')).toEqual([]);
  });

  it('can be gone to by name', async () => {
    const { ports } = await open(both, 'live');
    await click(button('prod-admin'));
    expect(ports.requests('select-profile')).toEqual([{ profileId: prod.id }]);
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Profile' }).value).toBe('prod-admin');
    expect(screen.getByRole('timer', { name: 'Time left' }).textContent).toBe('12 minutes left');
  });
});

describe('locked', () => {
  const locked = { overview: exampleOverview([dev, prod], [devLive, prodLive], { vault: 'locked' }) };
  const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');

  it('asks for the passphrase and shows what still runs, with nothing to copy', async () => {
    await open(locked, 'locked');
    expect(document.activeElement).toBe(passphrase());
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['prod-admin12 min', 'dev10 h']);
    expect(screen.queryByRole('button', { name: /copy/i })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Lock' })).toBeNull();
  });

  it('names nobody after a restart of the browser', async () => {
    const schedule = [{ id: 'x', expiresAtMs: NOW + 48_000 }];
    await open({ overview: exampleOverview([], [], { vault: 'locked' }), schedule }, 'locked');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['A session48 s']);
  });

  it('unlocks by Enter', async () => {
    const { passphrases } = await open(locked, 'locked');
    fireEvent.input(passphrase(), { target: { value: 'correct horse battery' } });
    fireEvent.submit(passphrase().form as HTMLFormElement);
    await settle();
    expect(passphrases.calls).toEqual([['unlock', 'correct horse battery']]);
  });

  it('keeps a wrong passphrase, marked, to be mended', async () => {
    const { passphrases } = await open(locked, 'locked');
    passphrases.error = new AppError('wrong-passphrase');
    fireEvent.input(passphrase(), { target: { value: 'correct hrose' } });
    await click(button('Unlock'));
    expect(screen.getByRole('alert').textContent).toContain('That is not the passphrase');
    expect(passphrase().value).toBe('correct hrose');
    expect([passphrase().selectionStart, passphrase().selectionEnd]).toEqual([0, 13]);
  });

  it('does not try an empty passphrase', async () => {
    const { passphrases } = await open(locked, 'locked');
    await click(button('Unlock'));
    expect(passphrases.calls).toEqual([]);
    expect(screen.getByText('Type your passphrase first.')).toBeDefined();
  });

  it('opens with one click where this browser holds the key', async () => {
    const { ports } = await open(
      { overview: exampleOverview([], [], { vault: 'locked', unlockMethods: ['this-browser'] }) },
      'locked',
    );
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
    expect(document.activeElement).toBe(button('Unlock'));
    await click(button('Unlock'));
    expect(ports.requests('unlock-with-this-browser')).toHaveLength(1);
  });

  it('keeps a code typed before the lock was known, for 30 seconds', async () => {
    const { ports } = await open({}, 'ready');
    await type('492718');
    await act(() => ports.change(locked));
    expect(screen.queryByRole('textbox', { name: 'MFA code' })).toBeNull();
    await pass(ports, 29_000);
    await act(() => ports.change(none));
    await settle();
    expect(ports.requests('start-session')).toMatchObject([{ profileId: dev.id, tokenCode: '492718' }]);
  });

  it('forgets it after that', async () => {
    const { ports } = await open({}, 'ready');
    await type('492718');
    await act(() => ports.change(locked));
    await pass(ports, 30_000);
    await act(() => ports.change(none));
    await settle();
    expect(codeField().value).toBe('');
    expect(ports.requests('start-session')).toEqual([]);
  });

  it('sends a code that met a lock nobody had noticed, once the vault is open again', async () => {
    const { ports } = await open(none);
    ports.answer('start-session', () => {
      throw new AppError('vault-locked');
    });
    await type('492718');
    await act(() => ports.change(locked));
    ports.answer('start-session', never);
    await act(() => ports.change(none));
    await settle();
    expect(ports.requests('start-session').map((request) => request.tokenCode)).toEqual(['492718', '492718']);
  });

  it('locks by the button', async () => {
    const { ports } = await open(both, 'live');
    await click(button('Lock'));
    expect(ports.requests('lock-vault')).toHaveLength(1);
  });
});

describe('choosing a profile', () => {
  const combobox = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Profile' });
  const many = {
    overview: exampleOverview([dev, prod], [prodLive], { profileCount: 2000 }),
  };
  const index = Array.from({ length: 2000 }, (_, number) => exampleProfile({ name: `p-${number}` }));
  const activeName = () => document.getElementById(combobox().getAttribute('aria-activedescendant') ?? '')?.textContent;

  async function openList(facts: Partial<Facts> = many) {
    const opened = await open(facts);
    opened.ports.profileIndex = [dev, prod, ...index.slice(2)];
    await click(combobox());
    return opened;
  }

  it('reads the whole index only when it opens, and draws only what can be seen', async () => {
    const { ports } = await open(many);
    ports.profileIndex = index;
    expect(ports.indexReads).toBe(0);
    await click(combobox());
    expect(ports.indexReads).toBe(1);
    expect(screen.getAllByRole('option').length).toBeLessThan(20);
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('2002');
    expect(screen.queryByRole('textbox', { name: 'MFA code' })).toBeNull();
  });

  it('does not read it when everything is known already', async () => {
    const { ports } = await openList(none);
    expect(ports.indexReads).toBe(0);
    expect(screen.getAllByRole('option')).toHaveLength(2);
  });

  it('goes through the list with the arrows, Home, End and pages', async () => {
    await openList();
    expect(combobox().getAttribute('aria-expanded')).toBe('true');
    expect(activeName()).toContain('dev');
    await press(combobox(), 'ArrowDown');
    expect(activeName()).toContain('prod-admin');
    await press(combobox(), 'Home');
    expect(activeName()).toContain('dev');
    await press(combobox(), 'PageDown');
    expect(activeName()).toContain('p-6');
    await press(combobox(), 'ArrowUp');
    expect(activeName()).toContain('p-5');
    await press(combobox(), 'Home');
    await press(combobox(), 'ArrowUp');
    expect(combobox().getAttribute('aria-activedescendant')).toBe('profile-1999');
    await press(combobox(), 'ArrowDown');
    expect(activeName()).toContain('dev');
    await press(combobox(), 'End');
    expect(combobox().getAttribute('aria-activedescendant')).toBe('profile-1999');
  });

  it('opens by typing, finds, and chooses by Enter', async () => {
    const { ports } = await open(none);
    combobox().focus();
    expect(await press(combobox(), 'p')).toBe(true);
    expect(combobox().value).toBe('');
    fireEvent.input(combobox(), { target: { value: 'prod ad' } });
    await settle();
    expect(screen.getByText('1 of 2')).toBeDefined();
    await press(combobox(), 'Enter');
    expect(ports.requests('select-profile')).toEqual([{ profileId: prod.id }]);
    expect(combobox().value).toBe('prod-admin');
    expect(combobox().getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(codeField());
  });

  it.each([
    ['chooses, once the list is there, by an Enter that came before', ['prod'], 1],
    ['forgets that Enter when more is typed', ['prod', 'p'], 0],
  ])('%s', async (_, typed, choices) => {
    const { ports } = await open(many);
    let arrive = (_list: ProfileSummary[]) => {};
    ports.readProfileIndex = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    await click(combobox());
    for (const query of typed) {
      fireEvent.input(combobox(), { target: { value: query } });
      await settle();
      if (query === 'prod') await press(combobox(), 'Enter');
    }
    expect(ports.requests('select-profile')).toEqual([]);
    arrive([dev, prod, ...index.slice(2)]);
    await settle();
    expect(ports.requests('select-profile')).toHaveLength(choices);
    expect(combobox().getAttribute('aria-expanded')).toBe(choices ? 'false' : 'true');
  });

  it('opened before anything is known, searches all of them in the end', async () => {
    const { ports } = await open({});
    ports.profileIndex = [dev, prod, ...index.slice(2)];
    await click(combobox());
    fireEvent.input(combobox(), { target: { value: 'p-1234' } });
    await settle();
    await press(combobox(), 'Enter');
    expect(ports.requests('select-profile')).toEqual([]);
    await act(() => ports.change(many));
    await settle();
    expect(ports.indexReads).toBe(1);
    expect(ports.requests('select-profile')).toEqual([{ profileId: index[1234]?.id }]);
  });

  it('chooses by a click, and clears digits meant for another device', async () => {
    const { ports } = await open(none);
    await type('492');
    await click(combobox());
    await click(screen.getByRole('option', { name: /prod-admin/ }));
    expect(ports.requests('select-profile')).toEqual([{ profileId: prod.id }]);
    expect(codeField().value).toBe('');
  });

  it('goes back when the choice is refused', async () => {
    const { ports } = await open(none);
    ports.answer('select-profile', () => {
      throw new AppError('profile-missing');
    });
    await click(combobox());
    await click(screen.getByRole('option', { name: /prod-admin/ }));
    expect(combobox().value).toBe('dev');
    expect(screen.getByRole('alert').textContent).toContain('This profile is no longer there');
  });

  it('follows a pointer that moves, not a list that moves below it', async () => {
    await openList(none);
    const option = screen.getByRole('option', { name: /prod-admin/ });
    fireEvent.mouseMove(option, { movementX: 0, movementY: 0 });
    expect(activeName()).toContain('dev');
    fireEvent.mouseMove(option, { movementX: 0, movementY: 3 });
    await settle();
    expect(activeName()).toContain('prod-admin');
  });

  it('closes by Escape, leaving profile and digits as they were, and the popup open', async () => {
    const { ports, close } = await open(none);
    await type('492');
    await click(combobox());
    await press(combobox(), 'Escape');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(codeField().value).toBe('492');
    expect(document.activeElement).toBe(codeField());
    expect(ports.requests('select-profile')).toEqual([]);
    expect(close).not.toHaveBeenCalled();
  });

  it('says when nothing matches, and Enter does nothing then', async () => {
    const { ports } = await openList();
    fireEvent.input(combobox(), { target: { value: 'nobody' } });
    await settle();
    expect(screen.getByText('No profile matches')).toBeDefined();
    await press(combobox(), 'Enter');
    expect(ports.requests('select-profile')).toEqual([]);
    expect(combobox().getAttribute('aria-activedescendant')).toBeNull();
  });

  it('shows time left where there is a session, and copies it by key', async () => {
    const { ports } = await openList();
    expect(screen.getByRole('option', { name: /prod-admin/ }).textContent).toContain('12 min');
    expect(screen.getByRole('option', { name: /^dev/ }).textContent).toContain('Start');
    await copyByKey();
    expect(ports.clipboard).toEqual([]);
    await press(combobox(), 'ArrowDown');
    await copyByKey();
    expect(ports.clipboard).toEqual([`${prod.id} as posix`]);
    expect(screen.getByRole('status').textContent).toBe('Copied: prod-admin');
  });

  it('forgets an index that is read too late', async () => {
    const { ports } = await open(many);
    let give = (_: typeof index) => {};
    ports.readProfileIndex = () => new Promise((resolve) => (give = resolve));
    await click(combobox());
    await press(combobox(), 'Escape');
    give(index);
    await settle();
    ports.readProfileIndex = never;
    await click(combobox());
    expect(screen.getAllByRole('option')).toHaveLength(2);
  });
});

describe('nothing to do here yet', () => {
  it.each([
    ['missing', 'Set up Stint', ''],
    ['unreadable', 'Open Settings', '#security'],
    ['newer', 'Open Settings', '#about'],
    ['unlocked', 'Add profile', '#profiles/new'],
  ] as const)('a vault that is %s: one sentence, and the button "%s"', async (vault, name, hash) => {
    const { ports } = await open({ overview: exampleOverview([], [], { vault }) }, 'empty');
    expect(document.activeElement).toBe(button(name));
    await click(button(name));
    expect(ports.opened).toEqual([hash]);
  });
});

describe('the page itself', () => {
  it('notes its view for the next opening, and nothing before it is known', async () => {
    const { ports, views } = await open({}, 'live');
    expect(views).toEqual([]);
    await act(() => ports.change(none));
    await settle();
    await act(() => ports.change(both));
    await settle();
    expect(views).toEqual(['ready', 'live']);
  });

  it('says so when the background does not answer and storage holds nothing', async () => {
    await open({}, 'ready', Promise.reject(new AppError('background-unreachable')));
    expect(screen.getByRole('alert').textContent).toContain('The background of Stint does not answer');
  });

  it('is not troubled by that where storage says what to show', async () => {
    const overview = exampleOverview([], [], { vault: 'missing' });
    await open({ overview }, 'empty', Promise.reject(new AppError('vault-missing')));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('opens Settings', async () => {
    const { ports } = await open(none);
    await click(button('Settings'));
    expect(ports.opened).toEqual(['']);
  });

  it('closes by Escape', async () => {
    const { close } = await open(none);
    await press(codeField(), 'Escape');
    expect(close).toHaveBeenCalledOnce();
  });

  it('ticks once a second while something counts, and not at all otherwise', async () => {
    // The renderer's own timers are over after its first frame.
    const still = await open({ overview: exampleOverview([], [], { vault: 'missing' }) }, 'empty');
    await pass(still.ports, 100);
    expect(vi.getTimerCount()).toBe(0);
    still.unmount();
    const counting = await open(none);
    await pass(counting.ports, 100);
    expect(vi.getTimerCount()).toBe(1);
    counting.unmount();
    await pass(counting.ports, 100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has every name of the contract', async () => {
    await open(both, 'live');
    for (const [role, name] of [
      ['combobox', 'Profile'],
      ['timer', 'Time left'],
      ['combobox', 'Format'],
      ['button', 'Copy'],
      ['button', 'Renew'],
      ['button', 'End session'],
      ['button', 'Lock'],
      ['button', 'Settings'],
    ] as const) {
      expect(screen.getByRole(role, { name })).toBeDefined();
    }
    expect(screen.getAllByRole('status')).toHaveLength(1);
  });
});
