import { isObject } from '../core/json-shape.ts';
import type { MessageType } from './protocol.ts';
import { classOf, type Self, type Sender } from './sender.ts';

const PAGE_OPENED = 'page-opened' satisfies MessageType;

/**
 * Whether a message is that of a page of ours that was opened: its answer says no more than that somebody is there, so it can be given
 * before anything is read. What such a message asks for beside, the router does as with any other.
 */
export function isPageOpened(message: unknown, sender: Sender, self: Self): boolean {
  return isObject(message) && message['type'] === PAGE_OPENED && classOf(sender, self) === 'page';
}
