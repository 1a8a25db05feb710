/** Stands in for the SDK's bindings of members to headers and paths: in STS's query protocol all members are in the body. */
export const HttpBindingNormalizedSchema = {};
export const getHttpOperationBindings = (): readonly [] => [];
