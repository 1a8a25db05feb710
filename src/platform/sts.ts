/** AWS STS, over its own SDK: the only file that imports @aws-sdk/client-sts (its trimming aside, see `sts-trim`). */
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { AppError } from '../core/errors.ts';
import type { LongTermKeys } from '../core/profile.ts';
import type { TemporaryCredentials } from '../core/session.ts';
import { serverTimeInMessage } from '../core/sts-errors.ts';
import { type CallFacts, isLoopback, stsRequestHandler } from './sts-fetch.ts';
import { unreadableReply } from './sts-reply.ts';

/** Where and as whom to call. */
export interface StsCall {
  readonly keys: LongTermKeys;
  /** `https://sts.REGION.amazonaws.com` or a loopback origin. */
  readonly endpoint: string;
  /** The region in the signature. */
  readonly region: string;
  /** The server's clock minus this computer's as last learned, milliseconds: the signature carries the server's time. */
  readonly clockOffsetMs: number;
}

/** An answer, and what its Date header said of the clocks (`undefined` where it could not be read). */
export interface StsAnswer<T> {
  readonly value: T;
  readonly clockOffsetMs: number | undefined;
}

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
}

export interface SessionTokenRequest {
  readonly mfaSerial: string;
  readonly tokenCode: string;
  /** 900 to 129,600 seconds. */
  readonly durationSeconds: number;
}

/** Whose success it was that turned out to be none. */
const answeredBy = (call: StsCall) => ({ status: 200, host: new URL(call.endpoint).host });

/** A clock this far off is worth another signature; STS itself tolerates 15 minutes. */
const SKEW_MS = 4 * 60_000;

/**
 * GetCallerIdentity: whose keys these are. Needs no permission.
 * @throws {AppError} what STS or the way to it refused
 */
export async function getCallerIdentity(call: StsCall): Promise<StsAnswer<CallerIdentity>> {
  const { value, clockOffsetMs } = await send(call, (client) => client.send(new GetCallerIdentityCommand({})));
  const { Account: accountId, Arn: arn } = value;
  if (!accountId || !/^\d{12}$/.test(accountId) || !arn || !/^arn:[\w-]{1,32}:(iam|sts)::\d{12}:.{1,1024}$/.test(arn)) {
    throw unreadableReply(answeredBy(call), 'no account or ARN');
  }
  return { value: { accountId, arn }, clockOffsetMs };
}

/**
 * GetSessionToken with an MFA code. The code is sent once; a second time only when STS refused the first signature for its time,
 * which it judges before it looks at the code.
 * @throws {AppError} what STS or the way to it refused
 */
export async function getSessionToken(
  call: StsCall,
  request: SessionTokenRequest,
): Promise<StsAnswer<TemporaryCredentials>> {
  const { value, clockOffsetMs } = await send(call, (client) =>
    client.send(
      new GetSessionTokenCommand({
        SerialNumber: request.mfaSerial,
        TokenCode: request.tokenCode,
        DurationSeconds: request.durationSeconds,
      }),
    ),
  );
  const given = value.Credentials;
  return { value: checkCredentials(call, given, Date.now() + (clockOffsetMs ?? call.clockOffsetMs)), clockOffsetMs };
}

/** A reply in the form of STS's, with nothing in it. */
const BLANK_REPLY =
  '<GetSessionTokenResponse><GetSessionTokenResult><Credentials><Expiration>2000-01-01T00:00:00Z</Expiration></Credentials>' +
  '</GetSessionTokenResult></GetSessionTokenResponse>';

/**
 * Pays beforehand what the first call of a worker's life pays for code that never ran, some ten milliseconds: signs a request for
 * nobody, which goes nowhere, and reads a reply with nothing in it.
 */
export async function rehearse(): Promise<void> {
  const body = new TextEncoder().encode(BLANK_REPLY);
  const client = clientOf(
    {
      keys: { accessKeyId: '-', secretAccessKey: '-' },
      endpoint: 'https://localhost',
      region: 'us-east-1',
      clockOffsetMs: 0,
    },
    { metadata: {}, handle: async () => ({ response: { statusCode: 200, headers: {}, body } }) },
  );
  await client.send(new GetSessionTokenCommand({ SerialNumber: '-', TokenCode: '-', DurationSeconds: 900 }));
  client.destroy();
}

