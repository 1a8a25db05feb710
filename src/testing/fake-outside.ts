import messages from '../../public/_locales/en/messages.json';
import type { NotificationContent, Outside, Web } from '../background/outside.ts';
import { createServices, type Services } from '../background/services.ts';
import { AppError, type ErrorRecord } from '../core/errors.ts';
import type { MessageType, RequestOf, ResponseOf } from '../messages/protocol.ts';
import type { Sender } from '../messages/sender.ts';
import { type AreaName, pickItem, type StorageArea, type StorageItem } from '../storage/item.ts';
import type { VaultCrypto } from '../vault/data-key.ts';
import { FakeSts } from './fake-sts.ts';
import { FakeWeb } from './fake-web.ts';

/** The popup, as the browser stamps it. */
const POPUP: Sender = { id: 'stint', url: 'chrome-extension://stint/src/popup/index.html', fromTab: false };

/** Where a worker is cut: at its `at`th call to the outside, from 1. */
export interface Cut {
  readonly at: number;
  /** Whether that call takes effect. */
  readonly when: 'before' | 'after';
  /** Whether the worker is gone from then on, or that one call fails and the worker goes on. */
  readonly worker: 'dies' | 'fails';
}

/** What a worker may be made to do to a call to the outside; its name is like `local.set vault.0`. */
type Intercept = (call: string) => void | Promise<void>;

type Items = Map<string, string>;

/**
 * For tests only: everything that outlives a worker, in memory. Storage keeps JSON as a browser would, and a `set` is atomic. There is
 * one worker at a time.
 */
export class FakeBrowser {
  readonly areas: Readonly<Record<AreaName, Items>> = { session: new Map(), local: new Map() };
  readonly deviceKeys = new Map<string, CryptoKey>();
  readonly alarms = new Map<string, number>();
  /** What the toolbar icon says. */
  badge = { label: '', title: 'Stint', colour: '' };
  readonly notifications = new Map<string, NotificationContent>();
  /** Every notification that came up, in order: one that takes the place of the same one does not. */
  readonly cameUp: string[] = [];
  isPopupOpen = false;
  /** For which state of the vault the popup would begin, if the background has said so. */
  popupBeginsWith: 'locked' | 'missing' | undefined;
  /** Whether notifications and badges fail, as where the user or the platform has none. */
  showsNothing = false;
  /** The vault's replica in its own database, as JSON; `undefined` when there is none. */
  replica: string | undefined;
  /** This computer's clock. */
  nowMs = Date.parse('2026-11-21T13:35:00Z');
  readonly sts = new FakeSts(() => this.nowMs);
  /** Real WebCrypto; a test of very many workers may put one that remembers in its place. */
  crypto: VaultCrypto = globalThis.crypto;
  /** What pages of the web and the clipboard saw of the background, and what the user allowed. */
  readonly web = new FakeWeb();
  private worker: { kill(): void } | undefined;
  readonly watchers: Readonly<Record<AreaName, Set<(changes: Record<string, unknown>) => void>>> = {
    session: new Set(),
    local: new Set(),
  };

  /** Another browser with the same things in it, and a server of its own that has given out the same credentials. */
  copy(): FakeBrowser {
    const copy = new FakeBrowser();
    for (const area of ['session', 'local'] as const) {
      for (const [key, text] of this.areas[area]) copy.areas[area].set(key, text);
    }
    for (const [id, key] of this.deviceKeys) copy.deviceKeys.set(id, key);
    for (const [name, atMs] of this.alarms) copy.alarms.set(name, atMs);
    for (const [id, content] of this.notifications) copy.notifications.set(id, content);
    copy.badge = { ...this.badge };
    copy.isPopupOpen = this.isPopupOpen;
    copy.popupBeginsWith = this.popupBeginsWith;
    copy.replica = this.replica;
    copy.nowMs = this.nowMs;
    copy.crypto = this.crypto;
    copy.sts.issued.push(...this.sts.issued);
    return copy;
  }

  /** Takes note of the one worker there is, which is the end of the former one. */
  wake(worker: { kill(): void }): void {
    this.worker?.kill();
    this.worker = worker;
  }

  /** The browser is closed and opened: the worker and what was in memory are gone, and so are the alarms. */
  restart(): void {
    this.worker?.kill();
    this.areas.session.clear();
    this.alarms.clear();
    this.notifications.clear();
    this.badge = { label: '', title: 'Stint', colour: '' };
    this.isPopupOpen = false;
    this.popupBeginsWith = undefined;
  }

  /** One stored item, as everybody reads it. */
  read<T>(item: StorageItem<T>): T {
    return pickItem(item, { [item.key]: this.stored(item.area, item.key) });
  }

