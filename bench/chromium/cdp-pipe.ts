import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright';
import type { CDPEvents } from 'puppeteer-core';

/** Sends one command of the DevTools protocol; rejects with what the browser answers when it refuses. */
export type CdpSend = CDPSession['send'];

type EventName = keyof CDPEvents;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The DevTools protocol over Chromium's own pipe: JSON messages, each ended by a zero byte. Playwright and puppeteer attach to every
 * page and worker as it starts and hold it until they have told it everything; that would be measured, too. This attaches to nothing
 * by itself.
 */
export class CdpPipe {
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(message: Message) => void>();
  #lastId = 0;
  #unread = '';
  #closed: Error | undefined;

  /** @param input what the browser reads from @param output what it writes to */
  constructor(input: Writable, output: Readable) {
    this.#input = input;
    input.on('error', (error) => this.#close(error));
    output.setEncoding('utf8');
    output.on('data', (text: string) => this.#read(text));
    output.on('close', () => this.#close(new Error('Chromium has gone.')));
  }

  /** The browser itself. */
  readonly send: CdpSend = (method, params) => this.#send(method, params, undefined);

  /** One page or worker that was attached to. */
  session(sessionId: string): CdpSession {
    return new CdpSession(
      sessionId,
      (method, params) => this.#send(method, params, sessionId),
      (event, listener) => this.on(event, (params, from) => from === sessionId && listener(params)),
    );
  }

  /** Calls `listener` at every such event, whichever session it is from. @returns the way to stop */
  on<T extends EventName>(event: T, listener: (params: CDPEvents[T], sessionId?: string) => void): () => void {
    const heard = (message: Message) => {
      if (message.method === event) listener(message.params as CDPEvents[T], message.sessionId);
    };
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }

  #send(method: string, params: unknown, sessionId: string | undefined): Promise<never> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { method, resolve: resolve as (value: unknown) => void, reject });
      this.#input.write(`${JSON.stringify({ id: this.#lastId, method, params: params ?? {}, sessionId })}\0`);
    });
  }

  #read(text: string): void {
    const parts = (this.#unread + text).split('\0');
    this.#unread = parts.pop() ?? '';
    for (const part of parts) this.#take(JSON.parse(part) as Message);
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners) listener(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (!waiting) return;
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve(message.result);
  }

  #close(reason: Error): void {
    this.#closed ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#closed);
    this.#waiting.clear();
  }
}

/** One attached page or worker. */
export class CdpSession {
  readonly id: string;
  readonly send: CdpSend;
  readonly on: <T extends EventName>(event: T, listener: (params: CDPEvents[T]) => void) => () => void;

  /** Made by {@link CdpPipe.session}. */
  constructor(id: string, send: CdpSend, on: CdpSession['on']) {
    this.id = id;
    this.send = send;
    this.on = on;
  }

  /**
   * Runs `work` in the page's own world and gives back what it returns, by value.
   * @param work must stand on its own: it is sent as text
   * @throws what `work` throws
   */
  async evaluate<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression: callOf(work, ...args),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as Awaited<Result>;
  }
}

/** The text of a call of `work` with `args`, which have to be plain JSON. */
export function callOf<Args extends readonly unknown[]>(work: (...args: Args) => unknown, ...args: Args): string {
  return `(${work.toString()})(...${JSON.stringify(args)})`;
}
