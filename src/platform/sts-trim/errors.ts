/**
 * Stands in for the SDK's one class for each error of STS's model: `../sts-fetch.ts` reads refusals before the SDK sees them, so that
 * compatible servers' differing forms are read too. The names are those the SDK's schemas register.
 */
import { STSServiceException } from '@aws-sdk/client-sts';

export {
  STSServiceException as ExpiredTokenException,
  STSServiceException as ExpiredTradeInTokenException,
  STSServiceException as IDPCommunicationErrorException,
  STSServiceException as IDPRejectedClaimException,
  STSServiceException as InvalidAuthorizationMessageException,
  STSServiceException as InvalidIdentityTokenException,
  STSServiceException as JWTPayloadSizeExceededException,
  STSServiceException as MalformedPolicyDocumentException,
  STSServiceException as OutboundWebIdentityFederationDisabledException,
  STSServiceException as PackedPolicyTooLargeException,
  STSServiceException as RegionDisabledException,
  STSServiceException as SessionDurationEscalationException,
};
