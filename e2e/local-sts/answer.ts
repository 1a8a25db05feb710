import type { Accounts } from './accounts.ts';
import type { Operation } from './operations/operation.ts';
import { checkParameters } from './parameter-rules.ts';
import type { ReceivedRequest } from './received-request.ts';
import type { XmlElement } from './replies/xml.ts';
import { invalidAction, methodNotAllowed, missingAction, regionDisabled } from './service-error.ts';
import { verifySignature } from './sigv4/verify-signature.ts';

/** The only version of the STS API there is. */
const API_VERSION = '2011-06-15';

/** What a request is judged against. */
export interface AnswerContext {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly accounts: Accounts;
  /** Regions in which STS is switched off, for every account. */
  readonly disabledRegions: ReadonlySet<string>;
}

/**
 * One STS call, from raw request to the children of its result: the operation is found, the signature verified, the
 * parameters checked, the operation run.
 * @throws {ServiceError} the refusal, in AWS's words
 */
export async function answer(
  request: ReceivedRequest,
  parameters: ReadonlyMap<string, string>,
  { operations, accounts, disabledRegions }: AnswerContext,
): Promise<readonly XmlElement[]> {
  if (request.method !== 'POST' && request.method !== 'GET') throw methodNotAllowed(request.method);
  const name = parameters.get('Action');
  if (name === undefined || name === '') throw missingAction();
  const version = parameters.get('Version');
  const operation = version === API_VERSION ? operations.get(name) : undefined;
  if (operation === undefined) throw invalidAction(name, version);

  const call = { parameters, accounts };
  if (!operation.signed) {
    checkParameters(parameters, operation.rules);
    return operation.run(call);
  }
  const { caller, region } = await verifySignature(request, accounts, accounts.nowMs());
  if (operation.needsActiveRegion && disabledRegions.has(region)) throw regionDisabled(caller.user.accountId);
  checkParameters(parameters, operation.rules);
  return operation.run(call, caller);
}
