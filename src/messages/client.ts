import { AppError, fromErrorRecord } from '../core/errors.ts';
import type { Reply, Send } from './protocol.ts';

/**
 * The sender's end of the protocol over `deliver` (the browser's `runtime.sendMessage`).
 * The {@link Send} it returns throws what the background answered, or `background-unreachable` when no answer came.
 */
export function createClient(deliver: (message: unknown) => Promise<unknown>): Send {
  const send = async (type: string, request: unknown): Promise<unknown> => {
    let reply: Reply | undefined;
    try {
      reply = (await deliver({ type, request })) as Reply | undefined;
    } catch (cause) {
      throw new AppError('background-unreachable', { cause });
    }
    if (!reply) throw new AppError('background-unreachable');
    if (!reply.ok) throw fromErrorRecord(reply.error);
    return reply.value;
  };
  return send as Send;
}
