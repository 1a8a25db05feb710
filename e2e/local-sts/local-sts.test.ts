import { Agent } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type Credentials as IssuedCredentials,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSts, startLocalSts } from './local-sts.ts';
import { type SigningKeys, send, signedCall } from './signed-call.ts';

// The official client, with its own clock, against the server with the computer's clock.
let sts: LocalSts;
beforeAll(async () => {
  sts = await startLocalSts();
});
afterEach(() => sts.calm());
afterAll(() => sts.stop());

function client(keys: SigningKeys, endpoint: string, region = 'eu-west-1'): STSClient {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return new STSClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    maxAttempts: 1,
    requestHandler: { httpsAgent: new Agent({ ca: sts.certificatePem }) },
  });
}

function keysFrom(credentials: IssuedCredentials | undefined): SigningKeys {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}

describe.each([
  ['HTTP', () => sts.origin],
  ['HTTP by the name localhost', () => `http://localhost:${sts.port}`],
  ['HTTPS', () => sts.tlsOrigin],
  ['HTTPS by address', () => `https://127.0.0.1:${sts.tlsPort}`],
])('the official SDK over %s', (_name, endpoint) => {
  it('learns who it is', async () => {
    const user = sts.addUser();
    const identity = await client(user, endpoint()).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: user.accountId, Arn: user.userArn, UserId: user.userId });
    expect(identity.$metadata).toMatchObject({ httpStatusCode: 200, requestId: sts.requests.last?.requestId });
  });

  it('gets credentials for a code, and is known by them', async () => {
    const user = sts.addUser();
    const before = Date.now();
    const { Credentials } = await client(user, endpoint()).send(
      new GetSessionTokenCommand({
        SerialNumber: user.mfaSerial,
        TokenCode: user.device.freshCode(),
        DurationSeconds: 3600,
      }),
    );
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials?.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(Credentials?.SessionToken).toMatch(/^[A-Za-z0-9+/=]{300,1000}$/);
    const lifeMs = (Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(Math.abs(lifeMs - 3_600_000)).toBeLessThan(10_000);

    const identity = await client(keysFrom(Credentials), endpoint()).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(user.userArn);
  });

  it('reads the refusal of a wrong code', async () => {
    const user = sts.addUser();
    const call = client(user, endpoint()).send(
      new GetSessionTokenCommand({ SerialNumber: user.mfaSerial, TokenCode: user.device.wrongCode() }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('the official SDK and a server with another clock', () => {
  it.each([20 * 60_000, -20 * 60_000])(
    'is refused when the server is %i ms off, and right the next time',
    async (offsetMs) => {
      const user = sts.addUser();
      const signer = client(user, sts.origin);
      sts.clock.offsetMs = offsetMs;
      await expect(signer.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'SignatureDoesNotMatch',
        $metadata: { clockSkewCorrected: true },
      });
      await expect(signer.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: user.userArn });
    },
  );

  it('takes the code of the server’s time and dates the credentials by it', async () => {
    const user = sts.addUser();
    sts.clock.offsetMs = 10 * 60_000;
    const { Credentials } = await client(user, sts.origin).send(
      new GetSessionTokenCommand({ SerialNumber: user.mfaSerial, TokenCode: user.currentCode(), DurationSeconds: 900 }),
    );
    const lifeMs = (Credentials?.Expiration?.getTime() ?? 0) - sts.clock.nowMs();
    expect(Math.abs(lifeMs - 900_000)).toBeLessThan(10_000);
  });
});

describe('start and stop', () => {
  it('seeds before the first request and makes new secrets each time', async () => {
    const secrets = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const seeded = await startLocalSts({ seed: (fresh) => secrets.add(fresh.addUser().secretAccessKey) });
      await seeded.stop();
    }
    expect(secrets.size).toBe(2);
  });

  it('refuses a port that is taken, HTTP and HTTPS', async () => {
    await expect(startLocalSts({ port: sts.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startLocalSts({ tlsPort: sts.tlsPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('stops with requests held and stalled, and twice', async () => {
    const other = await startLocalSts();
    const user = other.addUser();
    const call = async () =>
      send(
        other.origin,
        await signedCall(user, { Action: 'GetCallerIdentity' }, { host: `127.0.0.1:${other.port}`, atMs: Date.now() }),
      );
    other.gate.close('before-reply');
    other.faults.next({ kind: 'silence', at: 'arrival' });
    const broken = Promise.allSettled([call(), call()]);
    await other.gate.arrival('before-reply');
    await other.stop();
    await other.stop();
    expect((await broken).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('answers on loopback only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (outside === undefined) return;
    for (const port of [sts.port, sts.tlsPort]) {
      const error = await new Promise<Error | undefined>((resolve) => {
        const socket = connect(port, outside.address, () => {
          socket.destroy();
          resolve(undefined);
        });
        socket.once('error', resolve);
      });
      expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    }
  });
});
