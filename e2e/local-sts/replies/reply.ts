import type { ServiceError } from '../service-error.ts';
import { element, writeXml, type XmlElement } from './xml.ts';

/** The namespace of the 2011-06-15 version of STS, on every reply, success or error. */
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A whole answer, ready to be written. `Date`, `Content-Length` and CORS are added on the way out. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The XML the body was written from, for faults that spoil it in one place. */
  readonly root: XmlElement | undefined;
}

/** An answer whose body is `root`. */
function xmlReply(status: number, requestId: string, root: XmlElement): Reply {
  return {
    status,
    headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
    body: Buffer.from(writeXml(root)),
    root,
  };
}

/** `<OperationResponse><OperationResult>…</OperationResult><ResponseMetadata>…` */
export function successReply(operation: string, requestId: string, result: readonly XmlElement[]): Reply {
  return xmlReply(
    200,
    requestId,
    element(
      `${operation}Response`,
      [element(`${operation}Result`, result), element('ResponseMetadata', [element('RequestId', requestId)])],
      { xmlns: STS_NAMESPACE },
    ),
  );
}

/** `<ErrorResponse><Error><Type>…<Code>…<Message>…` */
export function errorReply(error: ServiceError, requestId: string): Reply {
  return xmlReply(
    error.status,
    requestId,
    element(
      'ErrorResponse',
      [
        element('Error', [element('Type', error.type), element('Code', error.code), element('Message', error.message)]),
        element('RequestId', requestId),
      ],
      { xmlns: STS_NAMESPACE },
    ),
  );
}

/** An answer that is not STS's: what a proxy, a load balancer or a captive portal sends. No request id. */
export function foreignReply(status: number, contentType: string, body: string | Buffer): Reply {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(body), root: undefined };
}