  /** What lies under a key, as it lies there. */
  stored(area: AreaName, key: string): unknown {
    const text = this.areas[area].get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Puts anything under a key. */
  store(area: AreaName, key: string, value: unknown): void {
    this.areas[area].set(key, JSON.stringify(value));
  }

  /** Everything that lies anywhere, to be searched or compared. */
  dump(): string {
    const { session, local } = this.areas;
    const lists = [session, local, this.alarms, this.notifications].map((map) => [...map].sort());
    return JSON.stringify([...lists, this.badge, this.cameUp, this.replica]);
  }
}

/** For tests only: a background over a {@link FakeBrowser}, as `index.ts` makes it, without listeners. */
export class FakeWorker {
  readonly browser: FakeBrowser;
  readonly outside: Outside;
  readonly services: Services;
  /** Every call to the outside, by name, in order. */
  readonly calls: string[] = [];
  /** Looks at each call before it is made; may throw, or hold it up. */
  intercept: Intercept | undefined;
  /** Whether all goes so fast that what is put off until a page has drawn does not come about. */
  isHasty = false;
  /** What failed in work that nobody waits for. */
  readonly failures: unknown[] = [];
  private readonly inBackground: Promise<void>[] = [];
  private readonly cut: Cut | undefined;
  private readonly death: Promise<'dead'>;
  private tellDeath: () => void = () => {};
  private isDead = false;

  constructor(browser: FakeBrowser, cut?: Cut) {
    this.cut = cut;
    this.death = new Promise((resolve) => {
      this.tellDeath = () => resolve('dead');
    });
    this.browser = browser;
    browser.wake(this);
    this.outside = this.outsideOf(browser);
    const inBackground = (work: () => Promise<void>) => {
      this.inBackground.push(work().catch((error: unknown) => void this.failures.push(error)));
    };
    this.services = createServices(this.outside, inBackground, (work) => {
      if (!this.isHasty) inBackground(work);
    });
  }

  /** Ends the worker: of what is under way nothing goes on, and nothing ends. */
  kill(): void {
    this.isDead = true;
    this.tellDeath();
  }

  /** Handles one message as if a page had sent it. @throws what the handler throws */
  send<T extends MessageType>(type: T, request: RequestOf<T>, sender = POPUP): Promise<ResponseOf<T>> {
    return this.services.handlers[type](request, sender);
  }

