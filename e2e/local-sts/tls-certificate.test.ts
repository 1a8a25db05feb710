import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSts, startLocalSts } from './local-sts.ts';

let sts: LocalSts;
beforeAll(async () => {
  sts = await startLocalSts();
});
afterAll(() => sts.stop());

function handshake(servername: string, ca?: string): Promise<{ pin: string } | Error> {
  return new Promise((resolve) => {
    const socket = connect(
      { host: '127.0.0.1', port: sts.tlsPort, servername, ...(ca !== undefined && { ca }) },
      () => {
        const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
        socket.destroy();
        resolve({
          pin: createHash('sha256')
            .update(key ?? '')
            .digest('base64'),
        });
      },
    );
    socket.once('error', resolve);
  });
}

describe('the certificate', () => {
  it.each([
    'localhost',
    'sts.amazonaws.com',
    'sts.eu-west-1.amazonaws.com',
    'sts-fips.us-east-1.amazonaws.com',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.cn-north-1.amazonaws.com.cn',
    'sts.eusc-de-east-1.amazonaws.eu',
  ])('is good for %s, and its pin is the one announced', async (name) => {
    expect(await handshake(name, sts.certificatePem)).toEqual({ pin: sts.certificateSpkiPin });
  });

  it('is good for no other name', async () => {
    expect(await handshake('iam.amazonaws.com', sts.certificatePem)).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('is trusted by nobody who does not have it', async () => {
    expect(await handshake('localhost')).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is made afresh for each start', async () => {
    const other = await startLocalSts();
    expect(other.certificateSpkiPin).not.toBe(sts.certificateSpkiPin);
    await other.stop();
  });
});

describe('chromiumArguments', () => {
  it('map every STS host to the HTTPS port and pin the certificate', () => {
    const [rules, pin] = sts.chromiumArguments();
    expect(rules).toContain(`MAP sts.*.amazonaws.com 127.0.0.1:${sts.tlsPort}`);
    expect(pin).toBe(`--ignore-certificate-errors-spki-list=${sts.certificateSpkiPin}`);
    expect(pin).toMatch(/=[A-Za-z0-9+/]{43}=$/);
  });
});
