import { AppError, toErrorRecord } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import { contentReply } from './chip.ts';
import { REQUEST_PARSERS } from './parsers.ts';
import type { MessageType, Protocol, Reply, RequestOf, ResponseOf } from './protocol.ts';
import { classOf, type Self, type Sender } from './sender.ts';

/** One handler for each message: a missing one does not compile. */
export type Handlers = {
  readonly [T in MessageType]: (request: RequestOf<T>, sender: Sender) => Promise<ResponseOf<T>>;
};

/** The messages that content scripts may send; all others are our own pages'. The table the router goes by at run time. */
const FROM_CONTENT: { readonly [T in MessageType as Protocol[T]['from'] extends 'content' ? T : never]: true } = {
  'ask-offer': true,
  'copy-offer': true,
  choose: true,
};

function isMessageType(type: unknown): type is MessageType {
  return typeof type === 'string' && Object.hasOwn(REQUEST_PARSERS, type);
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
    return answer(handlers, message['type'], message['request'], sender, self);
  };
}

async function answer<T extends MessageType>(
  handlers: Handlers,
  type: T,
  request: unknown,
  sender: Sender,
  self: Self,
): Promise<Reply> {
  try {
    const from = classOf(sender, self);
    if (from !== (Object.hasOwn(FROM_CONTENT, type) ? 'content' : 'page')) throw new AppError('forbidden');
    const value = await handlers[type](REQUEST_PARSERS[type](request), sender);
    return { ok: true, value: from === 'content' ? contentReply(value) : value };
  } catch (error) {
    return { ok: false, error: toErrorRecord(error) };
  }
}
