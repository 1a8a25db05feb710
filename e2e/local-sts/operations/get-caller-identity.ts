import { element } from '../replies/xml.ts';
import type { SignedOperation } from './operation.ts';

/** GetCallerIdentity: who signed. Needs no permission, takes no parameters, works in every region and with any credentials. */
export const getCallerIdentity: SignedOperation = {
  signed: true,
  needsActiveRegion: false,
  rules: {},
  run(_call, { user }) {
    return [element('Arn', user.userArn), element('UserId', user.userId), element('Account', user.accountId)];
  },
};
