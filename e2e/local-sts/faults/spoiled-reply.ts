import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { foreignReply, type Reply } from '../replies/reply.ts';
import { element, writeXml, type XmlElement } from '../replies/xml.ts';
import type { WrongBody } from './fault.ts';

/** A reply that may be too large to hold: its body comes as a stream, without a declared length. */
export interface StreamedReply extends Omit<Reply, 'body'> {
  readonly stream: () => Readable;
}

/** What stands in for the text of a field until the text itself is spliced in, unescaped. */
const MARK = 'local-sts-mark';

const PORTAL_PAGE = `<!DOCTYPE html>
<html><head><title>Welcome to the guest network</title></head>
<body><h1>Please sign in</h1><form method="post" action="/login"><input name="room"><button>Connect</button></form></body></html>
`;

/**
 * The wrong reply that `body` describes, made from the good one.
 * @throws {Error} when the fault needs XML, or a field, that the reply does not have: a mistake in the test
 */
export function spoil(reply: Reply, body: WrongBody): Reply | StreamedReply {
  switch (body.shape) {
    case 'captive-portal':
      return foreignReply(200, 'text/html; charset=utf-8', PORTAL_PAGE);
    case 'json':
      return {
        ...reply,
        headers: { ...reply.headers, 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(toJson(rootOf(reply)))),
      };
    case 'empty':
      return { ...reply, body: Buffer.alloc(0) };
    case 'wrong-root':
      return withRoot(reply, { ...rootOf(reply), name: 'ListBucketsResult' });
    case 'wrong-namespace':
      return withRoot(reply, {
        ...rootOf(reply),
        attributes: body.namespace === undefined ? {} : { xmlns: body.namespace },
      });
    case 'missing-field':
      return withRoot(
        reply,
        replaceFirst(rootOf(reply), body.field, () => []),
      );
    case 'duplicate-field':
      return withRoot(
        reply,
        replaceFirst(rootOf(reply), body.field, (field) => [
          field,
          body.value === undefined ? field : element(field.name, body.value),
        ]),
      );
    case 'replaced-field':
      return withRoot(
        reply,
        replaceFirst(rootOf(reply), body.field, (field) => [element(field.name, body.value)]),
      );
    case 'truncated':
      return { ...reply, body: reply.body.subarray(0, body.bytes ?? Math.floor(reply.body.length / 2)) };
    case 'bom':
      return { ...reply, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), reply.body]) };
    case 'utf-16':
      return {
        ...reply,
        headers: { ...reply.headers, 'content-type': 'text/xml; charset=utf-16' },
        body: Buffer.from(`\ufeff${reply.body.toString('utf8')}`, 'utf16le'),
      };
    case 'bad-entity':
      return { ...reply, body: Buffer.from(around(reply, body.field).join('&undeclared;')) };
    case 'dtd-bomb':
      return { ...reply, body: Buffer.from(BOMB_DECLARATION + around(reply, body.field).join('&a9;')) };
    case 'huge':
      return streamed(reply, () => endlessField(around(reply, body.field), body.bytes));
    case 'gzip-bomb':
      return {
        ...streamed(reply, () => endlessField(around(reply, body.field), body.bytes).pipe(createGzip())),
        headers: { ...reply.headers, 'content-encoding': 'gzip' },
      };
    case 'text':
      return {
        ...reply,
        headers: { ...reply.headers, 'content-type': body.contentType },
        body: Buffer.from(body.text),
      };
  }
}

/** Ten entities, each ten times the one before: `&a9;` would be a billion letters. */
const BOMB_DECLARATION = `<?xml version="1.0"?>
<!DOCTYPE bomb [
<!ENTITY a0 "a">
${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('\n')}
]>
`;

const CHUNK = Buffer.alloc(64 * 1024, 'A');

function endlessField([before, after]: readonly [string, string], bytes: number): Readable {
  function* parts(): Generator<Buffer> {
    yield Buffer.from(before);
    for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
    yield Buffer.from(after);
  }
  return Readable.from(parts(), { objectMode: false });
}

function streamed(reply: Reply, stream: () => Readable): StreamedReply {
  return { status: reply.status, headers: reply.headers, root: reply.root, stream };
}

/** The reply's text before and after the content of the first `field`. */
function around(reply: Reply, field: string): readonly [string, string] {
  const marked = writeXml(replaceFirst(rootOf(reply), field, ({ name }) => [element(name, MARK)]));
  const at = marked.indexOf(MARK);
  return [marked.slice(0, at), marked.slice(at + MARK.length)];
}

function withRoot(reply: Reply, root: XmlElement): Reply {
  return { ...reply, root, body: Buffer.from(writeXml(root)) };
}

function rootOf(reply: Reply): XmlElement {
  if (reply.root === undefined) throw new Error('This fault needs an XML reply to spoil.');
  return reply.root;
}

/** `root` with the first descendant called `name` (document order) replaced by what `change` makes of it. */
function replaceFirst(root: XmlElement, name: string, change: (field: XmlElement) => XmlElement[]): XmlElement {
  let done = false;
  const visit = (node: XmlElement): XmlElement[] => {
    if (done) return [node];
    if (node.name === name) {
      done = true;
      return change(node);
    }
    return [typeof node.content === 'string' ? node : { ...node, content: node.content.flatMap(visit) }];
  };
  const [changed] = visit(root);
  if (!done || changed === undefined) throw new Error(`The reply has no element ${name} to spoil.`);
  return changed;
}

function toJson(root: XmlElement): unknown {
  const value = (node: XmlElement): unknown =>
    typeof node.content === 'string'
      ? node.content
      : Object.fromEntries(node.content.map((child) => [child.name, value(child)]));
  return { [root.name]: value(root) };
}
