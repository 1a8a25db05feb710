/** Stands in for the SDK's reader of refusals, which `../sts-fetch.ts` has read before. */
export class ProtocolLib {}
