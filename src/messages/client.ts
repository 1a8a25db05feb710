import { AppError, fromErrorRecord, isErrorCode } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import type { Reply, Send } from './protocol.ts';

/**
 * The sender's end of the protocol over `deliver` (the browser's `runtime.sendMessage`).
 * The {@link Send} it returns throws what the background answered, or `background-unreachable` when no answer came.
 */
export function createClient(deliver: (message: unknown) => Promise<unknown>): Send {
  const send = async (type: string, request: unknown): Promise<unknown> => {
    let reply: unknown;
    try {
      reply = await deliver({ type, request });
    } catch (cause) {
      throw new AppError('background-unreachable', { cause });
    }
    if (!isReply(reply)) throw new AppError('background-unreachable');
    if (!reply.ok) throw fromErrorRecord(reply.error);
    return reply.value;
  };
  return send as Send;
}

/** What came back may be of another version of Stint, when it was updated under an open page. */
function isReply(value: unknown): value is Reply {
  if (!isObject(value)) return false;
  return (
    value['ok'] === true || (value['ok'] === false && isObject(value['error']) && isErrorCode(value['error']['code']))
  );
}