  /** What becomes of `work` in this worker: its value or error, or `dead` when the worker died over it. */
  async outcome<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly error: ErrorRecord | Error } | 'dead'> {
    const ended = work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error instanceof AppError ? error : new Error(String(error)) }),
    );
    return Promise.race([ended, this.death]);
  }

  /**
   * Holds up the first call of that name until the worker makes no other one: long enough for everything to overtake it that can. Needs
   * a {@link FakeBrowser.crypto} that answers at once.
   */
  holdFirst(name: string): void {
    let isHeld = false;
    this.intercept = async (call) => {
      if (isHeld || !call.startsWith(name)) return;
      isHeld = true;
      for (let quiet = 0, seen = -1; quiet < 50; quiet = this.calls.length === seen ? quiet + 1 : 0) {
        seen = this.calls.length;
        await new Promise(setImmediate);
      }
    };
  }

  /** Waits for the work that nobody waits for. */
  async settle(): Promise<void> {
    while (this.inBackground.length > 0) await Promise.all(this.inBackground.splice(0));
  }

  private outsideOf(browser: FakeBrowser): Outside {
    const areaOf = (name: AreaName): StorageArea => {
      const items = browser.areas[name];
      const watchers = browser.watchers[name];
      return {
        get: (keys) =>
          this.step(`${name}.get ${keys.join(' ')}`, () => {
            const found = keys.filter((key) => items.has(key));
            return Object.fromEntries(found.map((key) => [key, JSON.parse(items.get(key) ?? 'null') as unknown]));
          }),
        set: (given) => {
          // What has no JSON is left out, as Chromium does.
          const entries = Object.entries(given).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, JSON.stringify(value)] as const],
          );
          return this.step(`${name}.set ${entries.map(([key]) => key).join(' ')}`, () => {
            const changed = entries.filter(([key, text]) => items.get(key) !== text);
            for (const [key, text] of entries) items.set(key, text);
            const changes = Object.fromEntries(changed.map(([key, text]) => [key, JSON.parse(text) as unknown]));
            for (const watcher of watchers) watcher(changes);
          });
        },
        remove: (keys) =>
          this.step(`${name}.remove ${keys.join(' ')}`, () => {
            for (const key of keys) items.delete(key);
          }),
        watch: (listener) => {
          watchers.add(listener);
          return () => watchers.delete(listener);
        },
      };
    };
    const { sts, deviceKeys, alarms, web } = browser;
    const step = <K extends keyof Web>(name: K): Web[K] =>
      ((...given: unknown[]) =>
        this.step(`web.${name}`, () => Reflect.apply(web[name], web, given) as unknown)) as Web[K];
    return {
      areas: { session: areaOf('session'), local: areaOf('local') },
      replica: {
        read: () =>
          this.step('replica.read', () =>
            browser.replica === undefined ? undefined : (JSON.parse(browser.replica) as unknown),
          ),
        write: (value) =>
          this.step('replica.write', () => {
            browser.replica = JSON.stringify(value);
          }),
      },
      deviceKeys: {
        read: (id) => this.step('deviceKeys.read', () => deviceKeys.get(id)),
        write: (id, key) =>
          this.step('deviceKeys.write', () => {
            deviceKeys.set(id, key);
          }),
        clear: () => this.step('deviceKeys.clear', () => deviceKeys.clear()),
      },
      crypto: this.cryptoOf(browser.crypto),
      sts: {
        getCallerIdentity: (call) => this.step('sts.getCallerIdentity', () => sts.getCallerIdentity(call)),
        getSessionToken: (call, request) => this.step('sts.getSessionToken', () => sts.getSessionToken(call, request)),
        rehearse: () => this.step('sts.rehearse', () => {}),
      },
      alarms: {
        set: (name, atMs) =>
          this.step(`alarms.set ${name}`, () => {
            alarms.set(name, atMs);
          }),
        clear: (name) =>
          this.step(`alarms.clear ${name}`, () => {
            alarms.delete(name);
          }),
      },
      web: {
        writeClipboard: step('writeClipboard'),
        clearClipboard: step('clearClipboard'),
        openPopup: step('openPopup'),
        tellTab: step('tellTab'),
        registerChip: step('registerChip'),
        runChip: step('runChip'),
        tabsAt: step('tabsAt'),
        tabInFront: step('tabInFront'),
        mayReach: step('mayReach'),
        dropAccess: step('dropAccess'),
      },
      action: {
        shown: () => this.step('action.shown', () => ({ label: browser.badge.label, title: browser.badge.title })),
        show: (badge) =>
          this.step('action.show', () => {
            if (browser.showsNothing) throw new Error('no badge');
            browser.badge = { ...badge };
          }),
        flash: (text) =>
          this.step(`action.flash ${text}`, () => {
            browser.badge = { ...browser.badge, label: text };
          }),
        isPopupOpen: () => this.step('action.isPopupOpen', () => browser.isPopupOpen),
        beginPopupWith: (vault) =>
          this.step('action.beginPopupWith', () => {
            browser.popupBeginsWith = vault;
          }),
      },
      notifications: {
        shown: () => this.step('notifications.shown', () => [...browser.notifications.keys()]),
        show: (id, content) =>
          this.step(`notifications.show ${id}`, () => {
            if (browser.showsNothing) throw new Error('no notifications');
            if (!browser.notifications.has(id)) browser.cameUp.push(id);
            browser.notifications.set(id, content);
          }),
        clear: (id) =>
          this.step(`notifications.clear ${id}`, () => {
            browser.notifications.delete(id);
          }),
      },
      text: (key, ...given) =>
        messages[key].message.replace(/\$([1-9])/g, (_, place: string) => given[Number(place) - 1] ?? ''),
      now: () => browser.nowMs,
      lock: this.lockQueue(),
    };
  }

  /** WebCrypto, each call of it counted. */
  private cryptoOf(crypto: VaultCrypto): Crypto {
    const subtle = new Proxy(crypto.subtle, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) =>
          this.step(`crypto.${String(name)}`, () => Reflect.apply(method, target, given) as unknown);
      },
    });
    return {
      subtle,
      getRandomValues: (array) => crypto.getRandomValues(array),
      randomUUID: () => globalThis.crypto.randomUUID(),
    };
  }

  /** Locks as the browser keeps them: first come, first served, and gone with the worker. */
  private lockQueue(): Outside['lock'] {
    const tails = new Map<string, Promise<unknown>>();
    return (name, work) => {
      const before = tails.get(name) ?? Promise.resolve();
      const turn = before.then(() => this.step(`lock ${name}`, () => {})).then(work);
      tails.set(
        name,
        turn.catch(() => {}),
      );
      return turn;
    };
  }

  private async step<T>(call: string, effect: () => T | Promise<T>): Promise<T> {
    if (this.isDead) return new Promise<never>(() => {});
    this.calls.push(call);
    const isHere = this.calls.length === this.cut?.at;
    await this.intercept?.(call);
    if (isHere && this.cut?.when === 'before') return this.fall();
    const result = await effect();
    if (isHere) return this.fall();
    // Another call of the same worker may have been the end of it meanwhile.
    return this.isDead ? new Promise<never>(() => {}) : result;
  }

  private fall(): Promise<never> {
    if (this.cut?.worker === 'fails') return Promise.reject(new Error('cut'));
    this.kill();
    return new Promise<never>(() => {});
  }
}
