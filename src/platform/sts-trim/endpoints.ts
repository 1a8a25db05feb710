/** Stands in for the SDK's endpoint rules: Stint names the endpoint itself, from its own table. */
import { placeholder } from './middleware.ts';

interface EndpointConfig {
  readonly endpoint: string;
}

export const resolveEndpointConfig = <T extends EndpointConfig>(config: T) => {
  const url = new URL(config.endpoint);
  return Object.assign(config, { endpoint: async () => ({ url }), tls: url.protocol === 'https:' });
};

export const getEndpointPlugin = () => placeholder('serialize', 'endpointV2Middleware');
export { toEndpointV1 } from '@smithy/core/transport';
