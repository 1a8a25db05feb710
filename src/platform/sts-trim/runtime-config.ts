/**
 * Stands in for the SDK's browser defaults. Those read user agents, default modes, retry tables and a second signer into the
 * bundle, for choices that `../sts.ts` makes itself on every client.
 */
import { errorTypeRegistries } from '@aws-sdk/client-sts';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { NoAuthSigner } from '@smithy/core';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { authSchemesFor, requestSigner } from './auth-scheme.ts';

interface IdentityProviders {
  getIdentityProvider(schemeId: string): unknown;
}

const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export const getRuntimeConfig = (config: Record<string, unknown>) => ({
  apiVersion: '2011-06-15',
  utf8Decoder: fromUtf8,
  utf8Encoder: toUtf8,
  disableHostPrefix: true,
  httpAuthSchemeProvider: authSchemesFor,
  httpAuthSchemes: [
    {
      schemeId: 'aws.auth#sigv4',
      identityProvider: (providers: IdentityProviders) => providers.getIdentityProvider('aws.auth#sigv4'),
      signer: requestSigner,
    },
    { schemeId: 'smithy.api#noAuth', identityProvider: () => async () => ({}), signer: new NoAuthSigner() },
  ],
  logger: SILENT,
  protocol: AwsQueryProtocol,
  protocolSettings: {
    defaultNamespace: 'com.amazonaws.sts',
    errorTypeRegistries,
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    version: '2011-06-15',
    serviceTarget: 'AWSSecurityTokenServiceV20110615',
  },
  runtime: 'browser',
  serviceId: 'STS',
  // The bodies are bytes by then; the SDK's own collector is for streams.
  streamCollector: async (body: Uint8Array) => body,
  ...config,
});
