import type { Accounts, Caller } from '../accounts.ts';
import type { ParameterRules } from '../parameter-rules.ts';
import type { XmlElement } from '../replies/xml.ts';

/** What an operation is given: parameters that passed its rules, and the store. */
interface Call {
  readonly parameters: ReadonlyMap<string, string>;
  readonly accounts: Accounts;
}

interface OperationBase {
  readonly rules: ParameterRules;
}

/** An operation that credentials must sign. */
export interface SignedOperation extends OperationBase {
  readonly signed: true;
  /** Whether a region the account has switched off refuses it (all but GetCallerIdentity). */
  readonly needsActiveRegion: boolean;
  /**
   * The children of `<OperationResult>`. Synchronous, so that what it uses up (a code) and what it gives out happen at once.
   * @throws {ServiceError} the refusal
   */
  run(call: Call, caller: Caller): readonly XmlElement[];
}

/** An operation that proves itself by its parameters and is not signed. */
interface UnsignedOperation extends OperationBase {
  readonly signed: false;
  /** As {@link SignedOperation.run}, without a caller. */
  run(call: Call): readonly XmlElement[];
}

export type Operation = SignedOperation | UnsignedOperation;
