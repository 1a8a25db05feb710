/**
 * Stands in for the SDK's browser defaults. Those read user agents, default modes, retry tables and a second signer into the
 * bundle, for choices that `../sts.ts` makes itself on every client.
 */
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';

export const getRuntimeConfig = (config: Record<string, unknown>) => ({
  disableHostPrefix: true,
  protocol: AwsQueryProtocol,
  protocolSettings: {
    defaultNamespace: 'com.amazonaws.sts',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    version: '2011-06-15',
  },
  // The bodies are bytes by then; the SDK's own collector is for streams.
  streamCollector: async (body: Uint8Array) => body,
  ...config,
});
