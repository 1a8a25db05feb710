/**
 * Stands in for the SDK's rule-driven choice of a signer: STS signs every operation with SigV4 but the two federated ones. The signer
 * is the SDK's own; the rest of its machinery renews credentials and learns clocks, which Stint does itself (`../sts.ts`).
 */
import { getSmithyContext, type HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './checksum.ts';

interface AuthParameters {
  readonly operation: string;
  readonly region: string;
}

interface SigningProperties {
  readonly region: string;
  readonly systemClockOffset: number;
}

type Keys = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

const UNSIGNED = ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];

/** Signs a request with SigV4 (AWS Signature Version 4, service `sts`) at the server's time. */
export const requestSigner = {
  sign(request: HttpRequest, credentials: Keys, { region, systemClockOffset }: SigningProperties) {
    const signer = new SignatureV4({ credentials, region, service: 'sts', sha256: Sha256 });
    return signer.sign(request, { signingDate: new Date(Date.now() + systemClockOffset) });
  },
};

/** The parameters the signer needs: which operation, in which region. */
export const defaultSTSHttpAuthSchemeParametersProvider = async (
  config: { region: () => Promise<string> },
  context: Parameters<typeof getSmithyContext>[0],
): Promise<AuthParameters> => ({
  operation: String(getSmithyContext(context)['operation']),
  region: await config.region(),
});

/** The one way to authenticate an operation. */
export const authSchemesFor = ({ operation, region }: AuthParameters) =>
  UNSIGNED.includes(operation)
    ? [{ schemeId: 'smithy.api#noAuth' }]
    : [
        {
          schemeId: 'aws.auth#sigv4',
          signingProperties: { region },
          propertiesExtractor: ({ systemClockOffset = 0 }: Partial<SigningProperties>) => ({
            signingProperties: { systemClockOffset },
          }),
        },
      ];

/** The client takes keys and hands on a provider of them. */
export const resolveHttpAuthSchemeConfig = <T extends { credentials: Keys }>(config: T) => {
  const { credentials } = config;
  return Object.assign(config, { credentials: async () => credentials });
};
