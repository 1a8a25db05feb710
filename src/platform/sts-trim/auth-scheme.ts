/** Stands in for the SDK's rule-driven choice of a signer: STS signs every operation with SigV4 but the two federated ones. */
import { resolveAwsSdkSigV4Config } from '@aws-sdk/core/httpAuthSchemes';
import { getSmithyContext } from '@smithy/core/transport';

interface AuthParameters {
  readonly operation: string;
  readonly region: string;
}

const UNSIGNED = ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];

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
          signingProperties: { name: 'sts', region },
          propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
        },
      ];

export const resolveHttpAuthSchemeConfig = resolveAwsSdkSigV4Config;