interface GivenCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/** The longest any session lasts, GetSessionToken's 36 hours, and what the clocks may differ beside it. */
const LONGEST_MS = 36 * 3_600_000;
const CLOCK_LEEWAY_MS = 5 * 60_000;

/** AWS's own temporary keys are all `ASIA…` ("IAM identifiers"); a server on this computer may name them as it likes. */
const TEMPORARY_KEY_ID = /^ASIA\w{12,124}$/;
const ANY_KEY_ID = /^\w{3,128}$/;

/** Takes nothing on trust: a reply with one strange value is no credential. The session token has no promised size or alphabet. */
function checkCredentials(
  call: StsCall,
  given: GivenCredentials | undefined,
  serverNowMs: number,
): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  const keyId = isLoopback(new URL(call.endpoint).hostname) ? ANY_KEY_ID : TEMPORARY_KEY_ID;
  const endMs = Expiration?.getTime() ?? Number.NaN;
  const wrong =
    typeof AccessKeyId !== 'string' || !keyId.test(AccessKeyId)
      ? 'access key id'
      : typeof SecretAccessKey !== 'string' || !/^[\x21-\x7e]{1,256}$/.test(SecretAccessKey)
        ? 'secret access key'
        : typeof SessionToken !== 'string' || !/^[\x21-\x7e]+$/.test(SessionToken)
          ? 'session token'
          : !(endMs >= serverNowMs - CLOCK_LEEWAY_MS && endMs <= serverNowMs + LONGEST_MS + CLOCK_LEEWAY_MS)
            ? 'expiration'
            : undefined;
  if (wrong !== undefined || !AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw unreadableReply(answeredBy(call), `no usable ${wrong}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration.toISOString(),
  };
}

async function send<T>(call: StsCall, ask: (client: STSClient) => Promise<T>): Promise<StsAnswer<T>> {
  try {
    return await sendOnce(call, ask);
  } catch (error) {
    const skewMs = skewOf(error);
    if (skewMs === undefined || Math.abs(skewMs - call.clockOffsetMs) < SKEW_MS) throw error;
    const answer = await sendOnce({ ...call, clockOffsetMs: skewMs }, ask);
    // Where the Date cannot be read, this signature's being taken says how the clocks stand.
    return { ...answer, clockOffsetMs: answer.clockOffsetMs ?? skewMs };
  }
}

/** The clock's error as a refused signature shows it. Only such a refusal counts: it comes before anything else is looked at. */
function skewOf(error: unknown): number | undefined {
  if (!(error instanceof AppError) || (error.code !== 'clock-skew' && error.code !== 'secret-wrong')) return undefined;
  const stated = serverTimeInMessage(error.service?.message ?? '');
  if (stated !== undefined) return stated - Date.now();
  return error instanceof RefusedCall ? error.clockOffsetMs : undefined;
}

/** A refusal with what its reply said of the clocks. */
class RefusedCall extends AppError {
  readonly clockOffsetMs: number | undefined;

  constructor(error: AppError, clockOffsetMs: number | undefined) {
    super(error.code, {
      ...(error.service && { service: error.service }),
      ...(error.params && { params: error.params }),
      cause: error.cause,
    });
    this.clockOffsetMs = clockOffsetMs;
  }
}

function clientOf(call: StsCall, requestHandler: object): STSClient {
  return new STSClient({
    region: call.region,
    endpoint: call.endpoint,
    credentials: call.keys,
    maxAttempts: 1,
    systemClockOffset: call.clockOffsetMs,
    requestHandler: requestHandler as never,
  });
}

async function sendOnce<T>(call: StsCall, ask: (client: STSClient) => Promise<T>): Promise<StsAnswer<T>> {
  const facts: CallFacts = { clockOffsetMs: undefined };
  const client = clientOf(call, stsRequestHandler(facts));
  try {
    return { value: await ask(client), clockOffsetMs: facts.clockOffsetMs };
  } catch (error) {
    if (error instanceof AppError) throw new RefusedCall(error, facts.clockOffsetMs);
    // What is left is the SDK's reader: a body cut short, another root, a value of another type.
    throw unreadableReply(answeredBy(call), 'not what STS writes', error);
  } finally {
    client.destroy();
  }
}
