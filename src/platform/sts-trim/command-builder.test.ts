import { describe, expect, it } from 'vitest';
import { makeBuilder } from './command-builder.ts';

const HOUR = 3_600_000;
const BODY = 'Action=Any&Version=2011-06-15';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a command of that operation to nobody. @returns what was sent, what was asked of the protocol, and the answer */
async function send(operation: string, { offsetMs = 0, endpoint = 'https://sts.eu-central-1.amazonaws.com' } = {}) {
  const sent: Sent[] = [];
  const asked: unknown[] = [];
  const config = {
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    endpoint,
    region: 'eu-central-1',
    systemClockOffset: offsetMs,
    requestHandler: {
      handle: async (request: Sent) => {
        sent.push(request);
        return { response: 'the reply' };
      },
    },
    protocol: {
      setSerdeContext: (context: unknown) => asked.push(['context', context === config]),
      serializeRequest: async (
        schema: { name: string },
        input: object,
        context: { endpoint(): Promise<{ url: URL }> },
      ) => {
        asked.push(['write', schema.name, input]);
        const { url } = await context.endpoint();
        const port = url.port ? Number(url.port) : undefined;
        return {
          method: 'POST',
          protocol: url.protocol,
          hostname: url.hostname,
          port,
          path: '/',
          query: {},
          headers: {},
          body: BODY,
        };
      },
      deserializeResponse: async (schema: { name: string }, _: object, response: unknown) => {
        asked.push(['read', schema.name, response]);
        return 'the answer';
      },
    },
  };
  const Command = makeBuilder()({}, () => [], operation, [9, 'com.amazonaws.sts', operation, 0, 'in', 'out']);
  const answer = await new Command({ a: 1 }).resolveMiddleware({}, config as never)();
  return { answer, sent, asked };
}

describe('a command', () => {
  it('is written, sent once and read', async () => {
    const { answer, sent, asked } = await send('GetSessionToken');
    expect(answer).toEqual({ output: 'the answer' });
    expect(sent).toHaveLength(1);
    expect(asked).toEqual([
      ['context', true],
      ['write', 'GetSessionToken', { a: 1 }],
      ['read', 'GetSessionToken', 'the reply'],
    ]);
  });

  it.each([
    ['GetSessionToken', true],
    ['GetCallerIdentity', true],
    ['AssumeRole', true],
    ['GetFederationToken', true],
    ['DecodeAuthorizationMessage', true],
    ['AssumeRoleWithSAML', false],
    ['AssumeRoleWithWebIdentity', false],
    // What is not known is signed: an unsigned call tells nobody's secret, and is refused.
    ['', true],
  ])('%j is signed: %s', async (operation, isSigned) => {
    const { sent } = await send(operation);
    expect(sent[0]?.body).toBe(BODY);
    expect(sent[0]?.headers['authorization'] !== undefined).toBe(isSigned);
  });

  it.each([
    ['https://sts.eu-central-1.amazonaws.com', 'sts.eu-central-1.amazonaws.com'],
    ['http://127.0.0.1:4566', '127.0.0.1:4566'],
  ])('to %s names the host %s, and signs it', async (endpoint, host) => {
    const headers = (await send('GetCallerIdentity', { endpoint })).sent[0]?.headers ?? {};
    expect(headers['host']).toBe(host);
    expect(headers['authorization']).toMatch(/SignedHeaders=[\w;-]*\bhost\b/);
  });

  it.each([0, 20 * 60_000, -20 * 60_000, 24 * HOUR])(
    'is signed at the server’s time, %i ms from here',
    async (offsetMs) => {
      const before = Date.now();
      const headers = (await send('GetCallerIdentity', { offsetMs })).sent[0]?.headers ?? {};
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '')?.map(Number) ?? [];
      const signedAt = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
      expect(signedAt).toBeGreaterThan(before + offsetMs - 1000);
      expect(signedAt).toBeLessThanOrEqual(Date.now() + offsetMs);
      expect(headers['authorization']).toContain('/eu-central-1/sts/aws4_request');
    },
  );
});
