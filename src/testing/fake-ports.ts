import type { ProfileSummary } from '../core/safe-index.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import type { Site } from '../core/sites.ts';
import type { SnippetTemplate } from '../core/snippets/template-item.ts';
import type { MessageType, RequestOf, ResponseOf, Send } from '../messages/protocol.ts';
import type { ClipboardPort, SitePort } from '../options/options-world.ts';
import type { Facts, PagePorts, PassphrasePort } from '../ui/ports.ts';

/** What the background answers to one message; throw an `AppError` to refuse. */
export type Answer<T extends MessageType> = (request: RequestOf<T>) => ResponseOf<T> | Promise<ResponseOf<T>>;

export const NO_FACTS: Facts = {
  overview: undefined,
  signIns: {},
  settings: DEFAULT_SETTINGS,
  schedule: [],
  ended: [],
  clockOffsetMs: 0,
};

/** A page's outside world in memory. What a page did with it can be read off; nothing happens by itself. */
export class FakePorts implements PagePorts {
  /** Every message, in the order it was sent. */
  readonly sent: { readonly type: MessageType; readonly request: unknown }[] = [];
  /** What was written to the clipboard. */
  readonly clipboard: string[] = [];
  /** The hashes the options tab was opened at; an empty one for its first page. */
  readonly opened: string[] = [];
  profileIndex: ProfileSummary[] = [];
  templates: readonly SnippetTemplate[] = [];
  /** How often the whole index was read. */
  indexReads = 0;
  /** This computer's clock, milliseconds since the epoch. */
  nowMs: number;
  /** Set to make the clipboard refuse. */
  clipboardError: Error | undefined;
  private facts: Facts;
  private readonly listeners = new Set<(facts: Facts) => void>();
  private readonly answers = new Map<MessageType, (request: never) => unknown>();

  constructor(facts: Partial<Facts> = {}, nowMs = Date.parse('2026-11-21T13:35:00Z')) {
    this.facts = { ...NO_FACTS, ...facts };
    this.nowMs = nowMs;
  }

  /** Decides what a message is answered; without it the answer is `{}`. */
  answer<T extends MessageType>(type: T, answer: Answer<T>): void {
    this.answers.set(type, answer);
  }

  /** Changes what storage holds and tells all who watch. */
  change(facts: Partial<Facts>): void {
    this.facts = { ...this.facts, ...facts };
    for (const listener of this.listeners) listener(this.facts);
  }

  /** The requests of one type that were sent. */
  requests<T extends MessageType>(type: T): RequestOf<T>[] {
    return this.sent.filter((message) => message.type === type).map((message) => message.request as RequestOf<T>);
  }

  readonly send: Send = async (type, request) => {
    this.sent.push({ type, request });
    const answer = this.answers.get(type) as Answer<typeof type> | undefined;
    return answer ? answer(request) : ({} as ResponseOf<typeof type>);
  };

  readFacts = async (): Promise<Facts> => this.facts;

  watchFacts = (listener: (facts: Facts) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readProfileIndex = async (): Promise<ProfileSummary[]> => {
    this.indexReads += 1;
    return this.profileIndex;
  };

  readTemplates = async (): Promise<readonly SnippetTemplate[]> => this.templates;

  writeClipboard = async (text: string): Promise<void> => {
    if (this.clipboardError) throw this.clipboardError;
    this.clipboard.push(text);
  };

  /** The origins that access was asked for. */
  readonly hostsAsked: string[] = [];
  /** What the user answers. */
  hostAllowed = true;

  allowHost = async (origin: string): Promise<boolean> => {
    this.hostsAsked.push(origin);
    return this.hostAllowed;
  };

  openOptions = async (hash = ''): Promise<void> => {
    this.opened.push(hash);
  };

  now = (): number => this.nowMs;
}

/** The list of sites, and the user's answer when access is asked for. */
export class FakeSites implements SitePort {
  list: readonly Site[] = [];
  readonly asked: (readonly string[])[] = [];
  isAllowed = true;
  private readonly listeners = new Set<(list: readonly Site[]) => void>();

  read = async (): Promise<readonly Site[]> => this.list;

  watch = (listener: (list: readonly Site[]) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  allow = async (hosts: readonly string[]): Promise<boolean> => {
    this.asked.push(hosts);
    return this.isAllowed;
  };

  /** Changes the list and tells all who watch. */
  change(list: readonly Site[]): void {
    this.list = list;
    for (const listener of this.listeners) listener(list);
  }
}

/** The right to read the clipboard, and what the user answers when it is asked for. */
export class FakeClipboardPort implements ClipboardPort {
  isReadable = false;
  answer = true;
  /** How often the user was asked. */
  asked = 0;

  mayRead = async (): Promise<boolean> => this.isReadable;

  askToRead = async (): Promise<boolean> => {
    this.asked += 1;
    this.isReadable = this.answer;
    return this.answer;
  };

  stopReading = async (): Promise<void> => {
    this.isReadable = false;
  };
}

/** Work with passphrases that takes any passphrase it is told to, and notes what it was given. */
export class FakePassphrases implements PassphrasePort {
  readonly calls: (readonly [keyof PassphrasePort, ...string[]])[] = [];
  /** Set to make the next calls refuse. */
  error: Error | undefined;

  createVault = (passphrase: string): Promise<void> => this.note('createVault', passphrase);
  unlock = (passphrase: string): Promise<void> => this.note('unlock', passphrase);
  protect = (next: string): Promise<void> => this.note('protect', next);
  change = (current: string, next: string): Promise<void> => this.note('change', current, next);

  private async note(...call: readonly [keyof PassphrasePort, ...string[]]): Promise<void> {
    this.calls.push(call);
    if (this.error) throw this.error;
  }
}
