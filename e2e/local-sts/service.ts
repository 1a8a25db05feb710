import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Accounts } from './accounts.ts';
import { answer } from './answer.ts';
import type { ServerClock } from './clock.ts';
import { deliver, type Exchange, replacement } from './deliver.ts';
import { type Fault, momentOf } from './faults/fault.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { Gate } from './gate.ts';
import { OPERATIONS } from './operations/table.ts';
import { readParameters } from './query-parameters.ts';
import { type ReceivedRequest, readBody, readHead } from './received-request.ts';
import { corsHeaders, preflightHeaders } from './replies/cors.ts';
import { errorReply, type Reply, successReply } from './replies/reply.ts';
import { loggableHeaders, type OpenEntry, type RequestLog } from './request-log.ts';
import { internalFailure, requestTooLarge, ServiceError } from './service-error.ts';

/** All the state one server has; shared by its HTTP and its HTTPS side. */
export interface ServiceState {
  readonly clock: ServerClock;
  readonly accounts: Accounts;
  readonly faults: FaultPlan;
  readonly gate: Gate;
  readonly requests: RequestLog;
  readonly disabledRegions: Set<string>;
  /** Whether CORS headers are sent and preflights granted. */
  readonly corsEnabled: () => boolean;
  /** Aborted when the server stops. */
  readonly stopped: AbortSignal;
}

/** The reply of one call with what the log wants to know of it. */
interface Judged {
  readonly reply: Reply;
  readonly code: string;
  readonly detail: string | undefined;
}

/**
 * Serves one HTTP request from its first byte to the last of its answer. Never throws.
 * @param socket the TCP socket under the request, under TLS too
 */
export async function serve(
  state: ServiceState,
  message: IncomingMessage,
  response: ServerResponse,
  socket: Socket,
  secure: boolean,
): Promise<void> {
  const requestId = randomUUID();
  const head = readHead(message);
  const origin = head.headers.get('origin');
  const entry: OpenEntry = {
    requestId,
    receivedAtMs: state.clock.nowMs(),
    secure,
    method: head.method,
    path: head.path,
    host: head.headers.get('host'),
    origin,
    headers: loggableHeaders(head.headers),
    operation: undefined,
    parameters: {},
    connectionGone: false,
    outcome: undefined,
  };
  state.requests.add(entry);

  const gone = new AbortController();
  let whole = false;
  response.on('finish', () => {
    whole = true;
  });
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      entry.connectionGone = !whole;
      gone.abort();
      resolve();
    });
  });
  // By the server's clock, whatever the computer's says: clients correct their own with it.
  response.sendDate = false;

  let judged: Judged | undefined;
  let fault: Fault | undefined;
  try {
    if (head.method === 'OPTIONS') {
      message.resume();
      answerPreflight(state, head.headers.get('access-control-request-headers'), response);
    } else {
      const body = await readBody(message);
      const request: ReceivedRequest = { ...head, body: body ?? Buffer.alloc(0) };
      const parameters = body === undefined ? requestTooLarge() : parametersOf(request);
      if (!(parameters instanceof ServiceError)) {
        entry.operation = parameters.get('Action');
        entry.parameters = Object.fromEntries(parameters);
      }
      fault = state.faults.take(entry.operation);
      await state.gate.pass('before-verification');
      const substitute = fault && replacement(fault, requestId);
      if (fault === undefined || momentOf(fault) === 'reply') {
        judged = await judge(state, request, parameters, requestId);
        await state.gate.pass('before-reply');
      }
      const exchange: Exchange = {
        response,
        requestId,
        commonHeaders: {
          date: new Date(state.clock.nowMs()).toUTCString(),
          ...(state.corsEnabled() && corsHeaders(origin)),
          ...(body === undefined && { connection: 'close' }),
        },
        socket,
        signal: AbortSignal.any([gone.signal, state.stopped]),
      };
      await deliver(exchange, substitute ?? judged?.reply ?? errorReply(internalFailure(), requestId), fault);
    }
    await closed;
  } catch (error) {
    // Either the client went away while sending, or a test planned a fault that does not fit. The latter must be loud.
    if (!gone.signal.aborted && !message.errored) process.emitWarning(error instanceof Error ? error : String(error));
    response.destroy();
  }
  const replaced = fault !== undefined && judged === undefined;
  state.requests.close(entry, {
    status: response.headersSent ? response.statusCode : undefined,
    code: fault?.kind === 'error' ? fault.code : replaced ? undefined : judged?.code,
    detail: judged?.detail,
    fault: fault?.kind,
    delivered: whole ? 'whole' : 'broken',
  });
}

function parametersOf(request: ReceivedRequest): ReadonlyMap<string, string> | ServiceError {
  try {
    return readParameters(request);
  } catch (error) {
    return asServiceError(error);
  }
}

async function judge(
  state: ServiceState,
  request: ReceivedRequest,
  parameters: ReadonlyMap<string, string> | ServiceError,
  requestId: string,
): Promise<Judged> {
  try {
    if (parameters instanceof ServiceError) throw parameters;
    const result = await answer(request, parameters, { ...state, operations: OPERATIONS });
    return {
      reply: successReply(parameters.get('Action') ?? '', requestId, result),
      code: 'OK',
      detail: undefined,
    };
  } catch (thrown) {
    const error = asServiceError(thrown);
    return { reply: errorReply(error, requestId), code: error.code, detail: error.detail };
  }
}

/** A mistake of ours becomes AWS's 500, and is not hidden from whoever runs the tests. */
function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  process.emitWarning(error instanceof Error ? error : String(error));
  return internalFailure();
}

function answerPreflight(state: ServiceState, requestedHeaders: string | undefined, response: ServerResponse): void {
  const granted = state.corsEnabled();
  response.writeHead(granted ? 200 : 403, {
    date: new Date(state.clock.nowMs()).toUTCString(),
    'content-length': 0,
    ...(granted && preflightHeaders(requestedHeaders)),
  });
  response.end();
}
