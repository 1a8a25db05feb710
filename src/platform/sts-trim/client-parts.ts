/**
 * Stands in for what the SDK puts its client together from: retries, user agents, logs, traces, rules of regions, choices of a signer,
 * a stack of middleware and a registry of errors. What Stint needs of it is the way of one call, in `command-builder.ts`.
 */
const nothing = () => undefined;
export const getContentLengthPlugin = nothing;
export const getEndpointPlugin = nothing;
export const getHostHeaderPlugin = nothing;
export const getHttpAuthSchemeEndpointRuleSetPlugin = nothing;
export const getHttpSigningPlugin = nothing;
export const getLoggerPlugin = nothing;
export const getRecursionDetectionPlugin = nothing;
export const getRetryPlugin = nothing;
export const getSchemaSerdePlugin = nothing;
export const getUserAgentPlugin = nothing;

const asGiven = <T>(config: T): T => config;
export const resolveEndpointConfig = asGiven;
export const resolveHostHeaderConfig = asGiven;
export const resolveHttpAuthSchemeConfig = asGiven;
export const resolveRegionConfig = asGiven;
export const resolveRetryConfig = asGiven;
export const resolveRuntimeExtensions = asGiven;
export const resolveUserAgentConfig = asGiven;

/** Takes what the client puts in, and keeps nothing of it. */
export const constructStack = () => ({ use: nothing });

/** Refusals are read before the SDK sees them (`../sts-fetch.ts`), so no error is looked up here. */
export class TypeRegistry {}

/** Imported by what Stint does not use; never called. */
export const DefaultIdentityProviderConfig = undefined;
export const defaultSTSHttpAuthSchemeParametersProvider = undefined;
export const setCredentialFeature = undefined;
export const stsRegionDefaultResolver = undefined;
