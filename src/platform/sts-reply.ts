import { parseXML } from '@aws-sdk/xml-builder';
import { AppError, type ServiceReply } from '../core/errors.ts';
import { isObject } from '../core/json-shape.ts';
import { stsError } from '../core/sts-errors.ts';

/** A reply as it came: nothing of it is believed yet. */
interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Who was asked, for the words the user reads. */
  readonly host: string;
}

type Origin = Pick<RawReply, 'status' | 'host'>;

/** An answer that nothing can be made of; `why` is a few words for the details, never a part of the answer. */
export function unreadableReply({ status, host }: Origin, why: string, cause?: unknown): AppError {
  return new AppError('unreadable-reply', { service: { status, message: why }, params: { host }, cause });
}

/**
 * Lets pass what the SDK may read: a success in XML.
 * @throws {AppError} for everything else: what STS refused, what STS did not write, what cannot be read
 */
export function checkReply(reply: RawReply): void {
  const { status, host, headers } = reply;
  const text = decode(reply);
  const start = text.trimStart().slice(0, 200).toLowerCase();
  const isHtml =
    /^(<!doctype html|<html|<head|<body)/.test(start) || /text\/html/i.test(headers.get('content-type') ?? '');
  if (isHtml && status < 500) throw new AppError('foreign-reply', { service: { status }, params: { host } });
  if (status >= 300) throw stsError(readRefusal(reply, text), host, retryAfterSeconds(headers));
  if (!start.startsWith('<')) throw unreadableReply(reply, 'not XML');
  if (DECLARATION.test(text)) throw unreadableReply(reply, 'a document type declaration');
  // The SDK looks for the result by its name and takes any root around it.
  if (!ROOT.exec(text)?.[1]?.endsWith('Response')) throw unreadableReply(reply, 'another root element');
}

const DECLARATION = /<!(doctype|entity)/i;
/** The name of the first element, after an XML declaration and comments. */
const ROOT = /^\s*(?:<\?[^>]*>\s*|<!--[^>]*-->\s*)*<([\w:.-]+)/;

function decode(reply: RawReply): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(reply.body);
  } catch (cause) {
    throw unreadableReply(reply, 'not UTF-8', cause);
  }
}

/** The seconds in `Retry-After` (RFC 9110, 10.2.3), where it can be read; its other form, a date, needs a clock that is right. */
function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Servers that speak STS's protocol differ in the root of an error and in what they leave out, so `Code` is taken where it stands. */
function readRefusal({ status, headers }: RawReply, text: string): ServiceReply {
  let tree: unknown;
  try {
    tree = DECLARATION.test(text) ? undefined : parseXML(text);
  } catch {
    // Not XML, or cut short: the status alone has to speak.
  }
  const code = find(tree, 'Code');
  const message = find(tree, 'Message');
  const requestId = headers.get('x-amzn-requestid') ?? find(tree, 'RequestId');
  return {
    status,
    ...(code !== undefined && { code: code.slice(0, 128) }),
    ...(message !== undefined && { message: message.slice(0, 2048) }),
    ...(requestId !== undefined && { requestId: requestId.slice(0, 128) }),
  };
}

/** The first text under `name`, going in depth and stopping at ten levels. */
function find(tree: unknown, name: string, depth = 0): string | undefined {
  if (!isObject(tree) || depth > 10) return undefined;
  const own = tree[name];
  if (typeof own === 'string') return own.trim();
  for (const child of Object.values(tree)) {
    const found = find(Array.isArray(child) ? child[0] : child, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
