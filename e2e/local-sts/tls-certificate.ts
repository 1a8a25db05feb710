import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { stsHostNames } from './endpoint-host.ts';

const DAY_MS = 86_400_000;

/** A certificate made for one run of the server, signed by itself. */
export interface TlsCertificate {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  /** Base64 of the SHA-256 of its public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spkiPin: string;
}

/**
 * Makes a key and a certificate for `localhost`, 127.0.0.1 and every STS host name. Nothing is written to disk.
 * Good from a month ago to a year ahead by this computer's clock, so that a client with a wrong clock can be tested.
 */
export async function makeTlsCertificate(): Promise<TlsCertificate> {
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 30 * DAY_MS),
    notAfterDate: new Date(now + 365 * DAY_MS),
    extensions: [
      // Its own issuer: a Node client trusts it by naming it as its only authority.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          ...stsHostNames().map((value) => ({ type: 2 as const, value })),
        ],
      },
    ],
  });
  const publicKey = new X509Certificate(made.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKeyPem: made.private,
    certificatePem: made.cert,
    spkiPin: createHash('sha256').update(publicKey).digest('base64'),
  };
}
