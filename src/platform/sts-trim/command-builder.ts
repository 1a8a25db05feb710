/**
 * Stands in for the SDK's maker of commands, and for the middleware it would send them through: writes the request with the SDK's
 * protocol, signs it with the SDK's signer, hands it to the client's request handler and reads the reply with the SDK's protocol. It
 * goes out once: a code that may have been used is never sent again.
 */
import type { HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './checksum.ts';

interface ClientConfig {
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** An origin. */
  readonly endpoint: string;
  readonly region: string;
  /** How far the server's clock is ahead, milliseconds: the signature carries the server's time. */
  readonly systemClockOffset: number;
  readonly requestHandler: { handle(request: HttpRequest): Promise<{ response: unknown }> };
  readonly protocol: {
    setSerdeContext(config: unknown): void;
    serializeRequest(operation: unknown, input: object, context: object): Promise<HttpRequest>;
    deserializeResponse(operation: unknown, context: object, response: unknown): Promise<unknown>;
  };
}

/** How the SDK writes an operation down. */
type OperationSchema = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: unknown,
  input: unknown,
  output: unknown,
];

/** Whose callers prove who they are by what they send. All others sign. */
const UNSIGNED = ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];

/** Gives the maker of commands' classes; each has the input its constructor was given. */
export const makeBuilder =
  () =>
  (
    _endpoint: unknown,
    _plugins: unknown,
    action: string,
    [, namespace, name, traits, input, output]: OperationSchema,
  ) =>
    class {
      readonly input: object;

      constructor(given: object) {
        this.input = given;
      }

      /** What the SDK's client calls to send a command. */
      resolveMiddleware(_stack: unknown, config: ClientConfig) {
        return async () => {
          const { protocol, requestHandler } = config;
          const operation = { namespace, name, traits, input, output };
          protocol.setSerdeContext(config);
          const context = { ...config, endpoint: async () => ({ url: new URL(config.endpoint) }) };
          const request = await protocol.serializeRequest(operation, this.input, context);
          const { hostname, port, headers } = request;
          headers['host'] = port ? `${hostname}:${port}` : hostname;
          const { response } = await requestHandler.handle(
            UNSIGNED.includes(action) ? request : await signed(request, config),
          );
          return { output: await protocol.deserializeResponse(operation, config, response) };
        };
      }
    };

/** With AWS Signature Version 4, service `sts`, at the server's time. */
function signed(request: HttpRequest, { credentials, region, systemClockOffset }: ClientConfig) {
  const signer = new SignatureV4({ credentials, region, service: 'sts', sha256: Sha256 });
  return signer.sign(request, { signingDate: new Date(Date.now() + systemClockOffset) }) as Promise<HttpRequest>;
}
