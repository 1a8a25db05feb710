import { AppError, toErrorRecord } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import { REQUEST_PARSERS } from './parsers.ts';
import type { MessageType, Protocol, Reply, RequestOf, ResponseOf, SenderClass } from './protocol.ts';
import { classOf, type Self, type Sender } from './sender.ts';

/** One handler for each message: a missing one does not compile. */
export type Handlers = {
  readonly [T in MessageType]: (request: RequestOf<T>) => Promise<ResponseOf<T>>;
};

/** Who may send each message; the table the router goes by at run time. */
const SENDERS: { readonly [T in MessageType]: Protocol[T]['from'] } = {
  'page-opened': 'page',
  reconcile: 'page',
  'create-vault': 'page',
  'unlock-vault': 'page',
  'unlock-with-this-browser': 'page',
  'lock-vault': 'page',
  'replace-slots': 'page',
  'check-keys': 'page',
  'save-profile': 'page',
  'read-profile': 'page',
  'remove-profile': 'page',
  'select-profile': 'page',
  'start-session': 'page',
  'end-session': 'page',
  'dismiss-refusal': 'page',
  'dismiss-vault-report': 'page',
  'render-snippet': 'page',
  'save-settings': 'page',
  'save-templates': 'page',
  'remove-template': 'page',
};

function isMessageType(type: unknown): type is MessageType {
  return typeof type === 'string' && Object.hasOwn(SENDERS, type);
}

/**
 * The background's end of the protocol: `undefined`, at once, for what is not a message of ours; else a promise of the reply, which
 * never rejects. The sender's class is settled before the request is looked at.
 */
export function createRouter(
  handlers: Handlers,
  self: Self,
): (message: unknown, sender: Sender) => Promise<Reply> | undefined {
  return (message, sender) => {
    if (!isObject(message) || !isMessageType(message['type'])) return undefined;
    return answer(handlers, message['type'], message['request'], classOf(sender, self));
  };
}

async function answer<T extends MessageType>(
  handlers: Handlers,
  type: T,
  request: unknown,
  from: SenderClass | undefined,
): Promise<Reply> {
  try {
    if (from !== SENDERS[type]) throw new AppError('forbidden');
    const value = await handlers[type](REQUEST_PARSERS[type](request));
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: toErrorRecord(error) };
  }
}
